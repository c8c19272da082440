/* Clocks as ledgers, case by case: each can be checked with a wall calendar. Office hours are 08:00-12:00 and
 * 14:00-18:00, Monday to Friday; 2 November 2026 is a Monday. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/time/date.h"
#include "tests/unit/time_ledger.h"
#include "tests/unit/time_plans.h"

static struct calendar *office;    /* 2025 to 2027 */
static struct calendar *until_17;  /* the same with 13:00-17:00 after noon */
static struct calendar *midnights; /* the office's days, which end at midnight */
static struct calendar *of_2026;   /* one year only */

static int calendars_make(void **state)
{
    (void)state;
    struct calendar_plan plan = plan_of_office(2025, 2027);
    office = plan_calendar(LEDGER_ZONE, &plan);
    plan.day_end = DAY_ENDS_MIDNIGHT;
    midnights = plan_calendar(LEDGER_ZONE, &plan);
    plan.day_end = DAY_ENDS_CLOSE;
    for (int i = 0; i < 5; i++) {
        plan.week[i] = (struct hours){0};
        hours_add(&plan.week[i], "08:00-12:00");
        hours_add(&plan.week[i], "13:00-17:00");
    }
    until_17 = plan_calendar(LEDGER_ZONE, &plan);
    plan = plan_of_office(2026, 2026);
    of_2026 = plan_calendar(LEDGER_ZONE, &plan);
    return 0;
}

static int calendars_drop(void **state)
{
    (void)state;
    calendar_destroy(&office);
    calendar_destroy(&midnights);
    calendar_destroy(&until_17);
    calendar_destroy(&of_2026);
    return 0;
}

struct ledger_case {
    const char *lines[8];
    const char *due; /* NULL: never */
};

static void instant_check(int64_t instant, const char *expected, const char *of)
{
    const char *text = instant_text(instant);
    size_t length = expected ? strlen(expected) : 0;
    if (expected ? strncmp(text, expected, length) != 0 || (length < 19 && strcmp(text + 16, ":00.000") != 0)
                 : instant != NO_INSTANT)
        fail_msg("%s: %s, expected %s", of, text, expected ? expected : "never");
}

static void cases_check(const struct calendar *calendar, const struct ledger_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct ledger ledger = ledger_new();
        struct clock_state folded;
        size_t taken;
        ledger_take_all(&ledger, calendar, cases[i].lines);
        instant_check(ledger.state.due_at, cases[i].due, cases[i].lines[0]);
        assert_int_equal(clock_fold(ledger.entries, ledger.count, &folded, &taken), 0);
        assert_int_equal(taken, ledger.count);
        assert_true(clock_same(&folded, &ledger.state));
    }
}

#define CASES(CALENDAR, CASES) cases_check(CALENDAR, CASES, sizeof(CASES) / sizeof *(CASES))

