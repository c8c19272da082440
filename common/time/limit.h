/* Limits of a pack: how long something may take, and in which kind of time.
 *
 * Written as a number and a unit. "30s", "15m", "2h", "7d" are continuous time 自然时 (a day has 24 hours); "30wm",
 * "4wh" working time 工作时; "2wd" working days 工作日; "3cd" calendar days 自然日. When each is used up,
 * common/time/calendar.h says.
 */
#ifndef COMMON_TIME_LIMIT_H
#define COMMON_TIME_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum limit_kind { /* numbers are stored in the database: never reuse or change one */
                  LIMIT_CONTINUOUS = 1,
                  LIMIT_WORKING_TIME = 2,
                  LIMIT_WORKING_DAYS = 3,
                  LIMIT_CALENDAR_DAYS = 4,
};

enum { LIMIT_KINDS = 4 };

struct limit {
    enum limit_kind kind;
    int64_t milliseconds; /* 1 s … LIMIT_MOST_MS; of days LIMIT_DAY_MS each, of working time that time itself */
};

#define LIMIT_DAY_MS   INT64_C(86400000)
#define LIMIT_MOST_MS  (3650 * LIMIT_DAY_MS)
#define LIMIT_EXPECTED "a number and s, m, h or d: 30s, 15m, 2h, 7d; at most 3650d"
#define LIMIT_EXPECTED_ANY                                                                                             \
    "a number and a unit: 30s, 15m, 2h, 7d, 30wm or 4wh of working time, 2wd (working days), 3cd (calendar days); at " \
    "most 3650d, 87600wh, 3650wd, 3650cd"

enum { LIMIT_TEXT_BYTES = 24 };

/* Reads "7d", "4wh" and the like into *out; false (and *out untouched) where it is not LIMIT_EXPECTED_ANY. */
bool limit_parse(const char *text, size_t length, struct limit *out);

/* When a continuous limit that began at `started` (ms since the epoch) is used up; the other kinds are counted by
 * calendar_due, and to ask here for one of them ends the process. */
int64_t limit_due(struct limit limit, int64_t started);

/* Writes it as limit_parse takes it, in the largest unit that divides it. */
void limit_print(struct limit limit, char out[LIMIT_TEXT_BYTES]);

#endif
