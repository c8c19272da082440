/* How a simulation goes: counted, and told on stderr while it runs. */
#ifndef SERVICES_CTL_SIMULATE_TELLING_H
#define SERVICES_CTL_SIMULATE_TELLING_H

#include <stdbool.h>
#include <stdint.h>

struct counts {
    int64_t submitted, dispatched, handled, closed, followed_up, returned, reworked, rejected, voided, withdrawn;
    int64_t overdue;    /* alerts */
    int64_t moves;      /* moves that were acknowledged */
    int64_t refused;    /* submissions and moves that were refused for good */
    int64_t unanswered; /* no worker answered in time; sent again */
};

/* Of the submitted ones, those that have not ended. */
int64_t counts_open(const struct counts *counts);

/* Counts an event of one of the simulation's tickets, by its kind. */
void counts_add_event(struct counts *counts, const char *kind);

struct telling {
    int64_t began, ends; /* monotonic µs */
    int64_t told;        /* when the last line was written */
    int64_t told_submitted;
    char refusal[256]; /* the last one */
};

/* Tells how it goes: on a terminal one line that is rewritten, else a line each 5 seconds. */
void telling_write(struct telling *telling, const struct counts *counts, int64_t now);

/* Ends the line and prints the summary on stdout. */
void telling_end(const struct telling *telling, const struct counts *counts, int64_t now, bool json);

#endif
