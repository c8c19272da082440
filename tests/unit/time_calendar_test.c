/* Calendars at their edges: each row a case that a person can check with a wall calendar. Limits, dates, hours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/time/calendar.h"
#include "common/time/date.h"
#include "tests/unit/time_plans.h"

struct due_case {
    const char *limit, *start, *due; /* due NULL: `missing` is */
    int missing;
};

static void dues_check(const char *zone, const struct calendar_plan *plan, const struct due_case *cases, size_t count)
{
    struct calendar *calendar = plan_calendar(zone, plan);
    for (size_t i = 0; i < count; i++) {
        int64_t start = instant_of(zone, cases[i].start), due = 0, used = 0;
        int missing = calendar_due(calendar, limit_of(cases[i].limit), start, &due);
        if (missing != cases[i].missing || (cases[i].due && due != instant_of(zone, cases[i].due)))
            fail_msg("%s from %s: due %lld, missing %d", cases[i].limit, cases[i].start, (long long)due, missing);
        if (missing)
            continue;
        assert_int_equal(calendar_elapsed(calendar, limit_of(cases[i].limit).kind, start, due, &used), 0);
        assert_int_equal(used, limit_of(cases[i].limit).milliseconds);
    }
    calendar_destroy(&calendar);
}

#define DUES(ZONE, PLAN, CASES) dues_check(ZONE, PLAN, CASES, sizeof(CASES) / sizeof *(CASES))

/* 2026: 1 October is a Thursday; it and the seven days to the 7th are free, Saturday the 10th is worked for it, and so
 * was Sunday 20 September. 25 to 27 September is Mid-Autumn. */
static const struct day_exception autumn[] = {
    {20716, DAY_SWAPPED, "国庆节"}, {20721, DAY_HOLIDAY, "中秋节"}, {20722, DAY_HOLIDAY, "中秋节"},
    {20723, DAY_HOLIDAY, "中秋节"}, {20727, DAY_HOLIDAY, "国庆节"}, {20728, DAY_HOLIDAY, "国庆节"},
    {20729, DAY_HOLIDAY, "国庆节"}, {20730, DAY_HOLIDAY, "国庆节"}, {20731, DAY_HOLIDAY, "国庆节"},
    {20732, DAY_HOLIDAY, "国庆节"}, {20733, DAY_HOLIDAY, "国庆节"}, {20736, DAY_SWAPPED, "国庆节"},
};

static struct calendar_plan autumn_plan(void)
{
    struct calendar_plan plan = plan_of_office(2026, 2026);
    assert_int_equal(date_of(2026, 10, 1), 20727);
    plan.exceptions = autumn;
    plan.exception_count = sizeof autumn / sizeof *autumn;
    return plan;
}

static void working_time_is_counted(void **state)
{
    (void)state;
    static const struct due_case cases[] = {
        {"1wh", "2026-11-02 08:00", "2026-11-02 09:00", 0}, /* as it opens */
        {"4wh", "2026-11-02 08:00", "2026-11-02 12:00", 0}, /* used up as it closes: then, not at 14:00 */
        {"241wm", "2026-11-02 08:00", "2026-11-02 14:01", 0},
        {"1wh", "2026-11-02 07:00", "2026-11-02 09:00", 0},  /* before it opens */
        {"1wh", "2026-11-02 12:30", "2026-11-02 15:00", 0},  /* in the lunch break */
        {"1wh", "2026-11-02 18:00", "2026-11-03 09:00", 0},  /* as it closes */
        {"1wh", "2026-11-06 17:30", "2026-11-09 08:30", 0},  /* over a weekend */
        {"8wh", "2026-11-07 10:00", "2026-11-09 18:00", 0},  /* on a Saturday */
        {"1wh", "2026-09-30 17:30", "2026-10-08 08:30", 0},  /* over seven free days */
        {"16wh", "2026-10-08 14:00", "2026-10-10 12:00", 0}, /* a swapped Saturday is worked */
        {"1ws", "2026-11-02 11:59:59", "2026-11-02 12:00", 0},
        {"1wh", "2026-12-31 17:30", NULL, 2027},
        {"1wh", "2025-12-31 17:30", NULL, 2025},
        {"1wh", "2027-01-04 10:00", NULL, 2027},
        {"9000wh", "2026-01-05 08:00", NULL, 2027},
    };
    struct calendar_plan plan = autumn_plan();
    DUES("Asia/Shanghai", &plan, cases);
}

