/* steward report list: standing reports that were made; steward report show: one of them as it was made; steward report
 * make: one of a past period. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/ctl/command.h"
#include "services/ctl/export.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/report_table.h"
#include "services/ctl/table.h"

static void report_add(struct table *table, const json_t *report)
{
    char made[MOMENT_BYTES], told[MOMENT_BYTES];
    table_add(table, field_text(report, "name"));
    table_add(table, field_text(report, "title"));
    table_add(table, field_text(report, "from"));
    table_add(table, field_text(report, "to"));
    table_addf(table, "%lld", (long long)field_integer(report, "position"));
    table_add(table, field_moment(report, "made", made));
    table_add(table, field_text(report, "channel"));
    table_add(table, field_moment(report, "told", told));
}

static int list_print(const json_t *reply)
{
    static const struct table_column columns[] = {{"name", 0, 0},    {"title", 0, 40},   {"from", 0, 0},
                                                  {"to", 0, 0},      {"position", 1, 0}, {"made", 0, 0},
                                                  {"channel", 0, 0}, {"told", 0, 0}};
    table_print_list(columns, sizeof columns / sizeof *columns, json_object_get(reply, "reports"), report_add);
    return CTL_DONE;
}

int report_list_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "Standing reports that were made, newest first: when, at which position of the log, and "
                               "when they were told over which channel.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_standing_list), .text = text, .print = list_print};
    return message_command_run(ctl, &command, argc, argv);
}

/* The answer that is shown; one at a time. */
static const json_t *shown;

static bool standing_cell(struct output_cell *out, const json_t *row, const struct output_column *column)
{
    char name[64];
    const json_t *value = json_object_get(row, column->name);
    bool total = row == json_object_get(shown, "total");
    snprintf(name, sizeof name, "%s_name", json_string_value(json_array_get(json_object_get(shown, "by"), 0)));
    if (strcmp(column->name, "subject") == 0) {
        *out = (struct output_cell){.kind = OUTPUT_OF_TEXT, .text = total ? "合计" : field_text(row, name)};
        return true;
    }
    if (strcmp(column->name, "place") == 0)
        value = json_object_get(json_object_get(row, "rank"), field_text(shown, "ranked"));
    if (json_is_object(value))
        *out = (struct output_cell){
            .kind = OUTPUT_OF_RATIO, .part = field_integer(value, "part"), .whole = field_integer(value, "whole")};
    else if (json_is_integer(value))
        *out = (struct output_cell){.kind = OUTPUT_OF_INTEGER, .integer = json_integer_value(value)};
    return true;
}

static enum output_type measure_type(const json_t *measure)
{
    const char *kind = field_text(measure, "kind");
    if (strcmp(kind, "rate") == 0)
        return OUTPUT_PERCENT;
    return strcmp(kind, "mean") == 0 ? OUTPUT_DECIMAL : OUTPUT_INTEGER;
}

static void show_tabulate(struct export_table *table, const json_t *message, const json_t *reply)
{
    char made[MOMENT_BYTES];
    (void)message;
    shown = json_object_get(reply, "answer");
    const json_t *measures = json_object_get(shown, "measures");
    snprintf(table->title, EXPORT_LINE_BYTES, "%s", field_text(reply, "title"));
    snprintf(table->subtitles[0], EXPORT_LINE_BYTES, "%s 至 %s", field_text(reply, "from"), field_text(reply, "to"));
    snprintf(table->notes[0], EXPORT_LINE_BYTES, "%s 统计至日志第 %lld 位", field_moment(reply, "made", made),
             (long long)field_integer(reply, "position"));
    export_column_add(table, "subject", "名称", OUTPUT_TEXT, 0);
    for (size_t i = 0; i < json_array_size(measures); i++) {
        const json_t *measure = json_array_get(measures, i);
        export_column_add(table, field_text(measure, "name"), field_text(measure, "title"), measure_type(measure), 1);
    }
    export_column_add(table, "place", "排名", OUTPUT_INTEGER, 0);
    table->cell = standing_cell;
    table->rows = json_object_get(shown, "rows");
    table->total = json_object_get(shown, "total");
}

static int show_print(const json_t *reply)
{
    struct export_table *table = memory_new(1, sizeof *table);
    show_tabulate(table, NULL, reply);
    printf("%s  %s\n%s\n\n", table->title, table->subtitles[0], table->notes[0]);
    report_table_print(table);
    printf("\n%s\n", field_text(reply, "summary"));
    free(table);
    return CTL_DONE;
}

int report_show_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] =
        "A standing report as it was made, whatever was corrected since.\v"
        "--period is any day of its period, or a month; the newest unless told. Its numbers are opened by steward "
        "report tickets with --position.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_standing_show), .text = text, .print = show_print, .tabulate = show_tabulate};
    return message_command_run(ctl, &command, argc, argv);
}

static int make_print(const json_t *reply)
{
    printf("made: %s, %s to %s, as counted up to position %lld of the log\n", field_text(reply, "report"),
           field_text(reply, "from"), field_text(reply, "to"), (long long)field_integer(reply, "position"));
    return CTL_DONE;
}

int report_make_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "Makes a standing report of a past period, as it would have been made when it was due.\v"
                               "Reports are made by themselves when they are due; this is for periods before there was "
                               "the report. One that was made already stays as it is.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_standing_make), .text = text, .print = make_print};
    return message_command_run(ctl, &command, argc, argv);
}
