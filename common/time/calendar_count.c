/* Counting with a calendar. */
#include "common/base/log.h"
#include "common/time/calendar_table.h"
#include "common/time/date.h"

static const struct calendar *calendar_needed(const struct calendar *calendar, enum limit_kind kind)
{
    if (!calendar)
        log_abort("a limit of kind %d was counted without a calendar", (int)kind);
    return calendar;
}

/* The year that a known instant would need: the first one before the years loaded, or the first one after them. */
static int year_missing(const struct calendar *calendar, int64_t instant)
{
    int year = date_year(zone_date(calendar->zone, instant));
    if (instant < calendar->known_from)
        return year < calendar->first_year ? year : calendar->first_year - 1;
    return year > calendar->last_year ? year : calendar->last_year + 1;
}

/* The day of an instant that is not before the first day; day_count where it is after the last. A guess of 24 hours a
 * day is wrong by a day at most, but where a zone skipped days. */
static int32_t day_find(const struct calendar *calendar, int64_t instant)
{
    int64_t guess = (instant - calendar->days[0].begins) / LIMIT_DAY_MS;
    int32_t index = guess < calendar->day_count ? (int32_t)guess : calendar->day_count;
    while (index < calendar->day_count && calendar->days[index + 1].begins <= instant)
        index++;
    while (index > 0 && calendar->days[index].begins > instant)
        index--;
    return index;
}

/* Working time from the calendar's begin to an instant that is known. */
static int64_t worked_until(const struct calendar *calendar, int64_t instant)
{
    int32_t i = calendar->days[day_find(calendar, instant)].spans;
    while (i < calendar->span_count && calendar->spans[i].open <= instant)
        i++;
    if (!i)
        return 0;
    const struct span *span = &calendar->spans[i - 1];
    return span->before + (instant < span->close ? instant : span->close) - span->open;
}

/* The first instant by which so much working time (1 ms at least) has passed since the calendar's begin; false where it
 * has less. */
static bool worked_instant(const struct calendar *calendar, int64_t worked, int64_t *out)
{
    if (worked > calendar->worked)
        return false;
    int32_t i = calendar->jumps[(worked - 1) / JUMP_MS];
    while (i + 1 < calendar->span_count && calendar->spans[i + 1].before < worked)
        i++;
    *out = calendar->spans[i].open + worked - calendar->spans[i].before;
    return true;
}

static bool instant_known(const struct calendar *calendar, int64_t instant)
{
    return instant >= calendar->known_from && instant < calendar->known_until;
}

static int working_time_due(const struct calendar *calendar, int64_t milliseconds, int64_t start, int64_t *due)
{
    int64_t instant;
    if (!instant_known(calendar, start))
        return year_missing(calendar, start);
    if (!worked_instant(calendar, worked_until(calendar, start) + milliseconds, &instant))
        return calendar->last_year + 1;
    *due = instant;
    return 0;
}

/* Working days up to and with the day of an instant, of a year that is loaded; else that year. */
static int workdays_through(const struct calendar *calendar, int64_t instant, int32_t *out)
{
    if (instant < calendar->days[0].begins || instant >= calendar->days[calendar->day_count].begins)
        return year_missing(calendar, instant);
    *out = calendar->days[day_find(calendar, instant) + 1].workdays;
    return 0;
}

static int working_days_due(const struct calendar *calendar, int64_t days, int64_t start, int64_t *due)
{
    int32_t before = 0;
    int missing = workdays_through(calendar, start, &before);
    if (missing)
        return missing;
    if (days > calendar->workday_count - before)
        return calendar->last_year + 1;
    *due = calendar->ends[before + days - 1];
    return 0;
}

static int calendar_days_due(const struct calendar *calendar, int64_t days, int64_t start, int64_t *due)
{
    int64_t date = zone_date(calendar->zone, start) + days;
    if (date_year((int32_t)date) > DATE_YEAR_LAST)
        return DATE_YEAR_LAST + 1;
    *due = zone_instant(calendar->zone, (date + 1) * HOURS_DAY);
    return 0;
}

/* Of a limit in days; a part of one that is left counts as one. */
static int64_t limit_days(struct limit limit)
{
    return (limit.milliseconds + LIMIT_DAY_MS - 1) / LIMIT_DAY_MS;
}

