/* Limits of a pack: how long something may take, and in which kind of time.
 *
 * Written as a number and a unit: "30s", "15m", "2h", "7d" are continuous time (a day has 24 hours). Other kinds of
 * time (working hours, working days) get further units and kinds here.
 */
#ifndef COMMON_TIME_LIMIT_H
#define COMMON_TIME_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum limit_kind { LIMIT_CONTINUOUS = 1 }; /* numbers are stored in the database: never reuse or change one */

struct limit {
    enum limit_kind kind;
    int64_t milliseconds; /* 1 s … LIMIT_MOST_MS */
};

#define LIMIT_MOST_MS  INT64_C(315360000000) /* 3650 days */
#define LIMIT_EXPECTED "a number and s, m, h or d: 30s, 15m, 2h, 7d; at most 3650d"

enum { LIMIT_TEXT_BYTES = 24 };

/* Reads "7d" and the like into *out; false (and *out untouched) where it is not LIMIT_EXPECTED. */
bool limit_parse(const char *text, size_t length, struct limit *out);

/* When a limit that began at `started` (ms since the epoch) is used up. */
int64_t limit_due(struct limit limit, int64_t started);

/* Writes it as limit_parse takes it, in the largest unit that divides it. */
void limit_print(struct limit limit, char out[LIMIT_TEXT_BYTES]);

#endif
