/* steward ticket list: tickets, newest first. */
#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"

static const struct table_column columns[] = {
    {"ticket", 1, 0},        {"state", 0, 0}, {"received", 0, 0},  {"due", 0, 0},     {"late", 0, 0},
    {"organisation", 0, 16}, {"area", 0, 16}, {"category", 0, 20}, {"channel", 0, 8}, {"title", 0, 48},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static void ticket_add(struct table *table, const json_t *ticket)
{
    char time[MOMENT_BYTES];
    table_addf(table, "%lld", (long long)field_integer(ticket, "ticket"));
    table_add(table, field_text(ticket, "state"));
    table_add(table, field_moment(ticket, "received", time));
    table_add(table, field_moment(ticket, "due", time));
    table_add(table, field_true(ticket, "late") ? "late" : "");
    table_add(table, field_text(ticket, "organisation"));
    table_add(table, field_text(ticket, "area"));
    table_add(table, field_text(ticket, "category"));
    table_add(table, field_text(ticket, "channel"));
    table_add(table, field_text(ticket, "title"));
}

static int list_print(const json_t *reply)
{
    table_print_list(columns, COLUMN_COUNT, json_object_get(reply, "tickets"), ticket_add);
    return CTL_DONE;
}

int ticket_list_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "Tickets, newest first.\vTo page on give --before with the last number shown.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_ticket_list), .text = text, .print = list_print};
    return message_command_run(ctl, &command, argc, argv);
}
