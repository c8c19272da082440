/* steward ticket list: tickets by any filters in any order, and those in which words are found. */
#include <stdio.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"

static const struct table_column columns[] = {
    {"ticket", 1, 0},    {"state", 0, 0},   {"received", 0, 0},      {"updated", 0, 0},  {"due", 0, 0},
    {"late", 0, 0},      {"urgency", 1, 0}, {"organisation", 0, 16}, {"handler", 0, 16}, {"area", 0, 16},
    {"category", 0, 20}, {"channel", 0, 8}, {"title", 0, 48},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static void ticket_add(struct table *table, const json_t *ticket)
{
    char time[MOMENT_BYTES];
    table_addf(table, "%lld", (long long)field_integer(ticket, "ticket"));
    table_add(table, field_text(ticket, "state"));
    table_add(table, field_moment(ticket, "received", time));
    table_add(table, field_moment(ticket, "updated", time));
    table_add(table, field_moment(ticket, "due", time));
    table_add(table, field_true(ticket, "late") ? "late" : "");
    table_addf(table, "%lld", (long long)field_integer(ticket, "urgency"));
    table_add(table, field_text(ticket, "organisation"));
    table_add(table, field_text(ticket, "handler"));
    table_add(table, field_text(ticket, "area"));
    table_add(table, field_text(ticket, "category"));
    table_add(table, field_text(ticket, "channel"));
    table_add(table, field_text(ticket, "title"));
}

static int list_print(const json_t *reply)
{
    int64_t behind = field_integer(reply, "head") - field_integer(reply, "position");
    table_print_list(columns, COLUMN_COUNT, json_object_get(reply, "tickets"), ticket_add);
    if (behind > 0)
        printf("this list is %lld events behind the log\n", (long long)behind);
    if (field_present(reply, "next"))
        printf("there may be more: --after %s\n", field_text(reply, "next"));
    return CTL_DONE;
}

int ticket_list_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] =
        "Tickets that fit all that is asked, newest first unless --sort tells otherwise.\v"
        "--area and --category take in what is below them. A time is 2026-03-01 or 2026-03-01T09:30 in the city's time "
        "zone: --received-from 2026-03-01 --received-to 2026-04-01 is March. --text finds every word, of Chinese also "
        "a "
        "single character, in title, description and address; by the reporter's telephone number tickets are found "
        "with steward contact find. To page on give --after what stands below the page before, with the same filters.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_ticket_list), .text = text, .print = list_print};
    return message_command_run(ctl, &command, argc, argv);
}
