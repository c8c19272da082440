/* The lines of an explanation as text, in the wall clock time of the calendar that was in force:
 *
 *   2026-11-02 16:00  started 起算, limit 1wd: due 2026-11-03 18:00
 *     2026-11-02 Mon 16:00-18:00: day of the start, not counted
 *     2026-11-03 Tue 08:00-12:00 14:00-18:00: 1 day; used 1 day, left 0 days
 *   2026-11-03 18:00  due 到期
 */
#ifndef COMMON_TIME_EXPLAIN_TEXT_H
#define COMMON_TIME_EXPLAIN_TEXT_H

#include "common/time/explain.h"

enum { EXPLAIN_TEXT_BYTES = 640, EXPLAIN_INSTANT_BYTES = 32, EXPLAIN_AMOUNT_BYTES = 32 };

/* One line without its end. */
void explain_print(const struct explain_line *line, char out[EXPLAIN_TEXT_BYTES]);

/* "2026-11-02 16:00", with seconds and ms where there are any; UTC, with a Z, without a calendar. */
void explain_instant_print(const struct calendar *calendar, int64_t instant, char out[EXPLAIN_INSTANT_BYTES]);

/* "2h 30m", "1.25 days": what is used or left of a limit of a kind, in its ms. */
void explain_amount_print(enum limit_kind kind, int64_t ms, char out[EXPLAIN_AMOUNT_BYTES]);

#endif
