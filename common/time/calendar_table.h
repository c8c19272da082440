/* How a calendar is kept: private to calendar*.c. Everything that is asked is one or two looks into these arrays. */
#ifndef COMMON_TIME_CALENDAR_TABLE_H
#define COMMON_TIME_CALENDAR_TABLE_H

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

#endif