static void working_days_are_counted(void **state)
{
    (void)state;
    static const struct due_case cases[] = {
        {"1wd", "2026-11-02 08:00", "2026-11-03 18:00", 0}, /* the day of start is not counted */
        {"1wd", "2026-11-02 00:00", "2026-11-03 18:00", 0},
        {"1wd", "2026-11-02 23:59", "2026-11-03 18:00", 0},
        {"5wd", "2026-11-02 10:00", "2026-11-09 18:00", 0},
        {"1wd", "2026-11-07 10:00", "2026-11-09 18:00", 0}, /* from a Saturday: Monday is the first */
        {"1wd", "2026-09-30 10:00", "2026-10-08 18:00", 0},
        {"3wd", "2026-09-30 10:00", "2026-10-10 18:00", 0}, /* the third is the swapped Saturday */
        {"2wd", "2026-09-24 10:00", "2026-09-29 18:00", 0},
        {"1wd", "2026-09-19 10:00", "2026-09-20 18:00", 0}, /* a swapped Sunday */
        {"1wd", "2026-12-31 10:00", NULL, 2027},
        {"1wd", "2025-12-31 10:00", NULL, 2025},
        {"400wd", "2026-01-05 10:00", NULL, 2027},
    };
    struct calendar_plan plan = autumn_plan();
    DUES("Asia/Shanghai", &plan, cases);
}

static void days_can_end_at_midnight(void **state)
{
    (void)state;
    static const struct due_case cases[] = {
        {"1wd", "2026-11-02 08:00", "2026-11-04 00:00", 0},
        {"5wd", "2026-11-02 10:00", "2026-11-10 00:00", 0},
        {"1wd", "2026-12-30 10:00", "2027-01-01 00:00", 0},
        {"4wh", "2026-11-02 08:00", "2026-11-02 12:00", 0},
    };
    struct calendar_plan plan = autumn_plan();
    plan.day_end = DAY_ENDS_MIDNIGHT;
    DUES("Asia/Shanghai", &plan, cases);
}

static void calendar_days_need_no_table(void **state)
{
    (void)state;
    static const struct due_case cases[] = {
        {"1cd", "2026-11-02 08:00", "2026-11-04 00:00", 0}, {"3cd", "2026-09-30 23:59", "2026-10-04 00:00", 0},
        {"1cd", "2028-02-28 10:00", "2028-03-01 00:00", 0}, /* 29 February is a day */
        {"1cd", "2027-02-28 10:00", "2027-03-02 00:00", 0}, {"3650cd", "2027-01-01 00:00", "2036-12-30 00:00", 0},
        {"2d", "2026-11-02 08:00", "2026-11-04 08:00", 0}, /* continuous */
    };
    struct calendar_plan plan = autumn_plan();
    DUES("Asia/Shanghai", &plan, cases);
}

static void nights_belong_to_the_day_they_begin(void **state)
{
    (void)state;
    static const struct due_case cases[] = {
        {"2wh", "2026-11-02 21:00", "2026-11-03 00:00", 0},
        {"8wh", "2026-11-02 22:00", "2026-11-03 06:00", 0},
        {"9wh", "2026-11-02 22:00", "2026-11-03 23:00", 0},
        {"1wh", "2026-11-07 05:30", "2026-11-09 22:30", 0},
        {"1wd", "2026-11-02 10:00", "2026-11-04 06:00", 0}, /* Tuesday's night */
        {"1wd", "2026-11-03 02:00", "2026-11-05 06:00", 0}, /* in Monday's night, but on Tuesday */
        {"1wd", "2026-12-30 10:00", "2027-01-01 06:00", 0},
        {"6wh", "2027-01-01 00:00", "2027-01-01 06:00", 0},
        {"1wh", "2026-01-01 03:00", NULL, 2025}, /* whether the night before was worked is not known */
        {"1wh", "2027-01-01 06:00", NULL, 2027},
    };
    struct calendar_plan plan = {.day_end = DAY_ENDS_CLOSE, .first_year = 2026, .last_year = 2026};
    for (int i = 0; i < 5; i++)
        hours_add(&plan.week[i], "22:00-06:00");
    DUES("Asia/Shanghai", &plan, cases);
}

