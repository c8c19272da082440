/* The table of commands as a structure, and the look-up in it. */
#ifndef SERVICES_CTL_COMMAND_H
#define SERVICES_CTL_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "services/ctl/ctl.h"

struct command {
    const char *words; /* "city load" */
    int (*run)(struct ctl *ctl, int argc, char **argv);
    const char *summary;
};

/* The i-th row of commands.def; NULL after the last. */
const struct command *command_at(size_t i);

/* The command that the first of `count` words name, and in *used how many of them they are; the one with the most
 * words wins. NULL where there is none. */
const struct command *command_find(char **words, int count, int *used);

/* Is `word` the first of several that name the command: "ticket" of "ticket list"? */
bool command_group_has(const char *word, const struct command *command);

/* The command whose words are most like these, for "did you mean"; NULL where none is near. */
const struct command *command_nearest(char **words, int count);

#define COMMAND(words, function, summary) int function(struct ctl *ctl, int argc, char **argv);
#include "services/ctl/commands.def"
#undef COMMAND

#endif
