/* docs/reporting.md: every figure with its formula, in Chinese and English. */
#include <string.h>

#include "proto/generate/markdown.h"
#include "proto/generate/output.h"

static const char preface[] =
    "\nEvery figure is counted from the event log, can be computed from it again to the same integer (`steward report "
    "verify`), and opens the list of its tickets (`steward report tickets`). How figures are kept stands in "
    "[figures.md](figures.md).\n\n"
    "每个指标都由事件日志计得，可随时重算到同一整数（`steward report verify`），并可反查其工单（`steward report "
    "tickets`）。\n\n"
    "- **When 计入日期**: the day, in the city's time zone, of the event that it tells of, unless the formula names "
    "another. 除公式另有说明外，计入事件发生当日（城市时区）。\n"
    "- **Whose 计入单位**: the organisation that holds the lead task then; none: the command centre. "
    "Of co-handlers: the one whose help it is. 计入当时的主办单位；尚未派单的计入指挥中心；协办指标计入协办单位。\n"
    "- **Where, what, how, how urgent 区域、类别、渠道、紧急程度**: as the ticket stands now: a ticket that is sorted "
    "anew "
    "takes everything that it counts for along. 按工单现行分类计；更正分类后全部随之移动。\n"
    "- **Taken back 扣回**: from then on it was never counted; what was true at an earlier position of the log can "
    "still be asked for, and a frozen period keeps its frozen figures beside the living ones. "
    "扣回后视同未计；冻结的期间另存冻结数，与现行数并列。\n";

struct row {
    const char *name, *name_zh, *formula, *formula_zh;
};

static const struct row measures[] = {
#define MEASURE(code, id, name, zh, formula, formula_zh) {#name, zh, formula, formula_zh},
#include "proto/measures.def"
};
static const struct row totals[] = {
#define TOTAL(id, name, zh, formula, formula_zh) {#name, zh, formula, formula_zh},
#include "proto/measures.def"
};
static const struct row stocks[] = {
#define STOCK(id, name, zh, came, went, formula, formula_zh)                                                           \
    {#name, zh, formula ": `" #came " - " #went "`, of all days until then",                                           \
     formula_zh "：累计（" #came " − " #went "）"},
#include "proto/measures.def"
};
static const struct row rates[] = {
#define RATE(id, name, zh, part, whole, formula, formula_zh)                                                           \
    {#name, zh, formula ": `(" #part ") / (" #whole ")`", formula_zh},
#include "proto/measures.def"
};
static const struct row means[] = {
#define MEAN(id, name, zh, total, measure, formula, formula_zh)                                                        \
    {#name, zh, formula ": `" #total " / " #measure "`", formula_zh},
#include "proto/measures.def"
};

static void section_write(FILE *out, const char *title, const struct row *rows, size_t count)
{
    fprintf(out, "\n## %s\n\n", title);
    TABLE_OPEN(out, "Name", "中文", "Formula", "公式");
    for (size_t i = 0; i < count; i++)
        TABLE_ROW(out, rows[i].name, rows[i].name_zh, rows[i].formula, rows[i].formula_zh);
}
#define SECTION(out, title, rows) section_write(out, title, rows, sizeof(rows) / sizeof *(rows))

void reporting_markdown_write(FILE *out)
{
    fputs("# Figures 指标\n\n", out);
    origin_write(out, "proto/measures.def");
    fputs(preface, out);
    SECTION(out, "Counts 计数", measures);
    SECTION(out, "Sums of time 用时合计", totals);
    SECTION(out, "Stocks 存量", stocks);
    SECTION(out, "Rates 比率", rates);
    SECTION(out, "Means 均值", means);
    fputs("\n## Percentiles 分位数\n\n`handling_p50`, `handling_p90`, `handling_p95` 处置用时分位数: of `handling_s` "
          "of each "
          "closed ticket, from a histogram whose buckets grow by the square root of two from one minute on: a "
          "percentile is the upper bound of its bucket, at most 42 % above the true value, and always the same for the "
          "same tickets. 由办结工单处置用时的对数直方图（自一分钟起每档×√2）得出，取所在档上限。\n",
          out);
}
