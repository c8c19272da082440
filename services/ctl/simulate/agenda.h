/* What the people of a simulation will do next, by time. */
#ifndef SERVICES_CTL_SIMULATE_AGENDA_H
#define SERVICES_CTL_SIMULATE_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/lifecycle.h"

struct appointment {
    int64_t at; /* monotonic µs */
    size_t life;
    enum ticket_action action;
};

/* A heap; begins with all zero. */
struct agenda {
    struct appointment *entries;
    size_t count, capacity;
};

void agenda_clear(struct agenda *agenda);

void agenda_add(struct agenda *agenda, struct appointment appointment);

/* Takes the earliest appointment whose time has come; false where there is none. */
bool agenda_take(struct agenda *agenda, int64_t now, struct appointment *out);

#endif
