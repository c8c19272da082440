/* steward contact find: which tickets have a telephone number. */
#include <stdio.h>

#include "services/ctl/command.h"
#include "services/ctl/message_options.h"

static int find_print(const json_t *reply)
{
    const json_t *tickets = json_object_get(reply, "tickets");
    size_t count = json_array_size(tickets);
    for (size_t i = 0; i < count; i++)
        printf("%s%lld", i ? "," : "", (long long)json_integer_value(json_array_get(tickets, i)));
    puts(count ? "" : "no ticket has this number");
    return CTL_DONE;
}

int contact_find_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "The newest tickets whose reporters have given a telephone number.\vFor operators, "
                               "dispatchers and supervisors, and "
                               "of the areas that are theirs. Who asked and why stands in the log of each ticket. "
                               "steward ticket list --numbers "
                               "takes what is printed, together with other filters.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_contact_find), .text = text, .print = find_print};
    return message_command_run(ctl, &command, argc, argv);
}
