/* Calendars against the walk second by second, in random cases; zones against the C library.
 *
 * TIME_CASES is how many cases (100000), TIME_SEED where the random numbers begin. For the long run:
 * TIME_CASES=10000000 tests/time_random_test
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "common/time/calendar.h"
#include "common/time/date.h"
#include "tests/unit/time_oracle.h"
#include "tests/unit/time_plans.h"

static const struct {
    const char *zone;
    int first_year;
} places[] = {
    {"Asia/Shanghai", 2025},     {"Asia/Shanghai", 1986},  {"America/New_York", 2026}, {"Australia/Lord_Howe", 2024},
    {"Europe/Dublin", 2030},     {"America/Havana", 2024}, {"Pacific/Apia", 2011},     {"America/Sao_Paulo", 2017},
    {"Africa/Casablanca", 2023}, {"Asia/Kathmandu", 2024},
};

enum { PLACES = sizeof places / sizeof *places };

static uint64_t setting(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : otherwise;
}

struct trial {
    const struct oracle *oracle;
    const struct calendar *calendar;
    uint64_t *state;
    uint64_t due, missing; /* how many cases ended with a due time, and how many beyond the years */
};

static struct limit limit_random(uint64_t *state)
{
    enum limit_kind kind = LIMIT_WORKING_TIME + (int)random_below(state, 3);
    if (kind != LIMIT_WORKING_TIME)
        return (struct limit){kind, (1 + (int64_t)random_below(state, 40)) * LIMIT_DAY_MS};
    uint64_t most = random_below(state, 2) ? 3600 : 300 * 3600;
    int64_t seconds = 1 + (int64_t)random_below(state, most);
    return (struct limit){kind, random_below(state, 2) ? seconds * 1000 : seconds * 60000};
}

/* An instant of the years, one day in from their begin; often on a quarter of an hour, where things change. */
static int64_t instant_random(const struct trial *trial)
{
    const struct oracle *oracle = trial->oracle;
    int64_t first = oracle->days[1].begins * 1000, span = oracle->days[oracle->date_count].begins * 1000 - first;
    int64_t instant = first + (int64_t)random_below(trial->state, (uint64_t)span);
    uint64_t form = random_below(trial->state, 4);
    return form == 0 ? instant - instant % 900000 : form == 1 ? instant - instant % 1000 : instant;
}

static void case_fail(const struct trial *trial, struct limit limit, int64_t start, int64_t got, int64_t expected)
{
    char text[LIMIT_TEXT_BYTES];
    limit_print(limit, text);
    print_error("limit %s from %lld: %lld, the walk says %lld (calendar %p)\n", text, (long long)start, (long long)got,
                (long long)expected, (const void *)trial->calendar);
    fail();
}

static void elapsed_compare(const struct trial *trial, struct limit limit, int64_t from, int64_t to)
{
    int64_t used, expected;
    if (to >= trial->oracle->days[trial->oracle->date_count].begins * 1000)
        return;
    assert_int_equal(calendar_elapsed(trial->calendar, limit.kind, from, to, &used), 0);
    assert_true(oracle_elapsed(trial->oracle, limit.kind, from, to, &expected));
    if (used != expected)
        case_fail(trial, limit, from, used, expected);
}

static void due_compare(struct trial *trial, struct limit limit, int64_t start)
{
    int64_t due = 0, expected = 0, used = 0;
    int missing = calendar_due(trial->calendar, limit, start, &due);
    bool known = oracle_due(trial->oracle, limit, start, &expected);
    if (limit.kind == LIMIT_CALENDAR_DAYS && !known)
        return; /* needs no table, and is beyond what was walked */
    if (known == !missing && (!known || due == expected))
        known ? trial->due++ : trial->missing++;
    else
        case_fail(trial, limit, start, missing ? -missing : due, known ? expected : 0);
    if (missing)
        return;
    elapsed_compare(trial, limit, start, due);
    elapsed_compare(trial, limit, start, due - 1);
    assert_int_equal(calendar_elapsed(trial->calendar, limit.kind, start, due, &used), 0);
    if (limit.kind == LIMIT_CALENDAR_DAYS)
        assert_true(used >= limit.milliseconds); /* more where a zone skipped a date: it ends as it begins */
    else
        assert_int_equal(used, limit.milliseconds);
    assert_int_equal(calendar_remaining(trial->calendar, limit, start, due - 1, &used), 0);
    assert_true(used > 0);
}

