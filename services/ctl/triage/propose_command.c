/* steward triage propose: asks dispatch who would have a ticket that is like this. */
#include <stdio.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"

static int proposals_print(const json_t *reply)
{
    const json_t *model = json_object_get(reply, "model"), *rule = json_object_get(reply, "rule"), *proposal;
    size_t i;
    if (rule)
        printf("rule %lld: %s\n", (long long)field_integer(rule, "rule"), field_text(rule, "why"));
    json_array_foreach(json_object_get(reply, "proposals"), i, proposal)
    {
        printf("%-24s %.3f\n", field_text(proposal, "organisation"),
               json_number_value(json_object_get(proposal, "confidence")));
    }
    if (field_present(model, "missing"))
        printf("no model: %s; steward triage train makes one\n", field_text(model, "missing"));
    else
        printf("learnt from %lld tickets of %s to %s\n", (long long)field_integer(model, "tickets"),
               field_text(model, "from"), field_text(model, "to"));
    if (field_present(model, "newer_refused"))
        printf("a newer model is not used: %s\n", field_text(model, "newer_refused"));
    return CTL_DONE;
}

int triage_propose_run(struct ctl *ctl, int argc, char **argv)
{
    const struct message_command command = {.type = message_type_at(MESSAGE_ticket_propose),
                                            .text = "Asks who would have a ticket that is like this: which rule of the "
                                                    "pack decides, and what past tickets teach. Nothing is stored.",
                                            .print = proposals_print};
    return message_command_run(ctl, &command, argc, argv);
}
