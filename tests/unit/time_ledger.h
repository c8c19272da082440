/* Ledgers of clocks for tests, a line an entry: "2026-11-02 10:00 start 3wd", by the wall clock of Asia/Shanghai. */
#ifndef TESTS_UNIT_TIME_LEDGER_H
#define TESTS_UNIT_TIME_LEDGER_H

#include <stdbool.h>

#include "common/time/clock.h"

#define LEDGER_ZONE "Asia/Shanghai"

enum { LEDGER_ENTRIES_MOST = 16 };

struct ledger {
    struct clock_entry entries[LEDGER_ENTRIES_MOST];
    size_t count;
    struct clock_state state; /* after them, taken in one by one */
};

/* Begins a ledger that is empty. */
struct ledger ledger_new(void);

/* The entry of a line: INSTANT start LIMIT | pause | resume | stop | limit LIMIT | calendar | move | run-on | exempt.
 */
struct clock_entry entry_of(const char *line, const struct calendar *calendar);

/* Takes a line in; `calendar` is read by start, calendar and move. The answer of clock_take. */
int ledger_take(struct ledger *ledger, const char *line, const struct calendar *calendar);

/* Takes lines in, up to a NULL, all by one calendar; the process ends where one is not taken. */
void ledger_take_all(struct ledger *ledger, const struct calendar *calendar, const char *const *lines);

/* Do two rows keep the same? */
bool clock_same(const struct clock_state *left, const struct clock_state *right);

/* "2026-11-02 18:00:00.000", or "never" for NO_INSTANT. The text is good until the next but three. */
const char *instant_text(int64_t instant);

#endif
