/* What every command of `steward` stands on: its options, the installation's settings, the city it is about.
 *
 * A command is a row of commands.def and a function `int run(struct ctl *ctl, int argc, char **argv)`, which returns
 * CTL_DONE, CTL_FAILED or CTL_USAGE. argv[0] is the command as typed ("steward ticket list").
 */
#ifndef SERVICES_CTL_CTL_H
#define SERVICES_CTL_CTL_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/service/settings.h"
#include "common/store/store.h"

enum { CTL_DONE, CTL_FAILED, CTL_USAGE }; /* the process's exit status */

struct export;

/* What the options that all commands share have said, and what was found out since. */
struct ctl {
    const char *words, *summary; /* the command's row of commands.def */
    const char *home;            /* --home, or NULL: see settings_home */
    bool json;                   /* --json: print JSON and nothing else */
    const char *city;            /* --city or STEWARD_CITY, or NULL: see ctl_city */
    struct settings *settings;
    struct store *store;
    char city_code[33], city_name[201];
    int32_t city_id;
    struct export *export; /* of a command that writes files, set before it reads its options: takes --xlsx, --csv … */
};

/* -- options ------------------------------------------------------------------------------------------------- */

/* A command's own options, as of argp, beside the shared ones. `parse` gets `input` as state->input; what does not fit
 * goes to argp_error, which ends the process with CTL_USAGE. */
struct ctl_options {
    const struct argp_option *options; /* or NULL */
    argp_parser_t parse;               /* or NULL: no options and no arguments of its own */
    const char *arguments;             /* "NUMBER", or NULL */
    const char *text;                  /* what it does, for --help; what follows \v stands below the options */
};

/* Parses the whole command line. */
void ctl_options_read(struct ctl *ctl, const struct ctl_options *options, int argc, char **argv, void *input);

/* Reads a whole number from `least` to `most` for the option or argument called `name`; ends with argp_error where it
 * is none. */
int64_t ctl_number(const struct argp_state *state, const char *name, const char *text, int64_t least, int64_t most);

/* -- the installation ---------------------------------------------------------------------------------------- */

/* The settings, read at the first call. NULL, told on stderr, where they do not fit. */
const struct settings *ctl_settings(struct ctl *ctl);

/* A read-only connection as steward_report, made at the first call. NULL, told on stderr, where there is none. */
struct store *ctl_store(struct ctl *ctl);

/* The city's code: --city, else STEWARD_CITY, else the only city there is. From then on times are printed in its time
 * zone, and ctl->city_id is its number. NULL, told on stderr, where it cannot be told or is not there. */
const char *ctl_city(struct ctl *ctl);

/* -- telling ------------------------------------------------------------------------------------------------- */

/* "steward: …" on stderr; returns CTL_FAILED. */
int ctl_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
