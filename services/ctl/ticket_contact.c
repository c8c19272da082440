/* steward ticket contact: how a ticket's reporter can be reached. */
#include <stdio.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"

static void line_print(const char *name, const char *text)
{
    if (*text)
        printf("  %-10s %s\n", name, text);
}

static int contact_print(const json_t *reply)
{
    const json_t *same = json_object_get(reply, "same_phone");
    printf("ticket %lld%s\n", (long long)field_integer(reply, "ticket"),
           field_true(reply, "anonymous") ? "  the reporter wants not to be named 不愿具名" : "");
    line_print("name", field_text(reply, "name"));
    line_print("phone", field_text(reply, "phone"));
    line_print("other", field_text(reply, "other"));
    if (json_array_size(same) > 0)
        printf("  same phone");
    for (size_t i = 0; i < json_array_size(same); i++)
        printf(" %lld", (long long)json_integer_value(json_array_get(same, i)));
    if (json_array_size(same) > 0)
        putchar('\n');
    return CTL_DONE;
}

int ticket_contact_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] =
        "How a ticket's reporter can be reached.\vFor operators, dispatchers and supervisors. Who "
        "asked and why stands in the ticket's log; with --masked it shows 张** and 138****1234.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_contact_reveal), .text = text, .print = contact_print};
    return message_command_run(ctl, &command, argc, argv);
}
