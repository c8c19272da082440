/* The answer to a question as columns: its dimensions, each measure, and beside each what it is compared with. */
#include "services/ctl/report_table.h"

#include <stdio.h>
#include <string.h>

#include "services/ctl/field.h"

enum { NAME_BYTES = 80, NAMES_MOST = 2 * OUTPUT_COLUMNS_MOST, SECOND_MS = 1000 };

/* Names and titles of the columns, "received@previous" and "登记 环比". */
static char names[NAMES_MOST][NAME_BYTES];
static size_t name_count;
static const char *first_name; /* the name of the first column */

static const char *name_make(const char *first, const char *between, const char *second)
{
    if (name_count == NAMES_MOST ||
        snprintf(names[name_count], NAME_BYTES, "%s%s%s", first, between, second) >= NAME_BYTES)
        return "";
    return names[name_count++];
}

static void column_add(struct export_table *table, const char *name, const char *title, enum output_type type,
                       int decimals)
{
    if (table->column_count < OUTPUT_COLUMNS_MOST)
        export_column_add(table, name, title, type, decimals);
}

static const char *by_title(const char *by)
{
    static const char *const titles[][2] = {{"organisation", "单位"}, {"area", "区域"},        {"category", "类别"},
                                            {"channel", "渠道"},      {"urgency", "紧急程度"}, {"state", "状态"},
                                            {"day", "日期"},          {"week", "周"},          {"month", "月份"},
                                            {"quarter", "季度"},      {"year", "年份"}};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(by, titles[i][0]) == 0)
            return titles[i][1];
    return by;
}

/* -- cells ------------------------------------------------------------------------------------------------------- */

static bool is_time(const char *by)
{
    static const char *const times[] = {"day", "week", "month", "quarter", "year"};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (strcmp(by, times[i]) == 0)
            return true;
    return false;
}

/* A count, a ratio, or a time in milliseconds, as its column has them. */
static struct output_cell value_cell(const json_t *value, enum output_type type)
{
    if (json_is_object(value) && type == OUTPUT_DURATION)
        value = json_object_get(value, "value");
    if (json_is_object(value))
        return (struct output_cell){
            .kind = OUTPUT_OF_RATIO, .part = field_integer(value, "part"), .whole = field_integer(value, "whole")};
    if (json_is_real(value))
        return (struct output_cell){.kind = OUTPUT_OF_NUMBER, .number = json_real_value(value)};
    if (!json_is_integer(value))
        return (struct output_cell){.kind = OUTPUT_NOTHING};
    return (struct output_cell){.kind = OUTPUT_OF_INTEGER,
                                .integer = json_integer_value(value) * (type == OUTPUT_DURATION ? SECOND_MS : 1)};
}

/* `what` says of a measure: share and rank of itself; was, difference and change of a period. */
static const json_t *compared_value(const json_t *row, const char *measure, const char *what)
{
    char period[NAME_BYTES];
    size_t length = strcspn(what, ".");
    if (!what[length])
        return json_object_get(json_object_get(row, what), measure);
    snprintf(period, sizeof period, "%.*s", (int)length, what);
    return json_object_get(json_object_get(json_object_get(row, period), measure), what + length + 1);
}

static bool figures_cell(struct output_cell *out, const json_t *row, const struct output_column *column)
{
    char measure[NAME_BYTES];
    const char *what = strchr(column->name, '@');
    if (!what && column->type == OUTPUT_TEXT) {
        bool total = !field_present(row, "row");
        if (total) /* said once */
            *out = (struct output_cell){.kind = OUTPUT_OF_TEXT,
                                        .text = strcmp(column->name, first_name) == 0 ? "合计" : ""};
        return total;
    }
    snprintf(measure, sizeof measure, "%.*s", what ? (int)(what - column->name) : NAME_BYTES - 1, column->name);
    *out = value_cell(what ? compared_value(row, measure, what + 1) : json_object_get(row, measure), column->type);
    return true;
}

/* -- columns ----------------------------------------------------------------------------------------------------- */

static enum output_type type_of(const json_t *measure)
{
    const char *kind = field_text(measure, "kind");
    if (strcmp(kind, "rate") == 0)
        return OUTPUT_PERCENT;
    return strcmp(kind, "count") == 0 || strcmp(kind, "stock") == 0 ? OUTPUT_INTEGER : OUTPUT_DURATION;
}

/* The period before, or a year before: by how much it has changed; of rates in points of per cent. */
static void change_add(struct export_table *table, const json_t *measure, const char *period, const char *word)
{
    char what[NAME_BYTES];
    bool rate = type_of(measure) == OUTPUT_PERCENT;
    snprintf(what, sizeof what, "%s.%s", period, rate ? "difference" : "change");
    column_add(table, name_make(field_text(measure, "name"), "@", what),
               name_make(field_text(measure, "title"), word, rate ? "（百分点）" : ""), OUTPUT_PERCENT, 1);
}