int calendar_due(const struct calendar *calendar, struct limit limit, int64_t start, int64_t *due)
{
    if (limit.milliseconds <= 0) {
        *due = start;
        return 0;
    }
    switch (limit.kind) {
    case LIMIT_CONTINUOUS:
        *due = start + limit.milliseconds;
        return 0;
    case LIMIT_WORKING_TIME:
        return working_time_due(calendar_needed(calendar, limit.kind), limit.milliseconds, start, due);
    case LIMIT_WORKING_DAYS:
        return working_days_due(calendar_needed(calendar, limit.kind), limit_days(limit), start, due);
    case LIMIT_CALENDAR_DAYS:
        return calendar_days_due(calendar_needed(calendar, limit.kind), limit_days(limit), start, due);
    }
    log_abort("there is no limit of kind %d", (int)limit.kind);
}

static int working_time_elapsed(const struct calendar *calendar, int64_t from, int64_t to, int64_t *used)
{
    if (!instant_known(calendar, from))
        return year_missing(calendar, from);
    if (!instant_known(calendar, to) && to != calendar->known_until)
        return year_missing(calendar, to);
    *used = worked_until(calendar, to) - worked_until(calendar, from);
    return 0;
}

/* Working days that ended by `to`: that of its day may have, and with shifts over midnight the one before may not. */
static int workdays_ended(const struct calendar *calendar, int64_t to, int32_t *out)
{
    int32_t count = calendar->workday_count;
    bool after = to >= calendar->days[calendar->day_count].begins;
    if (after && to > calendar->known_until)
        return year_missing(calendar, to);
    int missing = after ? 0 : workdays_through(calendar, to, &count);
    if (missing)
        return missing;
    while (count && calendar->ends[count - 1] > to)
        count--;
    *out = count;
    return 0;
}

static int working_days_elapsed(const struct calendar *calendar, int64_t from, int64_t to, int64_t *used)
{
    int32_t before = 0, ended = 0;
    int missing = workdays_through(calendar, from, &before);
    if (!missing)
        missing = workdays_ended(calendar, to, &ended);
    if (missing)
        return missing;
    *used = ended > before ? (ended - before) * LIMIT_DAY_MS : 0;
    return 0;
}

static int calendar_days_elapsed(const struct calendar *calendar, int64_t from, int64_t to, int64_t *used)
{
    int32_t days = zone_date(calendar->zone, to) - zone_date(calendar->zone, from) - 1;
    *used = days > 0 ? days * LIMIT_DAY_MS : 0;
    return 0;
}

int calendar_elapsed(const struct calendar *calendar, enum limit_kind kind, int64_t from, int64_t to, int64_t *used)
{
    if (to <= from) {
        *used = 0;
        return 0;
    }
    switch (kind) {
    case LIMIT_CONTINUOUS:
        *used = to - from;
        return 0;
    case LIMIT_WORKING_TIME:
        return working_time_elapsed(calendar_needed(calendar, kind), from, to, used);
    case LIMIT_WORKING_DAYS:
        return working_days_elapsed(calendar_needed(calendar, kind), from, to, used);
    case LIMIT_CALENDAR_DAYS:
        return calendar_days_elapsed(calendar_needed(calendar, kind), from, to, used);
    }
    log_abort("there is no limit of kind %d", (int)kind);
}

int calendar_remaining(const struct calendar *calendar, struct limit limit, int64_t start, int64_t now, int64_t *left)
{
    int64_t used = 0;
    int missing = calendar_elapsed(calendar, limit.kind, start, now, &used);
    if (!missing)
        *left = limit.milliseconds - used;
    return missing;
}

int calendar_part(const struct calendar *calendar, enum limit_kind kind, int64_t start, int64_t due, int percent,
                  int64_t *instant)
{
    bool working = kind == LIMIT_WORKING_TIME || kind == LIMIT_WORKING_DAYS;
    struct limit part = {working ? LIMIT_WORKING_TIME : LIMIT_CONTINUOUS, 0};
    int64_t whole = 0;
    int missing = calendar_elapsed(calendar, part.kind, start, due, &whole);
    if (missing)
        return missing;
    part.milliseconds = (whole * percent + 99) / 100;
    return calendar_due(calendar, part, start, instant);
}
