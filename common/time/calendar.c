/* Making a calendar: the plan is checked, and laid out day by day. */
#include "common/time/calendar.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/time/calendar_table.h"
#include "common/time/date.h"

enum { FRIDAY = 4 };

static const struct hours no_hours;

static bool fault_set(struct calendar_fault *fault, int32_t date, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* False, for the caller to return. */
static bool fault_set(struct calendar_fault *fault, int32_t date, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fault->date = date;
    vsnprintf(fault->reason, sizeof fault->reason, format, arguments);
    va_end(arguments);
    return false;
}

static int exception_compare(const void *left, const void *right)
{
    const struct day_exception *a = left, *b = right;
    return (a->date > b->date) - (a->date < b->date);
}

/* Keeps those of the loaded years, sorted, with their names. */
static void exceptions_copy(struct calendar *calendar, const struct calendar_plan *plan)
{
    calendar->exceptions = memory_new(plan->exception_count + 1, sizeof *calendar->exceptions);
    for (size_t i = 0; i < plan->exception_count; i++) {
        struct day_exception exception = plan->exceptions[i];
        if (exception.date < calendar->first_date || exception.date - calendar->first_date >= calendar->day_count)
            continue;
        exception.name = memory_text(exception.name, strlen(exception.name));
        calendar->exceptions[calendar->exception_count++] = exception;
    }
    qsort(calendar->exceptions, (size_t)calendar->exception_count, sizeof *calendar->exceptions, exception_compare);
}

static bool exceptions_check(const struct calendar *calendar, const struct calendar_plan *plan,
                             struct calendar_fault *fault)
{
    for (int32_t i = 0; i < calendar->exception_count; i++) {
        const struct day_exception *at = &calendar->exceptions[i];
        if (i && at[-1].date == at->date)
            return fault_set(fault, at->date, "is there twice");
        if (at->kind == DAY_SWAPPED && date_weekday(at->date) <= FRIDAY)
            return fault_set(fault, at->date, "is no Saturday or Sunday, expected a swapped working day on a weekend");
        if (at->kind == DAY_SWAPPED && !plan->swapped.count)
            return fault_set(fault, at->date, "is a swapped working day, and the hours of such days are not given");
    }
    return true;
}

static bool plan_check(const struct calendar_plan *plan, struct calendar_fault *fault)
{
    if (plan->first_year < DATE_YEAR_FIRST || plan->last_year > DATE_YEAR_LAST || plan->first_year > plan->last_year)
        return fault_set(fault, -1, "years %d to %d, expected years from %d to %d", plan->first_year, plan->last_year,
                         DATE_YEAR_FIRST, DATE_YEAR_LAST);
    for (int i = 0; i < 8; i++)
        if (hours_fault(i < 7 ? &plan->week[i] : &plan->swapped) >= 0)
            return fault_set(fault, -1, "hours that overlap or are none");
    return true;
}

static const struct hours *day_hours(const struct calendar *calendar, const struct calendar_plan *plan, int32_t index)
{
    int32_t exception = calendar->days[index].exception;
    if (exception < 0)
        return &plan->week[date_weekday(calendar->first_date + index)];
    return calendar->exceptions[exception].kind == DAY_SWAPPED ? &plan->swapped : &no_hours;
}

static void span_add(struct calendar *calendar, int64_t open, int64_t close)
{
    calendar->spans[calendar->span_count++] = (struct span){open, close, calendar->worked};
    calendar->worked += close - open;
}

/* Lays out one day; an interval that the clock skips is none. */
static void day_lay(struct calendar *calendar, const struct calendar_plan *plan, int32_t index)
{
    const struct hours *hours = day_hours(calendar, plan, index);
    int64_t midnight = (int64_t)(calendar->first_date + index) * HOURS_DAY;
    struct day *day = &calendar->days[index];
    day->begins = zone_instant(calendar->zone, midnight);
    day->spans = calendar->span_count;
    day->workdays = calendar->workday_count;
    for (int i = 0; i < hours->count; i++) {
        int64_t open = zone_instant(calendar->zone, midnight + hours->intervals[i].open);
        int64_t close = zone_instant(calendar->zone, midnight + hours->intervals[i].close);
        if (close > open)
            span_add(calendar, open, close);
    }
    if (calendar->span_count > day->spans)
        calendar->ends[calendar->workday_count++] = plan->day_end == DAY_ENDS_CLOSE
                                                        ? calendar->spans[calendar->span_count - 1].close
                                                        : zone_instant(calendar->zone, midnight + HOURS_DAY);
}

static bool days_lay(struct calendar *calendar, const struct calendar_plan *plan, struct calendar_fault *fault)
{
    int32_t next = 0;
    for (int32_t i = 0; i <= calendar->day_count; i++) {
        bool differs = next < calendar->exception_count && calendar->exceptions[next].date == calendar->first_date + i;
        calendar->days[i].exception = differs ? next++ : -1;
    }
    for (int32_t i = 0; i < calendar->day_count; i++) {
        if (i && hours_overlap_next(day_hours(calendar, plan, i - 1), day_hours(calendar, plan, i)))
            return fault_set(fault, calendar->first_date + i, "begins before the hours of the day before it end");
        day_lay(calendar, plan, i);
    }
    calendar->days[calendar->day_count] =
        (struct day){zone_instant(calendar->zone, (int64_t)(calendar->first_date + calendar->day_count) * HOURS_DAY),
                     calendar->span_count, calendar->workday_count, -1};
    return true;
}

static void jumps_fill(struct calendar *calendar)
{
    int32_t span = 0;
    calendar->jumps = memory_new((size_t)(calendar->worked / JUMP_MS + 1), sizeof *calendar->jumps);
    for (int64_t n = 0; n <= calendar->worked / JUMP_MS; n++) {
        while (span + 1 < calendar->span_count && calendar->spans[span + 1].before <= n * JUMP_MS)
            span++;
        calendar->jumps[n] = span;
    }
}

/* A shift of the day before the first one, which is not loaded, may run into it; one of the last day runs on. */
static void known_set(struct calendar *calendar, const struct calendar_plan *plan)
{
    int32_t into = 0;
    for (int i = 0; i < 8; i++) {
        const struct hours *hours = i < 7 ? &plan->week[i] : &plan->swapped;
        if (hours->count && hours->intervals[hours->count - 1].close - HOURS_DAY > into)
            into = hours->intervals[hours->count - 1].close - HOURS_DAY;
    }
    calendar->known_from = zone_instant(calendar->zone, (int64_t)calendar->first_date * HOURS_DAY + into);
    calendar->known_until = calendar->days[calendar->day_count].begins;
    if (calendar->span_count && calendar->spans[calendar->span_count - 1].close > calendar->known_until)
        calendar->known_until = calendar->spans[calendar->span_count - 1].close;
}

static bool calendar_fill(struct calendar *calendar, const struct calendar_plan *plan, struct calendar_fault *fault)
{
    if (!plan_check(plan, fault))
        return false;
    calendar->first_year = plan->first_year;
    calendar->last_year = plan->last_year;
    calendar->day_end = plan->day_end;
    calendar->first_date = date_of(plan->first_year, 1, 1);
    calendar->day_count = date_of(plan->last_year + 1, 1, 1) - calendar->first_date;
    size_t days = (size_t)calendar->day_count + 1;
    calendar->days = memory_new(days, sizeof *calendar->days);
    calendar->ends = memory_new(days, sizeof *calendar->ends);
    calendar->spans = memory_new(days * HOURS_INTERVALS_MOST, sizeof *calendar->spans);
    exceptions_copy(calendar, plan);
    if (!exceptions_check(calendar, plan, fault) || !days_lay(calendar, plan, fault))
        return false;
    calendar->spans = memory_resize(calendar->spans, (size_t)calendar->span_count + 1, sizeof *calendar->spans);
    jumps_fill(calendar);
    known_set(calendar, plan);
    return true;
}

struct calendar *calendar_new(struct zone **zone, const struct calendar_plan *plan, struct calendar_fault *fault)
{
    struct calendar *calendar = memory_new(1, sizeof *calendar);
    calendar->zone = *zone;
    *zone = NULL;
    if (!calendar_fill(calendar, plan, fault))
        calendar_destroy(&calendar);
    return calendar;
}

void calendar_destroy(struct calendar **calendar)
{
    struct calendar *old = *calendar;
    if (!old)
        return;
    for (int32_t i = 0; i < old->exception_count; i++) {
        char *name; /* a copy of ours, although readers see it as const */
        memcpy(&name, &old->exceptions[i].name, sizeof name);
        free(name);
    }
    free(old->exceptions);
    free(old->days);
    free(old->spans);
    free(old->jumps);
    free(old->ends);
    zone_destroy(&old->zone);
    free(old);
    *calendar = NULL;
}

void calendar_years(const struct calendar *calendar, int *first_year, int *last_year)
{
    *first_year = calendar->first_year;
    *last_year = calendar->last_year;
}

int32_t calendar_date(const struct calendar *calendar, int64_t instant)
{
    return zone_date(calendar->zone, instant);
}

int calendar_day(const struct calendar *calendar, int32_t date, struct calendar_day *out)
{
    int32_t index = date - calendar->first_date;
    if (index < 0 || index >= calendar->day_count)
        return date_year(date);
    const struct day *day = &calendar->days[index];
    const struct day_exception *exception = day->exception < 0 ? NULL : &calendar->exceptions[day->exception];
    bool working = day[1].workdays > day->workdays;
    *out = (struct calendar_day){
        .date = date,
        .kind = exception ? exception->kind : DAY_ORDINARY,
        .name = exception ? exception->name : "",
        .begins = day->begins,
        .ends = day[1].begins,
        .working = working,
        .due = working ? calendar->ends[day->workdays] : 0,
    };
    for (int32_t i = day->spans; i < day[1].spans; i++)
        out->working_ms += calendar->spans[i].close - calendar->spans[i].open;
    return 0;
}