/* New York, 2026: 8 March 02:00 → 03:00, 1 November 02:00 → 01:00. */
static void clocks_that_are_set_are_followed(void **state)
{
    (void)state;
    static const struct due_case cases[] = {
        {"24wh", "2026-03-07 00:00", "2026-03-08 00:00", 0}, {"24wh", "2026-03-08 00:00", "2026-03-09 01:00", 0},
        {"3wh", "2026-03-08 01:00", "2026-03-08 05:00", 0},  {"24wh", "2026-11-01 00:00", "2026-11-01 23:00", 0},
        {"2d", "2026-03-07 12:00", "2026-03-09 13:00", 0},   {"1cd", "2026-03-07 12:00", "2026-03-09 00:00", 0},
        {"1cd", "2026-10-31 12:00", "2026-11-02 00:00", 0},
    };
    struct calendar_plan plan = {.day_end = DAY_ENDS_CLOSE, .first_year = 2026, .last_year = 2026};
    for (int i = 0; i < 7; i++)
        hours_add(&plan.week[i], "00:00-24:00");
    DUES("America/New_York", &plan, cases);
}

static void hours_that_the_clock_skips_or_repeats(void **state)
{
    (void)state;
    struct calendar_plan plan = {.day_end = DAY_ENDS_CLOSE, .first_year = 2026, .last_year = 2026};
    struct calendar_day day;
    hours_add(&plan.week[6], "02:00-03:00");
    struct calendar *calendar = plan_calendar("America/New_York", &plan);
    assert_int_equal(calendar_day(calendar, date_of(2026, 3, 8), &day), 0);
    assert_false(day.working); /* there is no such hour on this Sunday */
    assert_int_equal(day.ends - day.begins, 23 * INT64_C(3600000));
    calendar_destroy(&calendar);
    plan.week[6] = (struct hours){0};
    hours_add(&plan.week[6], "01:30-04:00");
    calendar = plan_calendar("America/New_York", &plan);
    assert_int_equal(calendar_day(calendar, date_of(2026, 11, 1), &day), 0);
    assert_int_equal(day.working_ms, 3 * INT64_C(3600000) + 1800000); /* 01:30 is when it is shown first */
    assert_int_equal(day.ends - day.begins, 25 * INT64_C(3600000));
    calendar_destroy(&calendar);
}

static void what_remains(void **state)
{
    (void)state;
    static const char zone[] = "Asia/Shanghai";
    struct calendar_plan plan = autumn_plan();
    struct calendar *calendar = plan_calendar(zone, &plan);
    int64_t start = instant_of(zone, "2026-11-02 16:00"), due, at, left;
    assert_int_equal(calendar_due(calendar, limit_of("8wh"), start, &due), 0);
    assert_int_equal(due, instant_of(zone, "2026-11-03 16:00"));
    assert_int_equal(calendar_remaining(calendar, limit_of("8wh"), start, instant_of(zone, "2026-11-04 09:00"), &left),
                     0);
    assert_int_equal(left, -3 * INT64_C(3600000));
    assert_int_equal(calendar_due(calendar, limit_of("1wd"), start, &due), 0);
    assert_int_equal(calendar_due(calendar, (struct limit){LIMIT_WORKING_DAYS, 0}, start, &at), 0);
    assert_int_equal(at, start); /* nothing left */
    assert_int_equal(calendar_elapsed(calendar, LIMIT_WORKING_TIME, due, start, &left), 0);
    assert_int_equal(left, 0); /* backwards */
    calendar_destroy(&calendar);
}