static void pauses_are_neither_lost_nor_given(void **state)
{
    (void)state;
    static const struct ledger_case cases[] = {
        {{"2026-11-02 10:00 start 7d"}, "2026-11-09 10:00"},
        {{"2026-11-02 10:00 start 7d", "2026-11-03 10:00 pause"}, NULL},
        {{"2026-11-02 10:00 start 7d", "2026-11-03 10:00 pause", "2026-11-05 11:30 resume"}, "2026-11-11 11:30"},
        {{"2026-11-02 10:00 start 8wh", "2026-11-02 11:00 pause", "2026-11-03 11:00 resume"}, "2026-11-04 10:00"},
        {{"2026-11-02 10:00 start 8wh", "2026-11-02 12:00 pause", "2026-11-02 14:00 resume"}, "2026-11-03 10:00"},
        {{"2026-11-02 10:00 start 8wh", "2026-11-02 18:00 pause", "2026-11-03 08:00 resume"}, "2026-11-03 10:00"},
        /* in days: two hours of eight, and it is due two hours into a later day */
        {{"2026-11-02 10:00 start 2wd", "2026-11-03 09:00 pause", "2026-11-03 11:00 resume"}, "2026-11-05 10:00"},
        {{"2026-11-02 10:00 start 2wd", "2026-11-03 09:00 pause", "2026-11-05 09:00 resume"}, "2026-11-06 18:00"},
        {{"2026-11-02 10:00 start 2wd", "2026-11-03 17:00 pause", "2026-11-04 09:00 resume"}, "2026-11-05 10:00"},
        {{"2026-11-02 10:00 start 2wd", "2026-11-03 18:00 pause", "2026-11-04 08:00 resume"}, "2026-11-04 18:00"},
        {{"2026-11-02 10:00 start 2wd", "2026-11-06 08:00 stop"}, "2026-11-04 18:00"},
        /* on the day of the start, which is not counted: what is left of it is kept */
        {{"2026-11-02 10:00 start 2wd", "2026-11-02 12:00 pause", "2026-11-02 16:00 resume"}, "2026-11-05 10:00"},
        {{"2026-11-02 10:00 start 2wd", "2026-11-02 16:00 pause", "2026-11-09 16:00 resume"}, "2026-11-11 18:00"},
        {{"2026-11-07 10:00 start 1wd", "2026-11-07 16:00 pause", "2026-11-08 16:00 resume"}, "2026-11-09 18:00"},
        /* calendar days: an hour is a 24th */
        {{"2026-11-02 10:00 start 3cd"}, "2026-11-06 00:00"},
        {{"2026-11-02 10:00 start 3cd", "2026-11-03 09:00 pause", "2026-11-03 10:00 resume"}, "2026-11-06 01:00"},
        {{"2026-11-02 10:00 start 3cd", "2026-11-02 20:00 pause", "2026-11-03 20:00 resume"}, "2026-11-07 00:00"},
    };
    static const struct ledger_case midnight_cases[] = {
        {{"2026-11-02 10:00 start 2wd"}, "2026-11-05 00:00"},
        {{"2026-11-02 10:00 start 2wd", "2026-11-03 20:00 pause", "2026-11-03 23:00 resume"}, "2026-11-05 03:00"},
        {{"2026-11-06 10:00 start 1wd", "2026-11-07 20:00 pause", "2026-11-08 23:00 resume"}, "2026-11-10 00:00"},
    };
    CASES(office, cases);
    CASES(midnights, midnight_cases);
}

/* Paused each evening, when nothing runs. */
static void many_pauses_do_not_add_up(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    assert_int_equal(ledger_take(&ledger, "2026-11-02 10:00 start 5wd", office), 0);
    for (int i = 0; i < 4; i++) {
        int64_t closes = instant_of(LEDGER_ZONE, "2026-11-03 18:00") + i * LIMIT_DAY_MS;
        struct clock_entry pause = {.change = CLOCK_PAUSED, .at = closes};
        struct clock_entry resume = {.change = CLOCK_RESUMED, .at = closes + INT64_C(14) * 3600000};
        assert_int_equal(clock_take(&ledger.state, office, &pause), 0);
        assert_int_equal(clock_take(&ledger.state, office, &resume), 0);
        instant_check(ledger.state.due_at, "2026-11-09 18:00", "5wd");
    }
}

static void limits_change_and_keep_what_is_used(void **state)
{
    (void)state;
    static const struct ledger_case cases[] = {
        {{"2026-11-02 10:00 start 7d", "2026-11-04 10:00 limit 3d"}, "2026-11-05 10:00"},
        {{"2026-11-02 10:00 start 7d", "2026-11-04 10:00 limit 14d"}, "2026-11-16 10:00"},
        {{"2026-11-02 10:00 start 7d", "2026-11-04 10:00 limit 1d"}, "2026-11-04 10:00"}, /* used up as it is set */
        {{"2026-11-02 10:00 start 7d", "2026-11-03 10:00 pause", "2026-11-05 10:00 limit 3d",
          "2026-11-06 10:00 resume"},
         "2026-11-08 10:00"},
        {{"2026-11-02 10:00 start 7d", "2026-11-03 10:00 pause", "2026-11-05 10:00 limit 1h",
          "2026-11-06 10:00 resume"},
         "2026-11-06 10:00"},
        /* another kind: as if it had been this from the start, less the pauses */
        {{"2026-11-02 10:00 start 7d", "2026-11-04 10:00 limit 5wd"}, "2026-11-09 18:00"},
        {{"2026-11-02 10:00 start 7d", "2026-11-04 10:00 limit 24wh"}, "2026-11-05 10:00"},
        {{"2026-11-02 10:00 start 5wd", "2026-11-04 10:00 limit 7d"}, "2026-11-09 10:00"},
        {{"2026-11-02 10:00 start 5wd", "2026-11-04 10:00 limit 5cd"}, "2026-11-08 00:00"},
        {{"2026-11-02 10:00 start 7d", "2026-11-03 10:00 pause", "2026-11-05 10:00 resume",
          "2026-11-05 11:00 limit 24wh"},
         "2026-11-09 10:00"},
    };
    CASES(office, cases);
}

