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

static int working_time_due(const struct calendar *calendar, int64_t milliseconds, int64_t start, int64_t *due)
{
    int64_t instant;
    if (!calendar_instant_known(calendar, start))
        return calendar_year_missing(calendar, start);
    if (!calendar_worked_instant(calendar, calendar_worked_until(calendar, start) + milliseconds, &instant))
        return calendar->last_year + 1;
    *due = instant;
    return 0;
}

static int working_days_due(const struct calendar *calendar, int64_t days, int64_t start, int64_t *due)
{
    int32_t before = 0;
    int missing = calendar_workdays_through(calendar, start, &before);
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
    if (!calendar_instant_known(calendar, from))
        return calendar_year_missing(calendar, from);
    if (!calendar_instant_known(calendar, to) && to != calendar->known_until)
        return calendar_year_missing(calendar, to);
    *used = calendar_worked_until(calendar, to) - calendar_worked_until(calendar, from);
    return 0;
}

/* Working days that ended by `to`: that of its day may have, and with shifts over midnight the one before may not. */
static int workdays_ended(const struct calendar *calendar, int64_t to, int32_t *out)
{
    int32_t count = calendar->workday_count;
    bool after = to >= calendar->days[calendar->day_count].begins;
    if (after && to > calendar->known_until)
        return calendar_year_missing(calendar, to);
    int missing = after ? 0 : calendar_workdays_through(calendar, to, &count);
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
    int missing = calendar_workdays_through(calendar, from, &before);
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