/* What lies between two marks, and that a mark is reached at the first instant that has it. */
static void marks_compare(const struct trial *trial, int64_t from, int64_t to)
{
    for (enum limit_kind kind = LIMIT_WORKING_TIME; kind <= LIMIT_CALENDAR_DAYS; kind++) {
        int64_t begin = 0, end = 0, over = 0, reached = 0, again = 0, before = 0;
        struct limit limit = {kind, to - from};
        assert_int_equal(calendar_mark(trial->calendar, kind, from, &begin), 0);
        assert_int_equal(calendar_mark(trial->calendar, kind, to, &end), 0);
        assert_int_equal(calendar_mark_day(trial->calendar, kind, to, &over), 0);
        int64_t expected = oracle_mark(trial->oracle, kind, to) - oracle_mark(trial->oracle, kind, from);
        int64_t rest = oracle_mark_day(trial->oracle, kind, to) - oracle_mark(trial->oracle, kind, to);
        if (end - begin != expected || over - end != rest)
            case_fail(trial, limit, from, end - begin, expected);
        if (end == begin) /* before the first working time of all, perhaps */
            continue;
        assert_int_equal(calendar_reach(trial->calendar, kind, end, &reached), 0);
        assert_int_equal(calendar_mark(trial->calendar, kind, reached, &again), 0);
        assert_int_equal(calendar_mark(trial->calendar, kind, reached - 1, &before), 0);
        if (reached > to || again < end || before >= end)
            case_fail(trial, limit, from, reached, to);
    }
}

static void place_try(int place, uint64_t *state, uint64_t cases)
{
    struct day_exception room[PLAN_EXCEPTIONS_MOST];
    struct calendar_plan plan = plan_random(state, places[place].first_year, room);
    struct calendar *calendar = plan_calendar(places[place].zone, &plan);
    struct oracle *oracle = oracle_new(places[place].zone, &plan);
    struct trial trial = {oracle, calendar, state, 0, 0};
    for (uint64_t i = 0; i < cases; i++) {
        struct limit limit = limit_random(state);
        int64_t start = instant_random(&trial), other = instant_random(&trial);
        due_compare(&trial, limit, start);
        if (other <= start)
            continue;
        elapsed_compare(&trial, limit, start, other);
        marks_compare(&trial, start, other);
    }
    assert_true(trial.due > trial.missing);
    oracle_destroy(&oracle);
    calendar_destroy(&calendar);
}

static void calendars_agree_with_the_walk(void **unused)
{
    (void)unused;
    uint64_t cases = setting("TIME_CASES", 100000), seed = setting("TIME_SEED", 20260101), state = seed;
    uint64_t rounds = cases / 1000000 + 1;
    for (uint64_t round = 0; round < rounds; round++)
        for (int place = 0; place < PLACES; place++)
            place_try(place, &state, cases / rounds / PLACES);
    print_message("%llu cases, seed %llu\n", (unsigned long long)cases, (unsigned long long)seed);
}

static const char *const zones[] = {
    "Asia/Shanghai",
    "Asia/Urumqi",
    "America/New_York",
    "America/St_Johns",
    "America/Nuuk",
    "Europe/London",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Asia/Tehran",
    "Africa/Casablanca",
    "Antarctica/Troll",
    "America/Havana",
    "Asia/Gaza",
    "Asia/Kolkata",
    "America/Scoresbysund",
    "Africa/Monrovia",
    "UTC",
    "America/Sao_Paulo",
};

static void zone_compare(const char *name, uint64_t *state, int instants)
{
    const char *fault;
    struct zone *zone = zone_read(name, &fault);
    assert_non_null(zone);
    setenv("TZ", name, 1);
    tzset();
    for (int i = 0; i < instants; i++) {
        time_t second = (time_t)random_below(state, UINT64_C(230) * 31556952) - INT64_C(20) * 31556952;
        struct tm local;
        localtime_r(&second, &local);
        assert_int_equal(zone_offset(zone, second), local.tm_gmtoff);
        int64_t shown = zone_instant(zone, second + local.tm_gmtoff); /* now, or when it was shown before */
        assert_true(shown <= second * 1000 && shown > (second - 172800) * 1000);
    }
    zone_destroy(&zone);
}

static void zones_agree_with_the_library(void **unused)
{
    (void)unused;
    uint64_t state = setting("TIME_SEED", 20260101);
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        zone_compare(zones[i], &state, 20000);
}

static void dates_agree_with_the_library(void **unused)
{
    (void)unused;
    for (int32_t date = 0; date < date_of(DATE_YEAR_LAST + 1, 1, 1); date++) {
        char text[DATE_TEXT_BYTES], expected[DATE_TEXT_BYTES];
        int32_t again = -1;
        time_t second = (time_t)date * 86400;
        struct tm utc;
        gmtime_r(&second, &utc);
        strftime(expected, sizeof expected, "%Y-%m-%d", &utc);
        date_print(date, text);
        assert_string_equal(text, expected);
        assert_true(date_parse(text, strlen(text), &again));
        assert_int_equal(again, date);
        assert_int_equal(date_weekday(date), (utc.tm_wday + 6) % 7);
        assert_int_equal(date_year(date), utc.tm_year + 1900);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_agree_with_the_library),
        cmocka_unit_test(zones_agree_with_the_library),
        cmocka_unit_test(calendars_agree_with_the_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
