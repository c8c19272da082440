/* The working time of a day as intervals of the wall clock: 08:30 to 12:00, 14:00 to 17:30, or a night's 22:00 to
 * 06:00.
 */
#ifndef COMMON_TIME_HOURS_H
#define COMMON_TIME_HOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HOURS_INTERVALS_MOST = 8, HOURS_TEXT_BYTES = 24, HOURS_DAY = 86400 };

/* Seconds after the midnight with which the day begins on which it opens. It holds its opening and not its closing
 * second, so that one may begin where another ends. */
struct interval {
    int32_t open;  /* 0 … 86340 */
    int32_t close; /* after open; over 86400 where it closes on the next day, at most at the hour at which it opened */
};

/* Of a day: in order, none overlapping. A day without an interval is a day of rest. */
struct hours {
    int count;
    struct interval intervals[HOURS_INTERVALS_MOST];
};

#define HOURS_EXPECTED                                                                                                 \
    "an interval such as 08:30-12:00, or 22:00-06:00 that closes on the next day; a whole day is 00:00-24:00"

/* Reads "08:30-12:00"; false (and *out untouched) where it is not HOURS_EXPECTED. There is no second 60 to be written:
 * leap seconds are not counted. */
bool hours_parse(const char *text, size_t length, struct interval *out);

/* Writes it as hours_parse takes it. */
void hours_print(struct interval interval, char out[HOURS_TEXT_BYTES]);

/* The first interval (0-based) that begins before the one before it ended, is not within its bounds or is one too many;
 * -1 where there is none. */
int hours_fault(const struct hours *hours);

/* Does working time of a day run into that of the day after it? */
bool hours_overlap_next(const struct hours *today, const struct hours *tomorrow);

#endif
