/* How a zone is kept: private to zone*.c. */
#ifndef COMMON_TIME_ZONE_TABLE_H
#define COMMON_TIME_ZONE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/time/zone.h"

enum { ZONE_OFFSET_MOST = 26 * 3600 };

struct transition {
    int64_t at;     /* seconds since the epoch */
    int32_t offset; /* of the wall clock from then on */
};

struct zone {
    int32_t first_offset; /* before all transitions */
    size_t count, capacity;
    struct transition *transitions; /* ascending */
    int64_t *reach;                 /* the wall clock just before transition i is below this, and so it was before */
};

/* Adds a transition that comes after all there are; one at the same instant takes its place. */
void zone_add(struct zone *zone, int64_t at, int32_t offset);

/* Adds what the rule in a TZif file's footer says (POSIX TZ, as RFC 9636 extends it), from the last transition to
 * ZONE_YEAR_LAST. False where the text is no such rule. */
bool zone_rule_add(struct zone *zone, const char *text, size_t length);

#endif
