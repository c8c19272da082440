/* Explanations of due times: as they read, and that their sums are what the clock says. Office hours are 08:00-12:00
 * and 14:00-18:00, Monday to Friday; 2026-10-01 to 07 is free and Saturday the 10th is worked for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/time/date.h"
#include "common/time/explain_text.h"
#include "tests/unit/time_ledger.h"
#include "tests/unit/time_plans.h"

static struct calendar *office;  /* 2026 */
static struct calendar *longest; /* 2026 to 2028 */

static int calendars_make(void **state)
{
    (void)state;
    static struct day_exception autumn[8];
    for (int i = 0; i < 7; i++)
        autumn[i] = (struct day_exception){date_of(2026, 10, 1 + i), DAY_HOLIDAY, "国庆节"};
    autumn[7] = (struct day_exception){date_of(2026, 10, 10), DAY_SWAPPED, "国庆节"};
    struct calendar_plan plan = plan_of_office(2026, 2026);
    plan.exceptions = autumn;
    plan.exception_count = 8;
    office = plan_calendar(LEDGER_ZONE, &plan);
    plan.last_year = 2028;
    longest = plan_calendar(LEDGER_ZONE, &plan);
    return 0;
}

static int calendars_drop(void **state)
{
    (void)state;
    calendar_destroy(&office);
    calendar_destroy(&longest);
    return 0;
}

static void text_check(const struct ledger *ledger, const char *now, const char *const *expected)
{
    struct explain explain;
    size_t i = 0;
    int64_t at = now ? instant_of(LEDGER_ZONE, now) : NO_INSTANT;
    assert_int_equal(explain_make(&explain, ledger->entries, ledger->count, at), 0);
    for (; i < explain.count; i++) {
        char text[EXPLAIN_TEXT_BYTES];
        explain_print(&explain.lines[i], text);
        if (!expected[i])
            fail_msg("one line more: %s", text);
        assert_string_equal(text, expected[i]);
    }
    assert_null(expected[i]);
    assert_true(clock_same(&explain.state, &ledger->state));
    explain_clear(&explain);
}

static void days_are_told(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    ledger_take_all(&ledger, office, (const char *const[]){"2026-09-30 16:00 start 3wd", NULL});
    static const char *const lines[] = {
        "2026-09-30 16:00  started 起算, limit 3wd: due 2026-10-10 18:00",
        "  2026-09-30 Wed 16:00-18:00: day of the start, not counted",
        "  2026-10-01 Thu holiday 节假日 国庆节: 0 days; used 0 days, left 3 days",
        "  2026-10-02 Fri holiday 节假日 国庆节: 0 days; used 0 days, left 3 days",
        "  2026-10-03 Sat holiday 节假日 国庆节: 0 days; used 0 days, left 3 days",
        "  2026-10-04 Sun holiday 节假日 国庆节: 0 days; used 0 days, left 3 days",
        "  2026-10-05 Mon holiday 节假日 国庆节: 0 days; used 0 days, left 3 days",
        "  2026-10-06 Tue holiday 节假日 国庆节: 0 days; used 0 days, left 3 days",
        "  2026-10-07 Wed holiday 节假日 国庆节: 0 days; used 0 days, left 3 days",
        "  2026-10-08 Thu 08:00-12:00 14:00-18:00: 1 day; used 1 day, left 2 days",
        "  2026-10-09 Fri 08:00-11:00: 0.375 days; used 1.375 days, left 1.625 days",
        "2026-10-09 11:00  now 现在: used 1.375 days, left 1.625 days",
        "  2026-10-09 Fri 11:00-12:00 14:00-18:00: 0.625 days; used 2 days, left 1 day",
        "  2026-10-10 Sat swapped 调休上班 国庆节 08:00-12:00 14:00-18:00: 1 day; used 3 days, left 0 days",
        "2026-10-10 18:00  due 到期",
        NULL,
    };
    text_check(&ledger, "2026-10-09 11:00", lines);
}

