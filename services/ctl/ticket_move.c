/* steward ticket submit, accept, dispatch … withdraw: one function for all, for each is a message of proto's table. */
#include <stdio.h>
#include <string.h>

#include "proto/lifecycle.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/terminal.h"
#include "services/ctl/text.h"

enum { TITLE_MOST = 400, MESSAGE_BYTES = 64 };

/* "ticket sign" → ticket.sign */
static const struct message_type *type_of_words(const char *words)
{
    char name[MESSAGE_BYTES];
    snprintf(name, sizeof name, "%s", words);
    name[strcspn(name, " ")] = '.';
    return message_type_of(name, strlen(name));
}

/* Without a title the first line of the description is one. */
static void title_complete(json_t *message)
{
    const char *description = field_text(message, "description");
    if (field_present(message, "title") || !*description)
        return;
    size_t line = strcspn(description, "\r\n"), fit = text_fit(description, TITLE_MOST);
    json_object_set_new(message, "title", json_stringn(description, line < fit ? line : fit));
}

static int move_print(const json_t *reply)
{
    const char *state = field_text(reply, "state");
    const char *chinese = lifecycle_state_name_zh(lifecycle_state_of(state, strlen(state)));
    printf("ticket %s%lld%s is %s %s (version %lld)\n", terminal_ink(INK_BOLD),
           (long long)field_integer(reply, "ticket"), terminal_ink(INK_PLAIN), state, chinese ? chinese : "",
           (long long)field_integer(reply, "version"));
    return CTL_DONE;
}

int ticket_move_run(struct ctl *ctl, int argc, char **argv)
{
    char text[200];
    snprintf(text, sizeof text, "%s\vA TIME is 2024-10-15T09:30 in the city's time zone, or milliseconds since 1970.",
             ctl->summary);
    struct message_command command = {.type = type_of_words(ctl->words), .text = text, .print = move_print};
    if (command.type == message_type_at(MESSAGE_ticket_submit))
        command.complete = title_complete;
    return message_command_run(ctl, &command, argc, argv);
}
