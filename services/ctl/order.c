/* steward order issue, receive, answer, push, close: one function for all, for each is a message of proto's table. */
#include <stdio.h>
#include <string.h>

#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"

enum { MESSAGE_BYTES = 64 };

/* What the command was, the reply's fields tell. */
static int reply_print(const json_t *reply)
{
    char receive_by[MOMENT_BYTES], answer_by[MOMENT_BYTES], time[MOMENT_BYTES];
    printf("order %lld ", (long long)field_integer(reply, "order"));
    if (field_present(reply, "recipients"))
        printf("is given to %lld, to be received by %s and answered by %s\n",
               (long long)field_integer(reply, "recipients"), field_moment(reply, "receive_by", receive_by),
               field_moment(reply, "answer_by", answer_by));
    else if (field_present(reply, "received"))
        printf("is received by %s at %s\n", field_text(reply, "recipient"), field_moment(reply, "received", time));
    else if (field_present(reply, "late"))
        printf("is answered by %s at %s%s\n", field_text(reply, "recipient"), field_moment(reply, "answered", time),
               field_true(reply, "late") ? ", late" : "");
    else if (field_present(reply, "answered"))
        printf("is closed: %lld have answered, %lld have not\n", (long long)field_integer(reply, "answered"),
               (long long)field_integer(reply, "missing"));
    else
        printf("is pushed once more to %lld who have not answered\n", (long long)field_integer(reply, "missing"));
    return CTL_DONE;
}

int order_command_run(struct ctl *ctl, int argc, char **argv)
{
    char name[MESSAGE_BYTES], text[256];
    snprintf(name, sizeof name, "%s", ctl->words); /* "order issue" → order.issue */
    name[strcspn(name, " ")] = '.';
    snprintf(text, sizeof text, "%s.\vA limit is 10m, 2h, 4wh, 1wd …, counted from when the order is given.",
             ctl->summary);
    const struct message_command command = {
        .type = message_type_of(name, strlen(name)), .text = text, .print = reply_print};
    return message_command_run(ctl, &command, argc, argv);
}