/* A line of the text is a line here. */
/* clang-format off */
static void entries_are_told(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    ledger_take_all(&ledger, office,
                    (const char *const[]){"2026-11-02 16:00 start 4wh", "2026-11-02 17:00 pause",
                                          "2026-11-06 17:30:20 resume", "2026-11-09 10:00 limit 8wh",
                                          "2026-11-09 17:00 stop", "2026-11-10 09:00 run-on", "2026-11-10 18:00 stop",
                                          "2026-11-11 18:00 exempt", NULL});
    static const char *const lines[] = {
        "2026-11-02 16:00  started 起算, limit 4wh: due 2026-11-03 10:00",
        "  2026-11-02 Mon 16:00-17:00: 1h; used 1h, left 3h",
        "2026-11-02 17:00  paused 暂停: used 1h, left 3h; no due time",
        "  not counted until 2026-11-06 17:30:20",
        "2026-11-06 17:30:20  resumed 恢复: used 1h, left 3h; due 2026-11-09 10:30:20",
        "  2026-11-06 Fri 17:30:20-18:00: 29m 40s; used 1h 29m 40s, left 2h 30m 20s",
        "  2026-11-07 Sat rest 休息: 0h; used 1h 29m 40s, left 2h 30m 20s",
        "  2026-11-08 Sun rest 休息: 0h; used 1h 29m 40s, left 2h 30m 20s",
        "  2026-11-09 Mon 08:00-10:00: 2h; used 3h 29m 40s, left 30m 20s",
        "2026-11-09 10:00  limit changed 变更时限, limit 8wh: used 3h 29m 40s, left 4h 30m 20s; due 2026-11-09 16:30:20",
        "  2026-11-09 Mon 10:00-12:00 14:00-16:30:20: 4h 30m 20s; used 8h, left 0h",
        "2026-11-09 16:30:20  due 到期",
        "  2026-11-09 Mon 16:30:20-17:00: 29m 40s; used 8h 29m 40s, late by 29m 40s",
        "2026-11-09 17:00  stopped 停止: used 8h 29m 40s, late by 29m 40s; due 2026-11-09 16:30:20",
        "  2026-11-09 Mon 17:00-18:00: 1h; used 9h 29m 40s, late by 1h 29m 40s",
        "  2026-11-10 Tue 08:00-09:00: 1h; used 10h 29m 40s, late by 2h 29m 40s",
        "2026-11-10 09:00  runs on as if it had not stopped 返工续算: used 10h 29m 40s, late by 2h 29m 40s; due 2026-11-09 16:30:20",
        "  2026-11-10 Tue 09:00-12:00 14:00-18:00: 7h; used 17h 29m 40s, late by 9h 29m 40s",
        "2026-11-10 18:00  stopped 停止: used 17h 29m 40s, late by 9h 29m 40s; due 2026-11-09 16:30:20",
        "2026-11-11 18:00  exempted from assessment 考核剔除: used 17h 29m 40s, late by 9h 29m 40s; due 2026-11-09 16:30:20",
        NULL,
    };
    text_check(&ledger, "2026-11-20 09:00", lines);
}

