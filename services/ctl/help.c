/* steward help [COMMAND]: the table of commands, or one command's own --help. */
#include <stdio.h>
#include <string.h>

#include "services/ctl/command.h"

static void commands_print(void)
{
    puts("Usage: steward COMMAND [OPTION...]\n\nCommands:");
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)) != NULL; i++)
        printf("  %-17s %s\n", command->words, command->summary);
    puts("\nsteward help COMMAND tells its options. Every command takes --home DIR, --city CODE and --json.\n"
         "It exits with 0 when it is done, 1 when it was refused or failed, 2 when it was typed wrongly.");
}

int help_run(struct ctl *ctl, int argc, char **argv)
{
    int used;
    if (argc < 2) {
        commands_print();
        return CTL_DONE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0)
        return help_run(ctl, 1, argv);
    const struct command *command = command_find(argv + 1, argc - 1, &used);
    if (!command) {
        ctl_fail("help: there is no command '%s'; steward help lists them", argv[1]);
        return CTL_USAGE;
    }
    char name[80], option[] = "--help";
    snprintf(name, sizeof name, "steward %s", command->words);
    ctl->words = command->words;
    ctl->summary = command->summary;
    return command == command_at(0) ? help_run(ctl, 1, argv) : command->run(ctl, 2, (char *[]){name, option, NULL});
}
