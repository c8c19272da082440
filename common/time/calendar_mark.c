/* Marks: a calendar's time laid along one line, days by their parts. */
#include "common/base/log.h"
#include "common/time/calendar_table.h"
#include "common/time/date.h"

static const struct calendar *calendar_needed(const struct calendar *calendar, enum limit_kind kind)
{
    if (!calendar)
        log_abort("a limit of kind %d was counted without a calendar", (int)kind);
    return calendar;
}

/* Working time before a day. */
static int64_t worked_before(const struct calendar *calendar, int32_t day)
{
    int32_t span = calendar->days[day].spans;
    return span < calendar->span_count ? calendar->spans[span].before : calendar->worked;
}

/* So much of a day's length has passed: in parts of LIMIT_DAY_MS, rounded down. */
static int64_t part_of_day(int64_t passed, int64_t length)
{
    return length ? passed * LIMIT_DAY_MS / length : 0;
}

/* The least that has to pass of a day for so many parts of LIMIT_DAY_MS. */
static int64_t parts_passed(int64_t parts, int64_t length)
{
    return (parts * length + LIMIT_DAY_MS - 1) / LIMIT_DAY_MS;
}

static int working_time_mark(const struct calendar *calendar, int64_t instant, int64_t *mark)
{
    if (!calendar_instant_known(calendar, instant) && instant != calendar->known_until)
        return calendar_year_missing(calendar, instant);
    *mark = calendar_worked_until(calendar, instant);
    return 0;
}

/* Days that end with their last interval: the working time that has passed says in which one we are, be it of the day
 * before, whose shift is not over. */
static int closing_days_mark(const struct calendar *calendar, int64_t instant, int64_t *mark)
{
    int64_t worked = 0;
    int missing = working_time_mark(calendar, instant, &worked);
    if (missing)
        return missing;
    int32_t day = calendar_day_find(calendar, instant);
    if (day == calendar->day_count || (day && worked < worked_before(calendar, day)))
        day--;
    int64_t before = worked_before(calendar, day);
    *mark = calendar->days[day].workdays * LIMIT_DAY_MS +
            part_of_day(worked - before, worked_before(calendar, day + 1) - before);
    return 0;
}

/* Days that end at midnight. */
static int whole_days_mark(const struct calendar *calendar, int64_t instant, int64_t *mark)
{
    int32_t index = calendar_day_find(calendar, instant);
    const struct day *day = &calendar->days[index];
    if (instant < calendar->days[0].begins || instant > calendar->days[calendar->day_count].begins)
        return calendar_year_missing(calendar, instant);
    *mark = day->workdays * LIMIT_DAY_MS;
    if (index < calendar->day_count && day[1].workdays > day->workdays)
        *mark += part_of_day(instant - day->begins, day[1].begins - day->begins);
    return 0;
}

struct date_bounds {
    int64_t date, begins, ends;
};

/* Of any year; those of the calendar's years are at hand. */
static struct date_bounds bounds_of(const struct calendar *calendar, int64_t date)
{
    int64_t index = date - calendar->first_date;
    if (index >= 0 && index < calendar->day_count)
        return (struct date_bounds){date, calendar->days[index].begins, calendar->days[index + 1].begins};
    return (struct date_bounds){date, zone_instant(calendar->zone, date * HOURS_DAY),
                                zone_instant(calendar->zone, (date + 1) * HOURS_DAY)};
}

static int64_t date_at(const struct calendar *calendar, int64_t instant)
{
    if (instant >= calendar->days[0].begins && instant < calendar->days[calendar->day_count].begins)
        return calendar->first_date + calendar_day_find(calendar, instant);
    return zone_date(calendar->zone, instant);
}

static int calendar_days_mark(const struct calendar *calendar, int64_t instant, int64_t *mark)
{
    struct date_bounds day = bounds_of(calendar, date_at(calendar, instant));
    *mark = day.date * LIMIT_DAY_MS + part_of_day(instant - day.begins, day.ends - day.begins);
    return 0;
}