static void what_is_late_stays_late(void **state)
{
    (void)state;
    static const struct ledger_case cases[] = {
        {{"2026-11-02 10:00 start 1d", "2026-11-04 10:00 pause"}, "2026-11-03 10:00"},
        {{"2026-11-02 10:00 start 1d", "2026-11-04 10:00 pause", "2026-11-05 10:00 resume"}, "2026-11-03 10:00"},
        {{"2026-11-02 10:00 start 1d", "2026-11-04 10:00 limit 1d"}, "2026-11-03 10:00"},
        {{"2026-11-02 10:00 start 1d", "2026-11-04 10:00 limit 36h"}, "2026-11-03 10:00"}, /* used up too */
        {{"2026-11-02 10:00 start 1d", "2026-11-04 10:00 limit 3d"}, "2026-11-05 10:00"},  /* an extension */
        {{"2026-11-02 10:00 start 1d", "2026-11-03 10:00 pause"}, "2026-11-03 10:00"},     /* as it falls due */
        {{"2026-11-02 10:00 start 1d", "2026-11-04 10:00 stop", "2026-11-05 10:00 run-on"}, "2026-11-03 10:00"},
        {{"2026-11-02 10:00 start 1d", "2026-11-04 10:00 exempt"}, "2026-11-03 10:00"},
    };
    CASES(office, cases);
}

static void rework_runs_on_as_if_never_stopped(void **state)
{
    (void)state;
    static const struct ledger_case cases[] = {
        {{"2026-11-02 10:00 start 8wh", "2026-11-02 16:00 stop"}, "2026-11-03 10:00"},
        {{"2026-11-02 10:00 start 8wh", "2026-11-02 16:00 stop", "2026-11-05 10:00 run-on"}, "2026-11-03 10:00"},
        {{"2026-11-02 10:00 start 5wd", "2026-11-02 16:00 stop", "2026-11-05 10:00 run-on"}, "2026-11-09 18:00"},
        {{"2026-11-02 10:00 start 5wd", "2026-11-03 08:00 pause", "2026-11-03 16:00 stop", "2026-11-05 10:00 run-on",
          "2026-11-10 08:00 resume"},
         "2026-11-16 18:00"},
    };
    CASES(office, cases);
}

static void calendars_change_from_now_on(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    ledger_take_all(&ledger, office, (const char *const[]){"2026-11-02 10:00 start 16wh", NULL});
    instant_check(ledger.state.due_at, "2026-11-04 10:00", "16wh");
    assert_int_equal(ledger_take(&ledger, "2026-11-03 13:00 calendar", until_17),
                     0); /* 10 hours are used, 6 are left */
    instant_check(ledger.state.due_at, "2026-11-04 10:00", "16wh, 13:00-17:00 from 3 November 13:00 on");
    ledger = ledger_new();
    ledger_take_all(&ledger, office, (const char *const[]){"2026-11-02 10:00 start 2wd", NULL});
    assert_int_equal(ledger_take(&ledger, "2026-11-03 15:00 move", until_17), 0); /* in the middle of a day */
    instant_check(ledger.state.due_at, "2026-11-04 17:00", "2wd, moved");
    assert_int_equal(clock_used_ms(&ledger.state, LIMIT_CONTINUOUS), INT64_C(29) * 3600000);
    ledger = ledger_new(); /* there was no calendar at first */
    assert_int_equal(ledger_take(&ledger, "2026-11-02 10:00 start 7d", NULL), 0);
    assert_int_equal(ledger_take(&ledger, "2026-11-03 15:00 limit 2wd", NULL), CLOCK_IMPOSSIBLE);
    assert_int_equal(ledger_take(&ledger, "2026-11-03 15:00 calendar", office), 0);
    instant_check(ledger.state.due_at, "2026-11-09 10:00", "7d");
    assert_int_equal(ledger_take(&ledger, "2026-11-03 16:00 limit 2wd", NULL), 0);
    instant_check(ledger.state.due_at, "2026-11-04 18:00", "2wd");
}

