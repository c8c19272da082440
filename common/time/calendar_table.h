/* How a calendar is kept: private to calendar*.c. Everything that is asked is one or two looks into these arrays. */
#ifndef COMMON_TIME_CALENDAR_TABLE_H
#define COMMON_TIME_CALENDAR_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/time/calendar.h"

/* An interval of working time, and how much working time the calendar has before it. */
struct span {
    int64_t open, close; /* instants; close after open */
    int64_t before;      /* ms */
};

struct day {
    int64_t begins;    /* instant */
    int32_t spans;     /* that open before this day: the index of its first */
    int32_t workdays;  /* before this day: the index of its end, where it is a working day */
    int32_t exception; /* index, or -1 */
};

enum { JUMP_MS = 3600000 };

struct calendar {
    struct zone *zone;
    int first_year, last_year;
    enum day_end day_end;
    int32_t first_date, day_count;
    struct day *days; /* day_count + 1: the last one only tells where the others end */
    struct span *spans;
    int32_t *jumps; /* [n]: the last span that has at most n JUMP_MS of working time before it */
    int64_t *ends;  /* of the working days: when a limit ends whose last day it is */
    int32_t span_count, workday_count;
    int64_t worked;                   /* ms: the working time of all its spans */
    int64_t known_from, known_until;  /* which instants have their working time known: from … until - 1 */
    struct day_exception *exceptions; /* by date; names are ours */
    int32_t exception_count;
};

/* The year that a known instant would need: the first one before the years loaded, or the first one after them. */
int calendar_year_missing(const struct calendar *calendar, int64_t instant);

/* The day of an instant that is not before the first day; day_count where it is after the last. A guess of 24 hours a
 * day is wrong by a day at most, but where a zone skipped days. */
int32_t calendar_day_find(const struct calendar *calendar, int64_t instant);

/* Is all working time around an instant known? */
bool calendar_instant_known(const struct calendar *calendar, int64_t instant);

/* Working time from the calendar's begin to an instant that is known. */
int64_t calendar_worked_until(const struct calendar *calendar, int64_t instant);

/* The first instant by which so much working time (1 ms at least) has passed since the calendar's begin; false where it
 * has less. */
bool calendar_worked_instant(const struct calendar *calendar, int64_t worked, int64_t *out);

/* Working days up to and with the day of an instant, of a year that is loaded; else that year. */
int calendar_workdays_through(const struct calendar *calendar, int64_t instant, int32_t *out);

#endif
