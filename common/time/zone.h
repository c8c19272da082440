/* Time zones: which wall clock time is shown at an instant, and when a wall clock time is first shown.
 *
 * Read from a TZif file (RFC 9636), with its rule for the years after its table worked out to the end of
 * ZONE_YEAR_LAST; from then on the last offset is kept. A zone does not change, and nothing here looks at TZ, the
 * environment or a C library's notion of local time. Wall clock times are seconds since 1970-01-01T00:00 on that wall.
 *
 * Where the clock is set forward, the times that are skipped are reached when it is set; where it is set back, what is
 * shown twice counts when it is shown first. So a wall clock time stands for the first instant at which the clock shows
 * it or has shown a later one, and a later time never stands for an earlier instant.
 */
#ifndef COMMON_TIME_ZONE_H
#define COMMON_TIME_ZONE_H

#include <stddef.h>
#include <stdint.h>

enum { ZONE_YEAR_LAST = 2199, ZONE_FILE_MOST = 1024 * 1024 };

struct zone;

/* Reads a TZif file. NULL, and *fault a text that is not to be freed, where it is none, is older than version 2, counts
 * leap seconds, or has no rule for the years to come. */
struct zone *zone_new(const void *bytes, size_t length, const char **fault);

/* The same from the system's zone files; name is an IANA one such as Asia/Shanghai. */
struct zone *zone_read(const char *name, const char **fault);

void zone_destroy(struct zone **zone);

/* Seconds that the wall clock is ahead of UTC, at an instant in seconds since the epoch. */
int32_t zone_offset(const struct zone *zone, int64_t second);

/* The first instant (ms since the epoch) at which the wall clock shows `wall` (seconds) or has shown a later time. */
int64_t zone_instant(const struct zone *zone, int64_t wall);

/* The date (days since 1970-01-01, see date.h) in which an instant (ms) lies: the last one whose midnight came. */
int32_t zone_date(const struct zone *zone, int64_t instant);

#endif