static void impossible_entries_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *after[4], *line;
    } cases[] = {
        {{NULL}, "2026-11-02 10:00 pause"},
        {{NULL}, "2026-11-02 10:00 stop"},
        {{"2026-11-02 10:00 start 1d", NULL}, "2026-11-02 11:00 start 1d"},
        {{"2026-11-02 10:00 start 1d", NULL}, "2026-11-02 11:00 resume"},
        {{"2026-11-02 10:00 start 1d", NULL}, "2026-11-02 11:00 run-on"},
        {{"2026-11-02 10:00 start 1d", NULL}, "2026-11-02 09:59 pause"},
        {{"2026-11-02 10:00 start 1d", "2026-11-02 11:00 pause", NULL}, "2026-11-02 12:00 pause"},
        {{"2026-11-02 10:00 start 1d", "2026-11-02 11:00 pause", NULL}, "2026-11-02 10:30 resume"},
        {{"2026-11-02 10:00 start 1d", "2026-11-02 11:00 stop", NULL}, "2026-11-02 12:00 pause"},
        {{"2026-11-02 10:00 start 1d", "2026-11-02 11:00 stop", NULL}, "2026-11-02 12:00 limit 2d"},
        {{"2026-11-02 10:00 start 1d", "2026-11-02 11:00 stop", NULL}, "2026-11-02 10:59 run-on"},
        {{"2026-11-02 10:00 start 1d", "2026-11-02 11:00 stop", NULL}, "2026-11-02 12:00 stop"},
        {{"2026-11-02 10:00 start 1d", "2026-11-02 11:00 exempt", NULL}, "2026-11-02 12:00 exempt"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ledger ledger = ledger_new();
        ledger_take_all(&ledger, office, cases[i].after);
        struct clock_state before = ledger.state;
        if (ledger_take(&ledger, cases[i].line, office) != CLOCK_IMPOSSIBLE)
            fail_msg("%s was taken in", cases[i].line);
        assert_true(clock_same(&before, &ledger.state));
    }
    struct clock_state clock = CLOCK_NEW;
    struct clock_entry entry = {CLOCK_STARTED, 0, {LIMIT_CONTINUOUS, -1}, office};
    assert_int_equal(clock_take(&clock, NULL, &entry), CLOCK_IMPOSSIBLE);
    entry.limit = (struct limit){(enum limit_kind)5, 1000};
    assert_int_equal(clock_take(&clock, NULL, &entry), CLOCK_IMPOSSIBLE);
    entry = (struct clock_entry){(enum clock_change)0, 0, {LIMIT_CONTINUOUS, 1000}, office};
    assert_int_equal(clock_take(&clock, NULL, &entry), CLOCK_IMPOSSIBLE);
    entry = (struct clock_entry){CLOCK_STARTED, 0, {LIMIT_WORKING_TIME, 1000}, NULL};
    assert_int_equal(clock_take(&clock, NULL, &entry), CLOCK_IMPOSSIBLE);
}

static void missing_years_are_told(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    assert_int_equal(ledger_take(&ledger, "2026-12-31 10:00 start 2wd", of_2026), 2027);
    assert_int_equal(ledger.state.started_at, NO_INSTANT);
    assert_int_equal(ledger_take(&ledger, "2026-12-30 10:00 start 1wd", of_2026), 0);
    struct clock_state before = ledger.state;
    assert_int_equal(ledger_take(&ledger, "2027-01-04 10:00 pause", NULL), 2027);
    assert_true(clock_same(&before, &ledger.state));
    assert_int_equal(ledger_take(&ledger, "2027-01-04 10:00 stop", NULL), 0); /* stops all the same */
    ledger = ledger_new();
    assert_int_equal(ledger_take(&ledger, "2027-01-04 10:00 start 3d", of_2026), 0); /* needs no table */
    assert_int_equal(ledger_take(&ledger, "2027-01-05 10:00 limit 5wd", NULL), CLOCK_IMPOSSIBLE);
    assert_int_equal(ledger_take(&ledger, "2027-01-05 10:00 calendar", office), 0);
    assert_int_equal(ledger_take(&ledger, "2027-01-05 10:00 limit 5wd", NULL), 0);
    instant_check(ledger.state.due_at, "2027-01-11 18:00", "5wd");
}

static void step_check(const struct ledger *ledger, int percent, const char *after, const char *expected)
{
    struct clock_step step = {percent, {LIMIT_CONTINUOUS, 0}};
    int64_t instant = 0;
    if (after)
        step.after = limit_of(after);
    assert_int_equal(clock_instant(&ledger->state, office, step, &instant), 0);
    instant_check(instant, expected, after ? after : "part");
}

