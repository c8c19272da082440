/* How a due time came about, line by line: each entry of the clock's ledger, and in between each day with what was
 * counted of it, what is used so far and what is left. Pure; explain_text.h writes lines as text.
 */
#ifndef COMMON_TIME_EXPLAIN_H
#define COMMON_TIME_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/time/calendar.h"
#include "common/time/clock.h"

enum explain_kind {
    EXPLAIN_ENTRY,   /* of the ledger, at `from` */
    EXPLAIN_DAY,     /* a day or the part of one, from `from` to `to`, in which the clock ran */
    EXPLAIN_PAUSE,   /* from `from` to `to` (NO_INSTANT: until it is resumed): nothing is counted */
    EXPLAIN_NOW,     /* used and left now */
    EXPLAIN_DUE,     /* at `from` the limit is used up */
    EXPLAIN_UNKNOWN, /* from `from` to `to` it ran in a year that is not loaded: `missing` */
};

enum { EXPLAIN_INTERVALS_MOST = 2 * HOURS_INTERVALS_MOST };

struct explain_line {
    enum explain_kind kind;
    int64_t from, to;
    const struct calendar *calendar; /* in force; NULL: there is none, and a stretch is not divided into days */
    struct limit limit;              /* in force */
    int64_t used_ms, left_ms;        /* after this line, in the ms of limits; left is negative once it is late */
    int64_t due_at;                  /* as known after this line; NO_INSTANT: paused */
    struct clock_entry entry;        /* ENTRY */
    int32_t date;                    /* DAY: days since 1970-01-01, or -1 without a calendar */
    enum day_kind day_kind;          /* DAY */
    const char *name;                /* DAY: of the holiday, or ""; the calendar's */
    bool working;                    /* DAY: is it a working day? */
    bool start_day;                  /* DAY: of a limit in days, the day of the start, which is not counted */
    int interval_count;              /* DAY: what ran of its working time, or of the day where all of it counts */
    struct calendar_interval intervals[EXPLAIN_INTERVALS_MOST];
    int64_t counted_ms; /* DAY: what this line has used up */
    int missing;        /* UNKNOWN: the year. ENTRY: 0, or the year without which used_ms and left_ms are not known */
};

struct explain {
    struct explain_line *lines;
    size_t count, capacity;
    struct clock_state state; /* after the ledger */
};

/* Explains a whole ledger, as of `now` (NO_INSTANT: without a line for it): the days up to its due time where it runs.
 * 0, or what clock_fold says. explain_clear it either way. */
int explain_make(struct explain *explain, const struct clock_entry *entries, size_t count, int64_t now);

void explain_clear(struct explain *explain);

#endif
