/* Writes tables of the kinds that go wrong, for tests/unit/output_files.py to read back with other programs' readers.
 *
 *   output_sample SAMPLE FORMAT PATH [ROWS]
 *     nasty    cells that are formulas, too long, not printable, of every type
 *     figures  two sections with totals, notes and charts
 *     many     ROWS rows; prints the peak of its memory in kB
 *     broken   a text that is no UTF-8 in its second row: must leave no file
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/output/output.h"

enum { LONG = 40000 };

#define TEXT(T)                                                                                                        \
    {                                                                                                                  \
        .kind = OUTPUT_OF_TEXT, .text = (T)                                                                            \
    }
#define INTEGER(N)                                                                                                     \
    {                                                                                                                  \
        .kind = OUTPUT_OF_INTEGER, .integer = (N)                                                                      \
    }
#define NUMBER(N)                                                                                                      \
    {                                                                                                                  \
        .kind = OUTPUT_OF_NUMBER, .number = (N)                                                                        \
    }
#define RATIO(P, W)                                                                                                    \
    {                                                                                                                  \
        .kind = OUTPUT_OF_RATIO, .part = (P), .whole = (W)                                                             \
    }
#define NOTHING                                                                                                        \
    {                                                                                                                  \
        .kind = OUTPUT_NOTHING                                                                                         \
    }

static bool nasty_texts_write(struct output *output)
{
    static const struct output_column columns[] = {{"n", "号", OUTPUT_INTEGER, 0}, {"text", "文字", OUTPUT_TEXT, 0}};
    static const struct output_section section = {"", columns, 2, NULL, 0};
    static char cjk[LONG * 3 + 1], emoji[LONG * 4 + 1];
    char *after_cjk = cjk, *after_emoji = emoji;
    for (int i = 0; i < LONG; i++) {
        after_cjk = stpcpy(after_cjk, "中");
        after_emoji = stpcpy(after_emoji, "😀");
    }
    const char *const texts[] = {
        "=1+1",
        "+8613812345678",
        "-x",
        "@a",
        "\tx",
        "\rx",
        "＝1",
        "\"",
        "a\"b,c\r\nd\ne",
        " x ",
        "13812345678",
        "340123199001011234",
        "0101",
        "a\x01\x1b[31mb\x7f",
        "a\xef\xbf\xbf",
        "_x0041_",
        "𠮷😀𫠠",
        "<b>&amp;</b>",
        "",
        "'=1",
        cjk,
        emoji,
        "合计",
    };
    bool good = output_section(output, &section);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct output_cell cells[] = {INTEGER((int64_t)i), TEXT(texts[i])};
        good = good && output_row(output, cells);
    }
    return good;
}

static bool nasty_types_write(struct output *output)
{
    static const struct output_column columns[] = {
        {"integer", "整数", OUTPUT_INTEGER, 0},   {"decimal", "小数", OUTPUT_DECIMAL, 2},
        {"percent", "比率", OUTPUT_PERCENT, 1},   {"day", "日期", OUTPUT_DAY, 0},
        {"instant", "时间", OUTPUT_INSTANT, 0},   {"rfc3339", "时刻", OUTPUT_RFC3339, 0},
        {"duration", "时长", OUTPUT_DURATION, 0},
    };
    static const struct output_section section = {"类型", columns, 7, NULL, 0};
    const int64_t at = INT64_C(1728955800000); /* 2024-10-15T09:30:00+08:00 */
    const struct output_cell rows[][7] = {
        {INTEGER(-5), NUMBER(31.25), RATIO(1, 3), TEXT("2024-10-15"), INTEGER(at), INTEGER(at), INTEGER(176700000)},
        {INTEGER(INT64_C(9007199254740993)), RATIO(1, 0), RATIO(0, 0), TEXT("2024-10"), NOTHING, NOTHING,
         INTEGER(-1000)},
        {NOTHING, NUMBER(NAN), NUMBER(INFINITY), NOTHING, INTEGER(-1), INTEGER(-1), RATIO(3000, 2)},
    };
    bool good = output_section(output, &section);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        good = good && output_row(output, rows[i]);
    return good;
}

static bool nasty_write(struct output *output)
{
    return nasty_texts_write(output) && nasty_types_write(output);
}