static void compared_add(struct export_table *table, const json_t *measure, const json_t *reply)
{
    const json_t *periods = json_object_get(reply, "periods");
    const json_t *row = json_array_get(json_object_get(reply, "rows"), 0);
    const char *name = field_text(measure, "name"), *title = field_text(measure, "title");
    enum output_type type = type_of(measure);
    if (json_object_get(periods, "previous"))
        change_add(table, measure, "previous", " 环比");
    if (json_object_get(periods, "last_year"))
        change_add(table, measure, "last_year", " 同比");
    if (json_object_get(periods, "frozen")) {
        column_add(table, name_make(name, "@", "frozen.was"), name_make(title, " ", "封存值"), type, 1);
        column_add(table, name_make(name, "@", "frozen.difference"), name_make(title, " ", "差"), type, 1);
    }
    if (json_object_get(json_object_get(row, "share"), name))
        column_add(table, name_make(name, "@", "share"), name_make(title, " ", "占比"), OUTPUT_PERCENT, 1);
    if (json_object_get(row, "rank"))
        column_add(table, name_make(name, "@", "rank"), name_make(title, " ", "名次"), OUTPUT_INTEGER, 0);
}

static void keys_add(struct export_table *table, const json_t *by)
{
    for (size_t i = 0; i < json_array_size(by); i++) {
        const char *name = json_string_value(json_array_get(by, i));
        if (is_time(name)) {
            column_add(table, name, by_title(name), OUTPUT_TEXT, 0);
            continue;
        }
        column_add(table, name, name_make(by_title(name), "", "编码"), OUTPUT_TEXT, 0);
        column_add(table, name_make(name, "_", "name"), by_title(name), OUTPUT_TEXT, 0);
    }
}

static void heads_make(struct export_table *table, const json_t *reply)
{
    size_t used = 0, i;
    json_t *by;
    json_array_foreach(json_object_get(reply, "by"), i, by)
    {
        int length = snprintf(table->title + used, EXPORT_LINE_BYTES - used, "%s%s", i ? "、" : "工单统计：按",
                              by_title(json_string_value(by)));
        used += (size_t)length;
    }
    if (!used)
        snprintf(table->title, EXPORT_LINE_BYTES, "工单统计");
    snprintf(table->subtitles[0], EXPORT_LINE_BYTES, "%s 至 %s", field_text(reply, "from"), field_text(reply, "to"));
    snprintf(table->notes[0], EXPORT_LINE_BYTES, "统计至日志第 %lld 位", (long long)field_integer(reply, "position"));
    if (field_integer(reply, "left_out") > 0)
        snprintf(table->notes[1], EXPORT_LINE_BYTES, "另有 %lld 行未列出，合计包含全部",
                 (long long)field_integer(reply, "left_out"));
}

/* The first measure; but of what is received nobody is in charge yet: an organisation is shown with what was handed to
 * it. */
static void chart_add(struct export_table *table, const json_t *by, size_t keys)
{
    size_t at = keys;
    if (json_array_size(by) != 1 || keys >= table->column_count)
        return;
    bool organisations = strcmp(json_string_value(json_array_get(by, 0)), "organisation") == 0;
    for (size_t i = keys; organisations && i < table->column_count; i++)
        if (strcmp(table->columns[i].name, "dispatched") == 0)
            at = i;
    table->charts[table->chart_count++] = (struct output_chart){table->columns[at].title, OUTPUT_BARS, keys - 1, at};
}

void report_table_figures(struct export_table *table, const json_t *message, const json_t *reply)
{
    const json_t *measures = json_object_get(reply, "measures"), *by = json_object_get(reply, "by");
    (void)message;
    name_count = 0;
    heads_make(table, reply);
    keys_add(table, by);
    if (!json_array_size(by))
        column_add(table, "total", "合计", OUTPUT_TEXT, 0);
    size_t keys = table->column_count;
    first_name = table->columns[0].name;
    for (size_t i = 0; i < json_array_size(measures); i++) {
        const json_t *measure = json_array_get(measures, i);
        column_add(table, field_text(measure, "name"), field_text(measure, "title"), type_of(measure), 1);
        compared_add(table, measure, reply);
    }
    chart_add(table, by, keys);
    table->cell = figures_cell;
    table->rows = json_object_get(reply, "rows");
    table->total = json_object_get(reply, "total");
}

void report_table_tickets(struct export_table *table, const json_t *message, const json_t *reply)
{
    snprintf(table->title, EXPORT_LINE_BYTES, "指标反查：%s", field_text(message, "measure"));
    export_column_add(table, "position", "日志位置", OUTPUT_NUMBER, 0);
    export_column_add(table, "ticket", "工单号", OUTPUT_NUMBER, 0);
    export_column_add(table, "day", "计入日期", OUTPUT_TEXT, 0);
    export_column_add(table, "at", "时间", OUTPUT_INSTANT, 0);
    export_column_add(table, "organisation", "单位", OUTPUT_TEXT, 0);
    export_column_add(table, "due", "截止时间", OUTPUT_INSTANT, 0);
    export_column_add(table, "late", "超期", OUTPUT_TEXT, 0);
    table->rows = json_object_get(reply, "tickets");
}
