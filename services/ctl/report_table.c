/* All figures and rates of a period, under the words of an office. */
#include "services/ctl/report_table.h"

#include <stdio.h>
#include <string.h>

#include "services/ctl/field.h"

/* Those that are not `always` are left out where the period has none, as in the terminal's table. */
static const struct {
    const char *name, *title;
    bool always;
} figures[] = {
    {"received", "登记", true},        {"accepted", "受理", false},
    {"dispatched", "派单", true},      {"signed", "签收", false},
    {"handled", "反馈", true},         {"verified", "核查", false},
    {"closed", "办结", true},          {"closed_on_time", "按时办结", true},
    {"closed_late", "超期办结", true}, {"closed_without_limit", "无时限办结", false},
    {"returned", "退单", false},       {"reworked", "返工", false},
    {"rejected", "不予受理", false},   {"voided", "作废", false},
    {"withdrawn", "撤诉", false},      {"overdue", "超期", true},
    {"followed_up", "回访", false},    {"reached", "访到", false},
    {"solved", "已解决", false},       {"satisfied", "满意", false},
};

/* A part of a whole; the whole is the sum of two figures, or one. */
static const struct rate {
    const char *name, *title, *part, *whole, *whole_too, *formula;
} rates[] = {
    {"closing_rate", "办结率", "closed", "dispatched", NULL, "办结率=办结÷派单"},
    {"on_time_rate", "按时办结率", "closed_on_time", "closed_on_time", "closed_late",
     "按时办结率=按时办结÷(按时办结+超期办结)"},
    {"return_rate", "退单率", "returned", "dispatched", NULL, "退单率=退单÷派单"},
    {"rework_rate", "返工率", "reworked", "handled", NULL, "返工率=返工÷反馈"},
    {"reached_rate", "回访成功率", "reached", "followed_up", NULL, "回访成功率=访到÷回访"},
    {"solved_rate", "解决率", "solved", "reached", NULL, "解决率=已解决÷访到"},
    {"satisfied_rate", "满意率", "satisfied", "reached", NULL, "满意率=满意÷访到"},
};

enum { FIGURES = sizeof figures / sizeof *figures, RATES = sizeof rates / sizeof *rates };

static const char *by_title(const char *by)
{
    static const char *const titles[][2] = {
        {"area", "区域"}, {"category", "类别"}, {"channel", "渠道"}, {"day", "日期"}, {"month", "月份"}};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(by, titles[i][0]) == 0)
            return titles[i][1];
    return "单位";
}

static struct output_cell rate_cell(const struct rate *rate, const json_t *row)
{
    int64_t more = rate->whole_too ? field_integer(row, rate->whole_too) : 0;
    return (struct output_cell){.kind = OUTPUT_OF_RATIO,
                                .part = field_integer(row, rate->part),
                                .whole = field_integer(row, rate->whole) + more};
}

static bool figures_cell(struct output_cell *out, const json_t *row, const struct output_column *column)
{
    const char *code = field_text(row, "code");
    if (strcmp(column->name, "name") == 0 && (!field_present(row, "code") || !*code)) {
        *out = (struct output_cell){.kind = OUTPUT_OF_TEXT, .text = field_present(row, "code") ? "（尚无）" : "合计"};
        return true;
    }
    for (size_t i = 0; i < RATES; i++)
        if (strcmp(rates[i].name, column->name) == 0) {
            *out = rate_cell(&rates[i], row);
            return true;
        }
    return false;
}

static void period_tell(struct export_table *table, const json_t *message)
{
    snprintf(table->subtitles[0], EXPORT_LINE_BYTES, "%s 至 %s", field_text(message, "from"),
             field_text(message, "to"));
}

static void formulas_tell(struct export_table *table)
{
    size_t used = 0;
    for (size_t i = 0; i < RATES && used < EXPORT_LINE_BYTES; i++)
        used +=
            (size_t)snprintf(table->notes[1] + used, EXPORT_LINE_BYTES - used, "%s%s", i ? "；" : "", rates[i].formula);
}

/* Of what is received nobody is in charge yet: an organisation is shown with what was handed to it. */
static void figures_chart(struct export_table *table, const char *figure)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i].name, figure) == 0)
            table->charts[table->chart_count++] = (struct output_chart){table->columns[i].title, OUTPUT_BARS, 1, i};
}

void report_table_figures(struct export_table *table, const json_t *message, const json_t *reply)
{
    const char *by = by_title(field_text(message, "by"));
    snprintf(table->title, EXPORT_LINE_BYTES, "工单统计（按%s）", by);
    period_tell(table, message);
    snprintf(table->notes[0], EXPORT_LINE_BYTES, "统计至日志第 %lld 位", (long long)field_integer(reply, "position"));
    formulas_tell(table);
    export_column_add(table, "code", "编码", OUTPUT_TEXT, 0);
    export_column_add(table, "name", by, OUTPUT_TEXT, 0);
    const json_t *total = json_object_get(reply, "total");
    for (size_t i = 0; i < FIGURES; i++)
        if (figures[i].always || field_integer(total, figures[i].name) > 0)
            export_column_add(table, figures[i].name, figures[i].title, OUTPUT_INTEGER, 0);
    for (size_t i = 0; i < RATES; i++)
        if (rate_cell(&rates[i], total).whole > 0)
            export_column_add(table, rates[i].name, rates[i].title, OUTPUT_PERCENT, 1);
    figures_chart(table, strcmp(by, "单位") == 0 ? "dispatched" : "received");
    table->cell = figures_cell;
    table->rows = json_object_get(reply, "rows");
    table->total = total;
}

void report_table_tickets(struct export_table *table, const json_t *message, const json_t *reply)
{
    snprintf(table->title, EXPORT_LINE_BYTES, "指标反查：%s", field_text(message, "figure"));
    period_tell(table, message);
    export_column_add(table, "position", "日志位置", OUTPUT_NUMBER, 0);
    export_column_add(table, "ticket", "工单号", OUTPUT_NUMBER, 0);
    export_column_add(table, "at", "时间", OUTPUT_INSTANT, 0);
    export_column_add(table, "organisation", "单位", OUTPUT_TEXT, 0);
    export_column_add(table, "due", "截止时间", OUTPUT_INSTANT, 0);
    export_column_add(table, "late", "超期", OUTPUT_TEXT, 0);
    table->rows = json_object_get(reply, "tickets");
}
