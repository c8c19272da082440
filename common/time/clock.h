/* Clocks: a running limit as an append-only ledger of what happened to it. What is used up and when it is due are
 * always derived from the ledger. clock_take takes in one entry, given what a database row keeps; clock_fold takes in
 * all of them from the begin, and gives the same.
 *
 * What counts
 *   Time is counted while the clock runs: from its start to its stop but for its pauses, by the calendar that is in
 * force then. Whatever changes later - the limit, the calendar, the organisation - leaves what was counted as it was
 * counted. It is counted in every kind of time at once (used_ms), so that a limit of another kind finds what was spent
 * in it. Between two instants, the difference of the calendar's marks (calendar_mark) is used up. Days are used up by
 * their parts: of a working day of eight hours paused for two of them, three quarters are used by its end, and the
 * clock is due a quarter into a later day. What is paused is neither lost nor given: from start to due exactly the
 * limit has run, to the part of a day that a millisecond is. In days the day of the start is not counted (calendar.h):
 * used_ms begins below 0, by what is left of that day. A pause on it keeps that. A calendar that changes counts from
 * the instant of its change; in days it counts from the day after, and the day of the change is still the old one's, so
 * that a limit without pauses ends as a day ends.
 *
 * What is due
 *   due_at is the first instant at which the limit is used up. Once it is reached it stays, whatever pauses or changes:
 *   being late is a fact. Only a limit that is not used up yet gives another. A limit that is used up already when it
 * is set is due at once. While the clock is paused and not late, there is no due time.
 *
 * Pure. Instants are ms since the epoch. Entries come in the order of their instants; several may have the same one.
 */
#ifndef COMMON_TIME_CLOCK_H
#define COMMON_TIME_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/instant.h"
#include "common/time/calendar.h"
#include "common/time/limit.h"

enum clock_change { /* numbers are stored in the database: never reuse or change one */
                    CLOCK_STARTED = 1,
                    CLOCK_PAUSED = 2,
                    CLOCK_RESUMED = 3,
                    CLOCK_STOPPED = 4, /* also while it is paused */
                    CLOCK_LIMIT_CHANGED = 5,
                    CLOCK_CALENDAR_CHANGED = 6, /* another version of its calendar, or another calendar */
                    CLOCK_MOVED = 7,            /* to another organisation, whose calendar may differ */
                    CLOCK_RUN_ON = 8,           /* a stop is taken back: as if it had never stopped (rework) */
                    CLOCK_EXEMPTED = 9,         /* from assessment; changes nothing else */
};

struct clock_entry {
    enum clock_change change;
    int64_t at;
    struct limit limit;              /* STARTED, LIMIT_CHANGED: in all, from the start, and not what is added */
    const struct calendar *calendar; /* STARTED, CALENDAR_CHANGED, MOVED: in force from `at` on; NULL: there is none,
                                      * and only continuous time is counted */
};

#define CLOCK_UNKNOWN INT64_MIN /* of used_ms */

/* What a database row keeps. */
struct clock_state {
    struct limit limit;
    int64_t started_at;           /* NO_INSTANT: there is no clock yet */
    int64_t settled_at;           /* used_ms holds what was used up by then; from then on it runs, or is paused */
    int64_t used_ms[LIMIT_KINDS]; /* by kind of time (clock_used_ms), in the ms of limits; CLOCK_UNKNOWN where no
                                   * calendar was there to count it, never of the limit's own kind */
    int64_t due_at;               /* NO_INSTANT: paused, and not late */
    int64_t late_from;            /* from when time after due counts: due_at, moved by the pauses since */
    int64_t stopped_at;           /* NO_INSTANT: it is not stopped */
    bool paused, exempted;        /* a clock that is stopped while it is paused is both */
};

/* Before the first entry. */
#define CLOCK_NEW                                                                                                      \
    ((struct clock_state){.started_at = NO_INSTANT,                                                                    \
                          .settled_at = NO_INSTANT,                                                                    \
                          .due_at = NO_INSTANT,                                                                        \
                          .late_from = NO_INSTANT,                                                                     \
                          .stopped_at = NO_INSTANT})

enum { CLOCK_IMPOSSIBLE = -1 };

/* The earliest instant that an entry can have now. Where the clocks of machines differ, whoever writes one moves it up
 * to this. */
int64_t clock_earliest(const struct clock_state *state);

/* Takes one entry in; `calendar` is the one in force before it (of STARTED: any). 0, or the missing year, or
 * CLOCK_IMPOSSIBLE: an entry that this clock cannot have (to resume one that runs, to pause one that is stopped …),
 * that comes before what is settled, or whose limit is none or of a kind that was not or cannot be counted. *state is
 * untouched unless 0. STOPPED, RUN_ON and EXEMPTED need no calendar and miss no year. */
int clock_take(struct clock_state *state, const struct calendar *calendar, const struct clock_entry *entry);

/* Takes a whole ledger in. 0, or what clock_take says of the entry [*taken], with *out as it was before it; *taken is
 * how many were taken in. */
int clock_fold(const struct clock_entry *entries, size_t count, struct clock_state *out, size_t *taken);

/* The calendar in force after a ledger. */
const struct calendar *clock_calendar(const struct clock_entry *entries, size_t count);

static inline int64_t clock_used_ms(const struct clock_state *state, enum limit_kind kind)
{
    return state->used_ms[kind - 1];
}

/* What is used up of the limit at `now` (0 at least), of a stopped clock when it stopped. 0, or the missing year. */
int clock_elapsed(const struct clock_state *state, const struct calendar *calendar, int64_t now, int64_t *used);

/* The limit less that: negative by what it is exceeded. */
int clock_remaining(const struct clock_state *state, const struct calendar *calendar, int64_t now, int64_t *left);

/* A step of a ladder. */
struct clock_step {
    int percent;        /* of the limit that is used up: 0 … 100; 100 is due */
    struct limit after; /* with 100: so long after due, counted like any limit from late_from; 0 ms: at once */
};

/* When a step comes: never early, and a later step never before an earlier one (steps after due: of one kind). What is
 * passed already comes at settled_at at the latest. NO_INSTANT where it does not come: it is paused, or was stopped by
 * then - who stops in the millisecond of a step is in time. 0, or the missing year. */
int clock_instant(const struct clock_state *state, const struct calendar *calendar, struct clock_step step,
                  int64_t *instant);

#endif
