/* Clocks worked out the slow way: from the whole ledger each time, by the walk through every second (time_oracle.h).
 * Nothing is kept between entries, and due times are searched for instead of being calculated.
 */
#ifndef TESTS_UNIT_TIME_CLOCK_WALK_H
#define TESTS_UNIT_TIME_CLOCK_WALK_H

#include "common/time/clock.h"
#include "tests/unit/time_oracle.h"

enum { WALK_ENTRIES_MOST = 12 };

struct walk_ledger {
    struct clock_entry entries[WALK_ENTRIES_MOST];
    const struct oracle *oracles[WALK_ENTRIES_MOST]; /* in place of the entries' calendars */
    int64_t dues[WALK_ENTRIES_MOST];                 /* as of each entry */
    int count;
};

/* What is used up at `now` of a kind, by the first `count` entries; a stop is none. */
int64_t walk_used(const struct walk_ledger *ledger, int count, enum limit_kind kind, int64_t now);

/* When the ledger is due after its last entry, the dues of all entries before it being there; false where the years do
 * not hold the answer. */
bool walk_due(const struct walk_ledger *ledger, int64_t *due);

/* The same for a ledger that has no other entries than start, pause and resume, on whole seconds, and a limit in
 * continuous or working time: second by second, one by one. */
bool walk_due_by_seconds(const struct walk_ledger *ledger, int64_t *due);

/* Is it paused, or stopped, after its first `count` entries? */
bool walk_paused(const struct walk_ledger *ledger, int count);
bool walk_stopped(const struct walk_ledger *ledger, int count);

/* The limit, and whose walk counts, after them. */
struct limit walk_limit(const struct walk_ledger *ledger, int count);
const struct oracle *walk_oracle(const struct walk_ledger *ledger, int count);

#endif
