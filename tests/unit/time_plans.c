/* Calendars for tests. */
#include "tests/unit/time_plans.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/time/date.h"

static void test_abort(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    abort();
}

uint64_t random_below(uint64_t *state, uint64_t below)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (z ^ z >> 31) % below;
}

int64_t instant_of(const char *zone_name, const char *text)
{
    const char *fault;
    int32_t date;
    int hour, minute, second = 0;
    struct zone *zone = zone_read(zone_name, &fault);
    if (!zone)
        test_abort(zone_name, fault);
    if (strlen(text) < 16 || !date_parse(text, 10, &date) ||
        sscanf(text + 11, "%2d:%2d:%2d", &hour, &minute, &second) < 2)
        test_abort(text, "is no instant");
    int64_t instant = zone_instant(zone, (int64_t)date * 86400 + (int64_t)hour * 3600 + (int64_t)minute * 60 + second);
    zone_destroy(&zone);
    return instant;
}

struct limit limit_of(const char *text)
{
    struct limit limit;
    if (!limit_parse(text, strlen(text), &limit))
        test_abort(text, "is no limit");
    return limit;
}

void hours_add(struct hours *hours, const char *text)
{
    if (!hours_parse(text, strlen(text), &hours->intervals[hours->count++]))
        test_abort(text, "is no interval");
}

struct calendar_plan plan_of_office(int first_year, int last_year)
{
    struct calendar_plan plan = {.day_end = DAY_ENDS_CLOSE, .first_year = first_year, .last_year = last_year};
    hours_add(&plan.swapped, "08:00-12:00");
    hours_add(&plan.swapped, "14:00-18:00");
    for (int i = 0; i < 5; i++)
        plan.week[i] = plan.swapped;
    return plan;
}

/* Up to four intervals between `from` and `until`, on whole minutes; often on quarters, where clocks are set. */
static struct hours hours_random(uint64_t *state, int32_t from, int32_t until)
{
    struct hours hours = {0};
    int32_t step = random_below(state, 2) ? 900 : 60;
    int wanted = (int)random_below(state, 5);
    for (int i = 0; i < wanted && from < HOURS_DAY - step; i++) {
        int32_t open = from + (int32_t)random_below(state, UINT64_C(43200) / (uint64_t)step) * step;
        int32_t close = open + (1 + (int32_t)random_below(state, UINT64_C(43200) / (uint64_t)step)) * step;
        if (open >= HOURS_DAY || close > until)
            break;
        hours.intervals[hours.count++] = (struct interval){open, close};
        from = close;
    }
    return hours;
}

static size_t exceptions_random(uint64_t *state, int first_year, struct day_exception room[PLAN_EXCEPTIONS_MOST],
                                bool swapped)
{
    int32_t date = date_of(first_year, 1, 1);
    size_t count = 0;
    while (count < PLAN_EXCEPTIONS_MOST && date_year(date) < first_year + 2) {
        bool works = swapped && date_weekday(date) > 4 && random_below(state, 2);
        room[count++] = (struct day_exception){date, works ? DAY_SWAPPED : DAY_HOLIDAY, "holiday"};
        date += 1 + (int32_t)random_below(state, random_below(state, 3) ? 3 : 25);
    }
    return count;
}

struct calendar_plan plan_random(uint64_t *state, int first_year, struct day_exception room[PLAN_EXCEPTIONS_MOST])
{
    struct calendar_plan plan = {
        .day_end = random_below(state, 2) ? DAY_ENDS_CLOSE : DAY_ENDS_MIDNIGHT,
        .first_year = first_year,
        .last_year = first_year + 1,
        .exceptions = room,
    };
    bool nights = random_below(state, 2);
    int32_t night = nights ? (int32_t)random_below(state, 9) * 3600 : 0; /* no day begins before, none ends after */
    do {
        for (int i = 0; i < 7; i++)
            plan.week[i] = hours_random(state, night, HOURS_DAY + night);
    } while (!plan.week[0].count && !plan.week[4].count);
    plan.swapped = hours_random(state, night, HOURS_DAY + night);
    plan.exception_count = exceptions_random(state, first_year, room, plan.swapped.count > 0);
    return plan;
}

struct calendar *plan_calendar(const char *zone_name, const struct calendar_plan *plan)
{
    const char *why;
    struct calendar_fault fault;
    struct zone *zone = zone_read(zone_name, &why);
    if (!zone)
        test_abort(zone_name, why);
    struct calendar *calendar = calendar_new(&zone, plan, &fault);
    if (!calendar)
        test_abort("calendar", fault.reason);
    return calendar;
}
