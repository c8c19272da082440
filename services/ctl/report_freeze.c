/* steward report freeze and steward report frozen: periods whose figures stay as they are. */
#include <stdio.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"

static int freeze_print(const json_t *reply)
{
    printf("frozen: %s, %s to %s, as counted up to position %lld of the log\n", field_text(reply, "name"),
           field_text(reply, "from"), field_text(reply, "to"), (long long)field_integer(reply, "position"));
    return CTL_DONE;
}

int report_freeze_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "Keeps the figures of a period that has ended as they are now.\v"
                               "Whatever is corrected later, steward report --frozen NAME tells them as they were, and "
                               "steward report tickets --frozen NAME the tickets behind each; --compare frozen holds "
                               "what is counted now against them.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_freeze), .text = text, .print = freeze_print};
    return message_command_run(ctl, &command, argc, argv);
}

static void frozen_add(struct table *table, const json_t *frozen)
{
    char time[MOMENT_BYTES];
    table_add(table, field_text(frozen, "name"));
    table_add(table, field_text(frozen, "from"));
    table_add(table, field_text(frozen, "to"));
    table_addf(table, "%lld", (long long)field_integer(frozen, "position"));
    table_add(table, field_moment(frozen, "frozen_at", time));
    table_add(table, field_text(frozen, "actor"));
}

static int frozen_print(const json_t *reply)
{
    static const struct table_column columns[] = {{"name", 0, 0},     {"from", 0, 0},      {"to", 0, 0},
                                                  {"position", 1, 0}, {"frozen at", 0, 0}, {"by", 0, 0}};
    table_print_list(columns, sizeof columns / sizeof *columns, json_object_get(reply, "frozen"), frozen_add);
    return CTL_DONE;
}

int report_frozen_run(struct ctl *ctl, int argc, char **argv)
{
    const struct message_command command = {
        .type = message_type_at(MESSAGE_frozen), .text = "The frozen periods of a city.", .print = frozen_print};
    return message_command_run(ctl, &command, argc, argv);
}
