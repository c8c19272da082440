/* The options that `triage train` and `triage evaluate` share: a period, and where tickets come from. */
#ifndef SERVICES_CTL_TRIAGE_GIVEN_H
#define SERVICES_CTL_TRIAGE_GIVEN_H

#include <argp.h>

#include "services/ctl/triage/period.h"

struct given {
    const char *from, *to, *csv, *mapping, *model;
    struct period period;
};

enum { GIVEN_FROM = 600, GIVEN_TO, GIVEN_CSV, GIVEN_MAPPING };

#define GIVEN_OPTIONS                                                                                                  \
    {"from", GIVEN_FROM, "DAY", 0, "first month YYYY-MM or day YYYY-MM-DD (needed)", 0},                               \
        {"to", GIVEN_TO, "DAY", 0, "last month or day, included (needed)", 0},                                         \
        {"csv", GIVEN_CSV, "FILE", 0, "take the tickets from this CSV, plain or .gz, and need no installation", 0},    \
    {                                                                                                                  \
        "mapping", GIVEN_MAPPING, "FILE", 0, "with --csv: which column is what (docs/import.md)", 0                    \
    }

/* As an argp_parser_t; what it does not know is ARGP_ERR_UNKNOWN. At the end it reads the period. */
error_t given_parse(struct given *given, int key, char *arg, struct argp_state *state);

#endif
