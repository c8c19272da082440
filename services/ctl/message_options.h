/* A message's fields as options of a command: `--reason TEXT` for the field `reason`, from proto's table, so that no
 * command writes them out again. */
#ifndef SERVICES_CTL_MESSAGE_OPTIONS_H
#define SERVICES_CTL_MESSAGE_OPTIONS_H

#include <jansson.h>

#include "proto/message.h"
#include "services/ctl/ctl.h"

struct export_table;

/* A command that sends one message and shows the reply. */
struct message_command {
    const struct message_type *type;
    const char *text;                  /* for --help, see struct ctl_options */
    void (*complete)(json_t *message); /* adds what can be derived from what was typed; may be NULL */
    int (*print)(const json_t *reply); /* for people; with --json the reply is printed as it is */
    /* Makes a table (which is zeroed) of what was asked and answered, for --xlsx and the like: see export.h. NULL: the
     * command does not take them. */
    void (*tabulate)(struct export_table *table, const json_t *message, const json_t *reply);
    bool map; /* its rows may be squares of the map: --geojson, too */
    /* Instead of print and tabulate: asks page by page, and writes files. Returns what to exit with. */
    int (*converse)(struct ctl *ctl, json_t *message);
};

/* Parses the command line, sends the message and prints the reply. The city is the shared --city; a field called
 * `ticket`, `order` or `delivery` is the argument NUMBER, `report` the argument NAME; a command of proto has --key as
 * well. Returns what to exit with: what proto's table does not allow is CTL_USAGE, told on stderr with its field. */
int message_command_run(struct ctl *ctl, const struct message_command *command, int argc, char **argv);

#endif
