/* steward clock explain: how the due times of a ticket came about. */
#include <stdio.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/terminal.h"

static void clock_print(const json_t *clock)
{
    const json_t *lines = json_object_get(clock, "lines");
    printf("%sclock %lld  %s%s%s%s\n", terminal_ink(INK_BOLD), (long long)field_integer(clock, "clock"),
           field_text(clock, "kind"), *field_text(clock, "organisation") ? "  " : "", field_text(clock, "organisation"),
           terminal_ink(INK_PLAIN));
    for (size_t i = 0; i < json_array_size(lines); i++)
        printf("  %s\n", field_text(json_array_get(lines, i), "text"));
    if (field_present(clock, "missing"))
        printf("  the calendar of %lld is not loaded: what comes after is not known\n",
               (long long)field_integer(clock, "missing"));
}

static int explain_print_reply(const json_t *reply)
{
    const json_t *clocks = json_object_get(reply, "clocks");
    for (size_t i = 0; i < json_array_size(clocks); i++) {
        if (i)
            putchar('\n');
        clock_print(json_array_get(clocks, i));
    }
    return CTL_DONE;
}

int clock_explain_run(struct ctl *ctl, int argc, char **argv)
{
    const struct message_command command = {
        .type = message_type_at(MESSAGE_clock_explain),
        .text = "How each due time of a ticket came about: every entry of the clock's ledger, every day with what was "
                "counted of it, what is used and what is left.",
        .print = explain_print_reply,
    };
    return message_command_run(ctl, &command, argc, argv);
}
