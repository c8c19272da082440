/* Calendars: which time is working time, which days are working days, and when a limit is used up.
 *
 * A calendar is made from a week's hours, a table of days that differ (statutory holidays, swapped working days) and a
 * time zone, for the years whose tables are loaded. It does not change; its functions are pure, integer and can be
 * called from anywhere at once. Instants are ms since the epoch, dates days since 1970-01-01 (date.h).
 *
 * What is asked of a year that is not loaded is not answered: such functions return the year that is missing, and 0
 * when all is well. The table of a year can name days of the December before it.
 *
 * Kinds of time, from `start`:
 *   continuous     due is start + limit, day and night.
 *   working time   due is the first instant by which that much working time has passed since start. Outside of working
 *                  time nothing is counted; a limit that is used up as an interval closes ends then and not when the
 *                  next one opens. It is time that passes: an interval in which the clock is set forward is shorter.
 *   working days   the day of start is not counted, whatever the hour, nor are days of rest. Due is when the last day
 *                  counted ends: when its last interval closes (DAY_ENDS_CLOSE) or when it is over (DAY_ENDS_MIDNIGHT).
 *   calendar days  the day of start is not counted. Due is when the last day counted is over, be it a day of rest.
 * Not counting the first day and ending with the close of business is how articles 201 and 203 of the Civil Code of the
 * People's Republic of China count.
 *
 * A day belongs to the date with which it begins, and so does a shift over midnight: it makes the day on which it opens
 * a working day. How wall clock times are mapped when clocks are set, zone.h says.
 */
#ifndef COMMON_TIME_CALENDAR_H
#define COMMON_TIME_CALENDAR_H

#include <stddef.h>
#include <stdint.h>

#include "common/time/hours.h"
#include "common/time/limit.h"
#include "common/time/zone.h"

enum { CALENDAR_REASON_BYTES = 200 };

enum day_kind {
    DAY_ORDINARY, /* as its weekday */
    DAY_HOLIDAY,  /* a day of rest whatever its weekday */
    DAY_SWAPPED,  /* a working day on a weekend, for one that is free */
};

enum day_end { DAY_ENDS_CLOSE = 1, DAY_ENDS_MIDNIGHT = 2 };

struct day_exception {
    int32_t date;
    enum day_kind kind; /* DAY_HOLIDAY or DAY_SWAPPED */
    const char *name;   /* of the holiday: UTF-8 */
};

struct calendar_plan {
    struct hours week[7]; /* Monday first */
    struct hours swapped; /* of swapped working days */
    enum day_end day_end;
    int first_year, last_year; /* that are loaded, with all between them */
    const struct day_exception *exceptions;
    size_t exception_count; /* in any order, each date once; those of other years are left out */
};

/* Why there is no calendar. */
struct calendar_fault {
    int32_t date; /* that is meant, or -1: the plan as a whole */
    char reason[CALENDAR_REASON_BYTES];
};

struct calendar;

/* Makes a calendar of a copy of the plan and of the zone, which moves into it. NULL, with *fault written and the zone
 * destroyed, where intervals overlap (also those of one date and the next), where a date is there twice, a swapped
 * day is no Saturday or Sunday or has no hours, or the years are out of 1970 to 2199. */
struct calendar *calendar_new(struct zone **zone, const struct calendar_plan *plan, struct calendar_fault *fault);

void calendar_destroy(struct calendar **calendar);

/* The years that are loaded: whoever looks months ahead raises the alarm where last_year is too soon. */
void calendar_years(const struct calendar *calendar, int *first_year, int *last_year);

/* When a limit that begins at `start` is used up; one with nothing left (0 or less) is at start, and a part of a day
 * that is left counts as a day. `calendar` may be NULL for continuous limits. 0, or the missing year (then *due is
 * untouched). */
int calendar_due(const struct calendar *calendar, struct limit limit, int64_t start, int64_t *due);

/* How much of a limit of this kind is used up from `from` to `to`, in the ms of limits: of days, whole days that have
 * ended, LIMIT_DAY_MS each; 0 where `to` is not after `from`. At calendar_due(limit, start) exactly the limit is used
 * up since start, and a ms earlier it is not. 0, or the missing year. */
int calendar_elapsed(const struct calendar *calendar, enum limit_kind kind, int64_t from, int64_t to, int64_t *used);

/* What is left of a limit that began at `start`, at `now`: negative by what it is exceeded. 0, or the missing year. */
int calendar_remaining(const struct calendar *calendar, struct limit limit, int64_t start, int64_t now, int64_t *left);

/* Marks: time as a calendar counts it, laid along one line, so that what lies between two instants is the difference of
 * their marks. In the ms of limits, from a begin of the calendar's own, never falling. Days are counted by their parts:
 * a working day by the part of its working time that has passed (DAY_ENDS_CLOSE) or of the date (DAY_ENDS_MIDNIGHT), a
 * calendar day by the part of the date; rounded down. A day of rest has no length, a working day LIMIT_DAY_MS,
 * however many hours it has. 0, or the missing year. `calendar` may be NULL for continuous time. */
int calendar_mark(const struct calendar *calendar, enum limit_kind kind, int64_t instant, int64_t *mark);

/* The mark at which the day of an instant is over, of a kind in days; of the others, the mark at the instant. */
int calendar_mark_day(const struct calendar *calendar, enum limit_kind kind, int64_t instant, int64_t *mark);

/* The first instant at which a mark is reached. */
int calendar_reach(const struct calendar *calendar, enum limit_kind kind, int64_t mark, int64_t *instant);

/* One day, to be shown. */
struct calendar_day {
    int32_t date;
    enum day_kind kind;
    const char *name;     /* of the holiday, "" for DAY_ORDINARY; the calendar's */
    int64_t begins, ends; /* instants */
    int64_t working_ms;   /* of the intervals that open on it */
    bool working;         /* is it a working day? */
    int64_t due;          /* of a limit whose last working day it is; 0 where it is none */
};

/* 0, or the missing year. */
int calendar_day(const struct calendar *calendar, int32_t date, struct calendar_day *out);

/* The date that an instant belongs to, of any year. */
int32_t calendar_date(const struct calendar *calendar, int64_t instant);

/* The instants at which a date of any year begins and is over. */
void calendar_bounds(const struct calendar *calendar, int32_t date, int64_t *begins, int64_t *ends);

/* What the wall clock shows at an instant: ms since 1970-01-01T00:00 on that wall. */
int64_t calendar_wall(const struct calendar *calendar, int64_t instant);

struct calendar_interval {
    int64_t open, close; /* instants */
};

/* The working time between two instants, interval by interval, at most `room` of them; the ones that fit are written
 * and counted. 0 also where no year is loaded. */
int calendar_intervals(const struct calendar *calendar, int64_t from, int64_t to, int room,
                       struct calendar_interval *out);

#endif
