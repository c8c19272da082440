/* steward report public: a month as the public page shows it. */
#include <stdio.h>

#include "services/ctl/command.h"
#include "services/ctl/export.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"

/* A count is a number or a text ("<5", "≥12"); null is held back. */
static void count_add(struct table *table, const json_t *row, const char *name)
{
    const json_t *value = json_object_get(row, name);
    if (json_is_integer(value))
        table_addf(table, "%lld", (long long)json_integer_value(value));
    else
        table_add(table, json_is_string(value) ? json_string_value(value) : "·");
}

static void hours_add(struct table *table, const json_t *row, const char *name)
{
    if (field_present(row, name))
        table_addf(table, "%.1fh", (double)field_integer(row, name) / 3600);
    else
        table_add(table, "·");
}

static void row_add(struct table *table, const json_t *row)
{
    const char *name = field_text(row, "name");
    table_add(table, *name ? name : "（不在街道内）");
    count_add(table, row, "received");
    count_add(table, row, "resolved");
    count_add(table, row, "open");
    hours_add(table, row, "mean_s");
    hours_add(table, row, "median_s");
    count_add(table, row, "satisfaction");
}

static void rows_print(const char *heading, const json_t *rows)
{
    const struct table_column columns[] = {{heading, 0, 40}, {"登记", 1, 0}, {"办结", 1, 0}, {"月末在办", 1, 0},
                                           {"平均", 1, 0},   {"中位", 1, 0}, {"满意%", 1, 0}};
    table_print_list(columns, sizeof columns / sizeof *columns, rows, row_add);
}

static int public_print(const json_t *reply)
{
    json_t *total = json_deep_copy(json_object_get(reply, "total"));
    json_object_set(total, "name", json_object_get(reply, "name"));
    json_t *totals = json_pack("[o]", total);
    rows_print("城市", totals);
    rows_print("区域", json_object_get(reply, "areas"));
    rows_print("类别", json_object_get(reply, "categories"));
    json_decref(totals);
    printf("%s, counted up to position %lld of the log; cells by area and category: --json\n",
           field_text(reply, "month"), (long long)field_integer(reply, "position"));
    return CTL_DONE;
}

static void public_tabulate(struct export_table *table, const json_t *message, const json_t *reply)
{
    (void)message;
    snprintf(table->title, EXPORT_LINE_BYTES, "%s %s 公示数据", field_text(reply, "name"), field_text(reply, "month"));
    snprintf(table->notes[0], EXPORT_LINE_BYTES, "少于5件的不公布；空白为随同隐去");
    export_column_add(table, "area", "区域", OUTPUT_TEXT, 0);
    export_column_add(table, "category", "类别", OUTPUT_TEXT, 0);
    export_column_add(table, "received", "登记", OUTPUT_INTEGER, 0);
    export_column_add(table, "resolved", "办结", OUTPUT_INTEGER, 0);
    export_column_add(table, "open", "月末在办", OUTPUT_INTEGER, 0);
    table->rows = json_object_get(reply, "cells");
}

int report_public_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] =
        "A month as the public page shows it: without personal data, and without small numbers.\v"
        "What is below 5 is told as <5; · and ≥ stand for what would give it away.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_public), .text = text, .print = public_print, .tabulate = public_tabulate};
    return message_command_run(ctl, &command, argc, argv);
}
