/* steward report: figures of a period, and steward report tickets: the tickets behind one of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/report_table.h"
#include "services/ctl/table.h"

static void period_print(const json_t *reply, const char *period, const char *words)
{
    const json_t *span = json_object_get(json_object_get(reply, "periods"), period);
    if (span)
        printf("; %s: %s to %s", words, field_text(span, "from"), field_text(span, "to"));
}

static int figures_print(const json_t *reply)
{
    struct export_table *table = memory_new(1, sizeof *table);
    report_table_figures(table, NULL, reply);
    report_table_print(table);
    free(table);
    printf("%s to %s, counted up to position %lld of the log", field_text(reply, "from"), field_text(reply, "to"),
           (long long)field_integer(reply, "position"));
    if (strcmp(field_text(reply, "source"), "entries") == 0)
        printf(", from the entries of the tickets");
    period_print(reply, "previous", "环比");
    period_print(reply, "last_year", "同比");
    if (field_integer(reply, "left_out") > 0)
        printf("; %lld more rows", (long long)field_integer(reply, "left_out"));
    putchar('\n');
    return CTL_DONE;
}

int report_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] =
        "The figures of a period, by up to two dimensions and a time.\v"
        "  steward report --period last_month --by area,category --level street\n"
        "  steward report --from 2026-01 --to 2026-06 --by organisation --measures dispatched,on_time,open\n"
        "                 --compare previous,rank --sort on_time --descending --top 10\n"
        "Each number opens: steward report tickets with the same options, --measure and --row. docs/questions.md tells "
        "all, docs/reporting.md the formulas.";
    const struct message_command command = {.type = message_type_at(MESSAGE_question),
                                            .text = text,
                                            .print = figures_print,
                                            .tabulate = report_table_figures};
    return message_command_run(ctl, &command, argc, argv);
}

static void ticket_add(struct table *table, const json_t *ticket)
{
    char time[MOMENT_BYTES];
    table_addf(table, "%lld", (long long)field_integer(ticket, "position"));
    table_addf(table, "%lld", (long long)field_integer(ticket, "ticket"));
    table_add(table, field_text(ticket, "day"));
    table_add(table, field_moment(ticket, "at", time));
    table_add(table, field_text(ticket, "event"));
    table_add(table, field_text(ticket, "organisation"));
    table_add(table, field_text(ticket, "state"));
    table_add(table, field_moment(ticket, "due", time));
    table_add(table, field_true(ticket, "late") ? "late" : "");
}

static int tickets_print(const json_t *reply)
{
    static const struct table_column columns[] = {{"position", 1, 0}, {"ticket", 1, 0}, {"day", 0, 0},
                                                  {"at", 0, 0},       {"event", 0, 0},  {"organisation", 0, 0},
                                                  {"state", 0, 0},    {"due", 0, 0},    {"late", 0, 0}};
    table_print_list(columns, sizeof columns / sizeof *columns, json_object_get(reply, "tickets"), ticket_add);
    if (field_present(reply, "next"))
        printf("to page on: --after %s\n", field_text(reply, "next"));
    return CTL_DONE;
}

int report_tickets_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] =
        "The tickets behind a number of steward report, one a line for each time that it counts.\v"
        "Give the options of the report, --measure with the number's name (docs/reporting.md) and "
        "--row with the codes of its row between slashes, such as --row urban/2026-03; without "
        "--row it is the total. Of rates --of part or --of whole.";
    const struct message_command command = {.type = message_type_at(MESSAGE_question_tickets),
                                            .text = text,
                                            .print = tickets_print,
                                            .tabulate = report_table_tickets};
    return message_command_run(ctl, &command, argc, argv);
}