/* clang-format on */
static void other_kinds_are_told(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    ledger_take_all(&ledger, NULL, (const char *const[]){"2026-11-02 16:00 start 2h", NULL});
    static const char *const without[] = {
        "2026-11-02 08:00Z  started 起算, limit 2h: due 2026-11-02 10:00Z",
        "  2026-11-02 08:00Z to 2026-11-02 10:00Z: 2h; used 2h, left 0h",
        "2026-11-02 10:00Z  due 到期",
        "2026-11-02 11:30Z  now 现在: used 3h 30m, late by 1h 30m",
        NULL,
    };
    text_check(&ledger, "2026-11-02 19:30", without);
    ledger = ledger_new();
    ledger_take_all(&ledger, office,
                    (const char *const[]){"2026-12-30 16:00 start 1cd", "2026-12-31 12:00 pause", NULL});
    static const char *const calendar_days[] = {
        "2026-12-30 16:00  started 起算, limit 1cd: due 2027-01-01 00:00",
        "  2026-12-30 Wed 16:00-24:00: day of the start, not counted",
        "  2026-12-31 Thu 00:00-12:00: 0.5 days; used 0.5 days, left 0.5 days",
        "2026-12-31 12:00  paused 暂停: used 0.5 days, left 0.5 days; no due time",
        "  not counted until it is resumed",
        "2027-02-01 12:00  now 现在: used 0.5 days, left 0.5 days",
        NULL,
    };
    text_check(&ledger, "2027-02-01 12:00", calendar_days);
    ledger = ledger_new();
    ledger_take_all(&ledger, office,
                    (const char *const[]){"2026-12-30 16:00 start 2wh", "2027-01-04 12:00 stop", NULL});
    static const char *const unknown[] = {
        "2026-12-30 16:00  started 起算, limit 2wh: due 2026-12-30 18:00",
        "  2026-12-30 Wed 16:00-18:00: 2h; used 2h, left 0h",
        "2026-12-30 18:00  due 到期",
        "  2026-12-30 Wed: 0h; used 2h, left 0h",
        "  2026-12-31 Thu 08:00-12:00 14:00-18:00: 8h; used 10h, late by 8h",
        "  the year 2027 is not loaded: what was counted is not known until 2027-01-04 12:00",
        "2027-01-04 12:00  stopped 停止: what is used is not known without the year 2027; due 2026-12-30 18:00",
        NULL,
    };
    text_check(&ledger, NULL, unknown);
}

/* Lines follow on one another, and what they count adds up to what the clock says. */
static void explanation_check(const struct explain *explain)
{
    int64_t used = 0, at = NO_INSTANT, due = NO_INSTANT;
    for (size_t i = 0; i < explain->count; i++) {
        const struct explain_line *line = &explain->lines[i];
        int64_t ran = 0;
        assert_true(at == NO_INSTANT || line->from == at);
        at = line->to;
        for (int j = 0; j < line->interval_count; j++)
            ran += line->intervals[j].close - line->intervals[j].open;
        used += line->counted_ms;
        assert_int_equal(line->used_ms, used);
        assert_int_equal(line->left_ms, line->limit.milliseconds - used);
        if (line->kind == EXPLAIN_DAY && line->limit.kind <= LIMIT_WORKING_TIME)
            assert_int_equal(ran, line->counted_ms);
        if (line->kind == EXPLAIN_DUE)
            due = line->from;
        assert_true(line->kind != EXPLAIN_DUE || line->left_ms == 0);
    }
    assert_int_equal(due, explain->state.due_at);
    assert_int_equal(used, explain->state.limit.milliseconds);
}

/* Starts, pauses and goes on at random, the limit being long enough not to be used up in between. */
static void sums_are_right(void **state)
{
    (void)state;
    uint64_t random = 20260101;
    for (int trial = 0; trial < 3000; trial++) {
        struct clock_entry entries[9];
        size_t count = 1 + 2 * random_below(&random, 5);
        int64_t at = instant_of(LEDGER_ZONE, "2026-02-02 00:00") + (int64_t)random_below(&random, 50000000000 / 2);
        struct limit limit = {LIMIT_CONTINUOUS + (int)random_below(&random, LIMIT_KINDS), 40 * LIMIT_DAY_MS};
        for (size_t i = 0; i < count; i++) {
            entries[i] = (struct clock_entry){i == 0  ? CLOCK_STARTED
                                              : i % 2 ? CLOCK_PAUSED
                                                      : CLOCK_RESUMED,
                                              at, limit, longest};
            at += (int64_t)random_below(&random, 4 * LIMIT_DAY_MS);
        }
        struct explain explain;
        assert_int_equal(explain_make(&explain, entries, count, NO_INSTANT), 0);
        explanation_check(&explain);
        explain_clear(&explain);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_told),
        cmocka_unit_test(entries_are_told),
        cmocka_unit_test(other_kinds_are_told),
        cmocka_unit_test(sums_are_right),
    };
    return cmocka_run_group_tests(tests, calendars_make, calendars_drop);
}
