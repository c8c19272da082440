/* Instants: milliseconds since 1970-01-01T00:00Z, as in messages; and a clock that only goes forward. */
#ifndef COMMON_BASE_INSTANT_H
#define COMMON_BASE_INSTANT_H

#include <stdint.h>

#define NO_INSTANT INT64_MIN /* null in the database */

/* This machine's time in milliseconds since the epoch. The database's time decides; this one is for deadlines of
 * requests, which are between processes of one installation. */
int64_t instant_now(void);

/* Microseconds of a clock that is not stepped, for intervals. */
int64_t instant_monotonic(void);

#endif