int calendar_mark(const struct calendar *calendar, enum limit_kind kind, int64_t instant, int64_t *mark)
{
    switch (kind) {
    case LIMIT_CONTINUOUS:
        *mark = instant;
        return 0;
    case LIMIT_WORKING_TIME:
        return working_time_mark(calendar_needed(calendar, kind), instant, mark);
    case LIMIT_WORKING_DAYS:
        return calendar_needed(calendar, kind)->day_end == DAY_ENDS_CLOSE ? closing_days_mark(calendar, instant, mark)
                                                                          : whole_days_mark(calendar, instant, mark);
    case LIMIT_CALENDAR_DAYS:
        return calendar_days_mark(calendar_needed(calendar, kind), instant, mark);
    }
    log_abort("there is no limit of kind %d", (int)kind);
}

int calendar_mark_day(const struct calendar *calendar, enum limit_kind kind, int64_t instant, int64_t *mark)
{
    int32_t workdays = 0;
    int missing = 0;
    switch (kind) {
    case LIMIT_CALENDAR_DAYS:
        *mark = (date_at(calendar_needed(calendar, kind), instant) + 1) * LIMIT_DAY_MS;
        return 0;
    case LIMIT_WORKING_DAYS:
        missing = calendar_workdays_through(calendar_needed(calendar, kind), instant, &workdays);
        if (!missing)
            *mark = workdays * LIMIT_DAY_MS;
        return missing;
    default:
        return calendar_mark(calendar, kind, instant, mark);
    }
}

static int working_time_reach(const struct calendar *calendar, int64_t mark, int64_t *instant)
{
    if (mark <= 0)
        return calendar->first_year - 1;
    return calendar_worked_instant(calendar, mark, instant) ? 0 : calendar->last_year + 1;
}

static int working_days_reach(const struct calendar *calendar, int64_t mark, int64_t *instant)
{
    int64_t workday = (mark - 1) / LIMIT_DAY_MS, parts = mark - workday * LIMIT_DAY_MS;
    if (mark <= 0)
        return calendar->first_year - 1;
    if (workday >= calendar->workday_count)
        return calendar->last_year + 1;
    *instant = calendar->ends[workday];
    if (parts == LIMIT_DAY_MS)
        return 0;
    int32_t index = calendar_day_find(calendar, *instant - 1);
    while (calendar->days[index].workdays > workday)
        index--; /* the end of a shift lies on the day after */
    const struct day *day = &calendar->days[index];
    if (calendar->day_end == DAY_ENDS_MIDNIGHT) {
        *instant = day->begins + parts_passed(parts, day[1].begins - day->begins);
        return 0;
    }
    int64_t before = worked_before(calendar, index), length = worked_before(calendar, index + 1) - before;
    return working_time_reach(calendar, before + parts_passed(parts, length), instant);
}

static int calendar_days_reach(const struct calendar *calendar, int64_t mark, int64_t *instant)
{
    int64_t date = mark / LIMIT_DAY_MS;
    if (mark < 0)
        return DATE_YEAR_FIRST - 1;
    if (date > date_of(DATE_YEAR_LAST, 12, 31) + 1)
        return DATE_YEAR_LAST + 1;
    struct date_bounds day = bounds_of(calendar, date);
    *instant = day.begins + parts_passed(mark % LIMIT_DAY_MS, day.ends - day.begins);
    return 0;
}

int calendar_reach(const struct calendar *calendar, enum limit_kind kind, int64_t mark, int64_t *instant)
{
    switch (kind) {
    case LIMIT_CONTINUOUS:
        *instant = mark;
        return 0;
    case LIMIT_WORKING_TIME:
        return working_time_reach(calendar_needed(calendar, kind), mark, instant);
    case LIMIT_WORKING_DAYS:
        return working_days_reach(calendar_needed(calendar, kind), mark, instant);
    case LIMIT_CALENDAR_DAYS:
        return calendar_days_reach(calendar_needed(calendar, kind), mark, instant);
    }
    log_abort("there is no limit of kind %d", (int)kind);
}
