/* `steward COMMAND [OPTION…]`: finds the command in the table and runs it. */
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "services/ctl/command.h"

const char *argp_program_version = "steward " STEWARD_VERSION;

/* The commands that begin with the word that was typed alone, or almost; false where there are none. */
static bool group_tell(const char *word)
{
    const struct command *command;
    int told = 0;
    for (size_t i = 0; (command = command_at(i)) != NULL; i++)
        if (command_group_has(word, command))
            fprintf(stderr, "%s%s", told++ ? ", " : "; expected one of: ", command->words);
    return told > 0;
}

static int usage(int count, char **words)
{
    const struct command *nearest = command_nearest(words, count);
    bool two = count > 1 && words[1][0] != '-';
    fprintf(stderr, "steward: there is no command '%s%s%s'", words[0], two ? " " : "", two ? words[1] : "");
    if (nearest)
        fprintf(stderr, "; did you mean 'steward %s'?", nearest->words);
    else if (!group_tell(words[0]))
        fputs("; steward help lists them", stderr);
    fputc('\n', stderr);
    return CTL_USAGE;
}

/* Runs the command with the words that name it as its argv[0]. */
static int command_run(const struct command *command, int argc, char **argv)
{
    char name[80];
    struct ctl ctl = {.words = command->words, .summary = command->summary};
    snprintf(name, sizeof name, "steward %s", command->words);
    argv[0] = name;
    int status = command->run(&ctl, argc, argv);
    settings_destroy(&ctl.settings);
    store_destroy(&ctl.store);
    if (fflush(stdout) != 0 && status == CTL_DONE)
        status = CTL_FAILED;
    return status;
}

int main(int argc, char **argv)
{
    char help[] = "help", *fallback[] = {help, NULL};
    int used;
    setlocale(LC_CTYPE, "C.UTF-8"); /* for the width of Chinese characters */
    argp_err_exit_status = CTL_USAGE;
    log_open("ctl", 0, getenv("STEWARD_DEBUG") ? LOG_LEVEL_DEBUG : LOG_LEVEL_WARNING);
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0)
        return command_run(command_at(0), 1, fallback);
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
        return printf("%s\n", argp_program_version) > 0 ? CTL_DONE : CTL_FAILED;
    const struct command *command = command_find(argv + 1, argc - 1, &used);
    return command ? command_run(command, argc - used, argv + used) : usage(argc - 1, argv + 1);
}