static void continuous_time_needs_no_calendar(void **state)
{
    (void)state;
    int64_t due = 0, used = 0;
    assert_int_equal(calendar_due(NULL, limit_of("2h"), 1000, &due), 0);
    assert_int_equal(due, 7201000);
    assert_int_equal(calendar_elapsed(NULL, LIMIT_CONTINUOUS, 1000, due, &used), 0);
    assert_int_equal(used, 7200000);
}

static void years_and_days_are_told(void **state)
{
    (void)state;
    struct calendar_plan plan = autumn_plan();
    struct calendar *calendar = plan_calendar("Asia/Shanghai", &plan);
    struct calendar_day day;
    int first, last;
    calendar_years(calendar, &first, &last);
    assert_int_equal(first, 2026);
    assert_int_equal(last, 2026);
    assert_int_equal(calendar_day(calendar, date_of(2027, 1, 1), &day), 2027);
    assert_int_equal(calendar_day(calendar, date_of(2025, 12, 31), &day), 2025);
    assert_int_equal(calendar_day(calendar, date_of(2026, 10, 10), &day), 0);
    assert_int_equal(day.kind, DAY_SWAPPED);
    assert_string_equal(day.name, "国庆节");
    assert_int_equal(day.working_ms, 8 * INT64_C(3600000));
    assert_int_equal(day.due, instant_of("Asia/Shanghai", "2026-10-10 18:00"));
    assert_int_equal(calendar_day(calendar, date_of(2026, 10, 1), &day), 0);
    assert_int_equal(day.kind, DAY_HOLIDAY);
    assert_false(day.working);
    assert_int_equal(calendar_date(calendar, day.begins), date_of(2026, 10, 1));
    assert_int_equal(calendar_date(calendar, day.begins - 1), date_of(2026, 9, 30));
    calendar_destroy(&calendar);
}

static void plan_refused(const struct calendar_plan *plan, int32_t date, const char *reason)
{
    struct calendar_fault fault;
    const char *why;
    struct zone *zone = zone_read("Asia/Shanghai", &why);
    assert_null(calendar_new(&zone, plan, &fault));
    assert_null(zone);
    assert_int_equal(fault.date, date);
    assert_string_equal(fault.reason, reason);
}

static void faulty_plans_are_refused(void **state)
{
    (void)state;
    struct calendar_plan plan = plan_of_office(2026, 2026);
    struct day_exception twice[] = {{20727, DAY_HOLIDAY, "a"}, {20727, DAY_HOLIDAY, "b"}};
    struct day_exception thursday = {20727, DAY_SWAPPED, "a"}, saturday = {20736, DAY_SWAPPED, "a"};
    plan.exceptions = twice;
    plan.exception_count = 2;
    plan_refused(&plan, 20727, "is there twice");
    plan.exceptions = &thursday;
    plan.exception_count = 1;
    plan_refused(&plan, 20727, "is no Saturday or Sunday, expected a swapped working day on a weekend");
    plan.exceptions = &saturday;
    plan.swapped.count = 0;
    plan_refused(&plan, 20736, "is a swapped working day, and the hours of such days are not given");
    plan.exception_count = 0;
    plan.first_year = 2027;
    plan_refused(&plan, -1, "years 2027 to 2026, expected years from 1970 to 2199");
    plan.first_year = 2026;
    hours_add(&plan.week[0], "17:00-19:00");
    plan_refused(&plan, -1, "hours that overlap or are none");
    plan.week[0] = (struct hours){0};
    hours_add(&plan.week[0], "22:00-09:00");
    plan_refused(&plan, date_of(2026, 1, 6), "begins before the hours of the day before it end");
}