static bool figures_section_write(struct output *output, const struct output_section *section)
{
    static const char *const names[] = {"城市管理执法局", "住房和城乡建设局",
                                        "某某物业服务有限公司第三分公司滨河项目部", "东街道", "西街道"};
    bool good = output_section(output, section);
    for (int i = 0; i < 5; i++) {
        const struct output_cell cells[] = {TEXT(names[i]), INTEGER(1200 - 210 * i), RATIO(90 - i, 100)};
        good = good && output_row(output, cells);
    }
    const struct output_cell total[] = {TEXT("合计"), INTEGER(3900), RATIO(440, 500)};
    return good && output_total(output, total);
}

static bool figures_write(struct output *output)
{
    static const struct output_column columns[] = {{"name", "单位", OUTPUT_TEXT, 0},
                                                   {"received", "受理数", OUTPUT_INTEGER, 0},
                                                   {"on_time", "按时办结率", OUTPUT_PERCENT, 1}};
    static const struct output_chart charts[] = {{"受理数", OUTPUT_BARS, 0, 1}, {"按时办结率", OUTPUT_LINE, 0, 2}};
    static const struct output_section first = {"按单位", columns, 3, charts, 2};
    static const struct output_section second = {"按区域: 东/西", columns, 3, NULL, 0};
    return figures_section_write(output, &first) && figures_section_write(output, &second);
}

static bool many_write(struct output *output, long rows)
{
    static const struct output_column columns[] = {
        {"n", "号", OUTPUT_INTEGER, 0}, {"title", "标题", OUTPUT_TEXT, 0}, {"at", "时间", OUTPUT_INSTANT, 0}};
    static const struct output_section section = {"", columns, 3, NULL, 0};
    bool good = output_section(output, &section);
    for (long i = 0; good && i < rows; i++) {
        const struct output_cell cells[] = {INTEGER(i), TEXT("西桥小区门口垃圾堆积无人清运"),
                                            INTEGER(INT64_C(1728955800000) + i * 1000)};
        good = output_row(output, cells);
    }
    return good;
}

static bool broken_write(struct output *output)
{
    static const struct output_column columns[] = {{"title", "标题", OUTPUT_TEXT, 0}};
    static const struct output_section section = {"", columns, 1, NULL, 0};
    const struct output_cell good[] = {TEXT("好")}, bad[] = {TEXT("\xff")};
    return output_section(output, &section) && output_row(output, good) && output_row(output, bad);
}

static void peak_print(void)
{
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "VmHWM:", 6) == 0)
            printf("%ld\n", strtol(line + 6, NULL, 10));
    if (status)
        fclose(status);
}

static enum output_format format_of(const char *name)
{
    static const char *const names[] = {"xlsx", "csv", "json", "html", "pdf"};
    int i = 0;
    while (i < 4 && strcmp(names[i], name) != 0)
        i++;
    return (enum output_format)i;
}

static void sample_write(struct output *output, const char *sample, long rows)
{
    if (strcmp(sample, "nasty") == 0)
        nasty_write(output);
    else if (strcmp(sample, "figures") == 0)
        figures_write(output);
    else if (strcmp(sample, "many") == 0)
        many_write(output, rows);
    else
        broken_write(output);
}

int main(int argc, char **argv)
{
    static const char *const subtitles[] = {"2024-10-01 至 2024-10-31", NULL};
    static const char *const notes[] = {"统计至日志第 4711 位", "按时办结率 = 按时办结 / 应办结", NULL};
    char error[OUTPUT_ERROR_BYTES];
    if (argc < 4)
        return 2;
    struct output_document document = {"考核<统计>", subtitles, notes, true, strcmp(argv[1], "figures") != 0};
    struct output *output = output_open(format_of(argv[2]), argv[3], &document, error);
    struct output_summary summary = {0};
    if (output)
        sample_write(output, argv[1], argc > 4 ? strtol(argv[4], NULL, 10) : 0);
    if (!output || !output_close(&output, &summary, error)) {
        fprintf(stderr, "%s\n", error);
        return 1;
    }
    fprintf(stderr, "rows %lld cut %lld\n", (long long)summary.rows, (long long)summary.cut);
    if (strcmp(argv[1], "many") == 0)
        peak_print();
    return 0;
}
