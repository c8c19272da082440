/* Where past tickets come from: the installation's database, or the CSV of another system with its mapping
 * (docs/import.md), which needs no installation. */
#ifndef SERVICES_CTL_TRIAGE_SOURCE_H
#define SERVICES_CTL_TRIAGE_SOURCE_H

#include "services/ctl/ctl.h"
#include "services/ctl/triage/period.h"
#include "services/dispatch/triage/example.h"

struct source {
    struct ctl *ctl;
    const char *csv, *mapping; /* NULL: the database */
    char city[33];             /* its code, once source_open has been called */
    struct mapping *map;       /* private */
};

/* Finds out the city. CTL_DONE, or CTL_FAILED as told on stderr. */
int source_open(struct source *source);
void source_close(struct source *source);

/* Adds the tickets that were reported in the period, at most `most`, the newest, in order of time. CTL_DONE, or
 * CTL_FAILED as told. */
int source_read(struct source *source, const struct period *period, size_t most, struct examples *out);

/* -- each kind ----------------------------------------------------------------------------------------------- */

int source_store_read(struct source *source, const struct period *period, size_t most, struct examples *out);
int source_csv_open(struct source *source);
void source_csv_close(struct source *source);
int source_csv_read(struct source *source, const struct period *period, struct examples *out);

#endif
