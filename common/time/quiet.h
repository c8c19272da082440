/* Quiet hours: from when on may somebody be told of what is not urgent? The hours hold every night; with a calendar,
 * days of rest are quiet as a whole. Pure. */
#ifndef COMMON_TIME_QUIET_H
#define COMMON_TIME_QUIET_H

#include <stdint.h>

#include "common/time/calendar.h"
#include "common/time/hours.h"
#include "common/time/zone.h"

/* The first instant from `now` on (ms since the epoch) that is not quiet: `now` itself where it is not. `hours` may be
 * NULL: no hours are quiet; `rest` may be NULL: no days are. A day of a year that is not loaded is no day of rest, for
 * to be told at a bad hour is better than not to be told. After a month of quiet it speaks in any case. */
int64_t quiet_until(const struct interval *hours, const struct calendar *rest, const struct zone *zone, int64_t now);

#endif