static void hours_are_read_and_written(void **state)
{
    (void)state;
    static const char *const good[] = {"08:00-12:00", "22:00-06:00", "00:00-24:00", "23:59-24:00", "12:00-00:00"};
    static const char *const bad[] = {"",
                                      "8:00-12:00",
                                      "08:00-08:00",
                                      "24:00-02:00",
                                      "08:60-12:00",
                                      "08:00–12:00",
                                      "08:00-24:01",
                                      "00:00-00:00",
                                      "08:00-12:00 ",
                                      "23:59:60-24",
                                      "0a:00-12:00",
                                      "08:00-25:00",
                                      "-8:00-12:00"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct interval interval;
        char text[HOURS_TEXT_BYTES];
        assert_true(hours_parse(good[i], strlen(good[i]), &interval));
        hours_print(interval, text);
        assert_string_equal(text, i == 4 ? "12:00-24:00" : good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct interval interval;
        if (hours_parse(bad[i], strlen(bad[i]), &interval))
            fail_msg("%s is taken", bad[i]);
    }
}

static void dates_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"2025-02-29", "2100-02-29", "2026-04-31", "2026-13-01",
                                      "2026-00-10", "2026-01-00", "1969-12-31", "2200-01-01",
                                      "2026-1-01",  "2026/01/01", "20260101",   "2026-01-011"};
    int32_t date = -7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (date_parse(bad[i], strlen(bad[i]), &date))
            fail_msg("%s is taken", bad[i]);
    assert_int_equal(date, -7);
    assert_true(date_parse("2028-02-29", 10, &date));
    assert_true(date_parse("2000-02-29", 10, &date));
}

static void limits_of_every_kind_are_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text, *written; /* NULL: refused */
        enum limit_kind kind;
        int64_t milliseconds;
    } cases[] = {
        {"4wh", "4wh", LIMIT_WORKING_TIME, 4 * INT64_C(3600000)},
        {"90wm", "90wm", LIMIT_WORKING_TIME, 90 * INT64_C(60000)},
        {"120wm", "2wh", LIMIT_WORKING_TIME, 2 * INT64_C(3600000)},
        {"7ws", "7ws", LIMIT_WORKING_TIME, 7000},
        {"2wd", "2wd", LIMIT_WORKING_DAYS, 2 * INT64_C(86400000)},
        {"3cd", "3cd", LIMIT_CALENDAR_DAYS, 3 * INT64_C(86400000)},
        {"3650wd", "3650wd", LIMIT_WORKING_DAYS, LIMIT_MOST_MS},
        {"3651wd", NULL, 0, 0},
        {"87601wh", NULL, 0, 0},
        {"0wd", NULL, 0, 0},
        {"wd", NULL, 0, 0},
        {"2w", NULL, 0, 0},
        {"2ch", NULL, 0, 0},
        {"2Wd", NULL, 0, 0},
        {"2wd ", NULL, 0, 0},
        {"1.5wd", NULL, 0, 0},
        {"2wdd", NULL, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct limit limit;
        char written[LIMIT_TEXT_BYTES];
        assert_int_equal(limit_parse(cases[i].text, strlen(cases[i].text), &limit), cases[i].written != NULL);
        if (!cases[i].written)
            continue;
        assert_int_equal(limit.kind, cases[i].kind);
        assert_int_equal(limit.milliseconds, cases[i].milliseconds);
        limit_print(limit, written);
        assert_string_equal(written, cases[i].written);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_time_is_counted),
        cmocka_unit_test(working_days_are_counted),
        cmocka_unit_test(days_can_end_at_midnight),
        cmocka_unit_test(calendar_days_need_no_table),
        cmocka_unit_test(nights_belong_to_the_day_they_begin),
        cmocka_unit_test(clocks_that_are_set_are_followed),
        cmocka_unit_test(hours_that_the_clock_skips_or_repeats),
        cmocka_unit_test(what_remains),
        cmocka_unit_test(continuous_time_needs_no_calendar),
        cmocka_unit_test(years_and_days_are_told),
        cmocka_unit_test(faulty_plans_are_refused),
        cmocka_unit_test(hours_are_read_and_written),
        cmocka_unit_test(dates_that_do_not_exist_are_refused),
        cmocka_unit_test(limits_of_every_kind_are_read_and_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