static void ladders_are_followed(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    assert_int_equal(ledger_take(&ledger, "2026-11-02 10:00 start 8wh", office), 0);
    step_check(&ledger, 0, NULL, "2026-11-02 10:00");
    step_check(&ledger, 50, NULL, "2026-11-02 16:00");
    step_check(&ledger, 100, NULL, "2026-11-03 10:00");
    step_check(&ledger, 100, "4wh", "2026-11-03 16:00");
    step_check(&ledger, 100, "1wd", "2026-11-04 18:00");
    assert_int_equal(ledger_take(&ledger, "2026-11-02 17:00 pause", NULL), 0);
    step_check(&ledger, 50, NULL, "2026-11-02 17:00"); /* passed */
    step_check(&ledger, 80, NULL, NULL);
    step_check(&ledger, 100, NULL, NULL);
    assert_int_equal(ledger_take(&ledger, "2026-11-03 17:00 resume", NULL), 0);
    step_check(&ledger, 75, NULL, "2026-11-03 18:00");
    assert_int_equal(ledger_take(&ledger, "2026-11-04 08:30 stop", NULL), 0); /* due 10:00 */
    step_check(&ledger, 75, NULL, "2026-11-03 18:00");
    step_check(&ledger, 100, NULL, NULL);
    assert_int_equal(ledger_take(&ledger, "2026-11-04 10:30 run-on", NULL), 0);
    step_check(&ledger, 100, NULL, "2026-11-04 10:00");
    assert_int_equal(ledger_take(&ledger, "2026-11-04 11:00 pause", NULL), 0); /* an hour late */
    step_check(&ledger, 100, "1wh", "2026-11-04 11:00");
    step_check(&ledger, 100, "2wh", NULL);
    assert_int_equal(ledger_take(&ledger, "2026-11-06 11:00 resume", NULL), 0);
    step_check(&ledger, 100, NULL, "2026-11-04 10:00");
    step_check(&ledger, 100, "2wh", "2026-11-06 12:00"); /* an hour after it goes on */
    step_check(&ledger, 100, "4h", "2026-11-06 14:00");
}

static void steps_after_due_wait_as_well(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    ledger_take_all(
        &ledger, office,
        (const char *const[]){"2026-11-03 15:00 start 2wh", "2026-11-04 09:00 pause", "2026-11-05 16:00 resume", NULL});
    step_check(&ledger, 100, NULL, "2026-11-03 17:00");
    step_check(&ledger, 100, "3wh", "2026-11-05 17:00"); /* two hours of three had run before the pause */
    step_check(&ledger, 100, "16h", "2026-11-06 04:00"); /* 16 of 16, but what ran is told in working time: later */
    ledger = ledger_new();
    ledger_take_all(
        &ledger, office,
        (const char *const[]){"2026-11-03 15:00 start 2h", "2026-11-04 09:00 pause", "2026-11-05 16:00 resume", NULL});
    step_check(&ledger, 100, "17h", "2026-11-05 17:00");
}

static void what_is_used_and_left(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    int64_t used = 0;
    assert_int_equal(ledger_take(&ledger, "2026-11-02 10:00 start 2wd", office), 0);
    assert_int_equal(clock_elapsed(&ledger.state, office, instant_of(LEDGER_ZONE, "2026-11-02 17:00"), &used), 0);
    assert_int_equal(used, 0);
    assert_int_equal(clock_elapsed(&ledger.state, office, instant_of(LEDGER_ZONE, "2026-11-03 12:00"), &used), 0);
    assert_int_equal(used, LIMIT_DAY_MS / 2);
    assert_int_equal(clock_remaining(&ledger.state, office, instant_of(LEDGER_ZONE, "2026-11-05 18:00"), &used), 0);
    assert_int_equal(used, -LIMIT_DAY_MS);
    assert_int_equal(ledger_take(&ledger, "2026-11-03 12:00 stop", office), 0);
    assert_int_equal(clock_elapsed(&ledger.state, office, instant_of(LEDGER_ZONE, "2026-11-05 18:00"), &used), 0);
    assert_int_equal(used, LIMIT_DAY_MS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pauses_are_neither_lost_nor_given),
        cmocka_unit_test(many_pauses_do_not_add_up),
        cmocka_unit_test(limits_change_and_keep_what_is_used),
        cmocka_unit_test(what_is_late_stays_late),
        cmocka_unit_test(rework_runs_on_as_if_never_stopped),
        cmocka_unit_test(calendars_change_from_now_on),
        cmocka_unit_test(impossible_entries_are_refused),
        cmocka_unit_test(missing_years_are_told),
        cmocka_unit_test(ladders_are_followed),
        cmocka_unit_test(steps_after_due_wait_as_well),
        cmocka_unit_test(what_is_used_and_left),
    };
    return cmocka_run_group_tests(tests, calendars_make, calendars_drop);
}
