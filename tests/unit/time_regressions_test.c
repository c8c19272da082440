/* What went wrong elsewhere: threads of other ticket systems where limits lost or invented time, each with what it is
 * here. A test is called by the project and the number of the thread. 2 November 2026 is a Monday.
 */
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

static struct calendar *office; /* 08:00-12:00, 14:00-18:00, Monday to Friday */

static int office_make(void **state)
{
    (void)state;
    struct calendar_plan plan = plan_of_office(2026, 2027);
    office = plan_calendar(LEDGER_ZONE, &plan);
    return 0;
}

static int office_drop(void **state)
{
    (void)state;
    calendar_destroy(&office);
    return 0;
}

static struct calendar_plan plan_of_days(int days, const char *hours)
{
    struct calendar_plan plan = {.day_end = DAY_ENDS_CLOSE, .first_year = 2026, .last_year = 2027};
    for (int i = 0; i < 7; i++)
        if (days >> i & 1)
            hours_add(&plan.week[i], hours);
    return plan;
}

static void due_check(const struct clock_state *state, const char *expected)
{
    const char *text = instant_text(state->due_at);
    if (strncmp(text, expected, strlen(expected)) != 0)
        fail_msg("due %s, expected %s", text, expected);
}

/* When a clock is due, or warns at a part of its limit; NO_INSTANT: it does not. */
static int64_t step_instant(const struct ledger *ledger, int percent)
{
    int64_t instant = 0;
    struct clock_step step = {percent, {LIMIT_CONTINUOUS, 0}};
    assert_int_equal(clock_instant(&ledger->state, office, step, &instant), 0);
    return instant;
}

/* https://github.com/glpi-project/glpi/issues/6902 "Pending time not considered when SLA is changed": a ticket was set
 * to pending, then its urgency was raised, and the limit that came with it was counted from the opening as if it had
 * never waited: overdue, although it had not been worked on for a minute. */
static void glpi_6902(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    ledger_take_all(&ledger, office,
                    (const char *const[]){"2026-11-02 08:00 start 8wh", "2026-11-02 08:30 pause",
                                          "2026-11-03 16:00 limit 2wh", NULL});
    assert_int_equal(ledger.state.due_at, NO_INSTANT); /* pending: nothing can be overdue */
    assert_int_equal(ledger_take(&ledger, "2026-11-04 08:00 resume", office), 0);
    due_check(&ledger.state, "2026-11-04 09:30"); /* half an hour of two is used */
}

/* https://github.com/glpi-project/glpi/issues/15605 "SLA and Pause time": on hold for days, and then the priority
 * changed: the new limit was counted from the opening, and the pause that had added up was lost. Here the pause is over
 * before the limit changes. */
static void glpi_15605(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    ledger_take_all(&ledger, office,
                    (const char *const[]){"2026-11-02 08:00 start 5d", "2026-11-02 20:00 pause",
                                          "2026-11-09 20:00 resume", "2026-11-09 21:00 limit 2d", NULL});
    due_check(&ledger.state, "2026-11-11 08:00"); /* 7 days later than 2 days after the start */
    assert_int_equal(ledger_take(&ledger, "2026-11-10 08:00 limit 3wd", office), 0); /* in working days just so */
    due_check(&ledger.state, "2026-11-12 18:00"); /* 5 working days after 5 November, which it would have been */
}

/* https://github.com/glpi-project/glpi/issues/24481 "OLA/SLA can become violated even when the ticket is pending and
 * with a pending reason": the due time that was stored stood still while the ticket was pending, and was passed. */
static void glpi_24481(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    int64_t used = 0;
    ledger_take_all(&ledger, office,
                    (const char *const[]){"2026-11-02 08:00 start 4wh", "2026-11-02 10:00 pause", NULL});
    assert_int_equal(step_instant(&ledger, 100), NO_INSTANT);
    assert_int_equal(step_instant(&ledger, 80), NO_INSTANT);
    assert_int_equal(clock_elapsed(&ledger.state, office, instant_of(LEDGER_ZONE, "2026-12-02 10:00"), &used), 0);
    assert_int_equal(used, 2 * 3600000);
    assert_int_equal(ledger_take(&ledger, "2026-12-02 10:00 resume", office), 0);
    due_check(&ledger.state, "2026-12-02 12:00");
}

/* https://github.com/zammad/zammad/issues/3180 "Calendar counts 24/7 business hours as closed for 1 minute at
 * midnight": the last minute that could be entered was 23:59, and each midnight added a minute to a limit. */
static void zammad_3180(void **state)
{
    (void)state;
    struct calendar_plan plan = plan_of_days(127, "00:00-24:00");
    struct calendar *always = plan_calendar(LEDGER_ZONE, &plan);
    struct ledger ledger = ledger_new();
    assert_int_equal(ledger_take(&ledger, "2026-11-02 23:30 start 72wh", always), 0);
    due_check(&ledger.state, "2026-11-05 23:30:00.000");
    assert_int_equal(ledger_take(&ledger, "2026-11-03 00:00 limit 1wm", always), 0);
    assert_int_equal(ledger_take(&ledger, "2026-11-03 00:01 limit 60wm", always), 0);
    due_check(&ledger.state, "2026-11-03 00:30:00.000");
    calendar_destroy(&always);
}

/* https://github.com/zammad/zammad/issues/3140 "Update time SLAs escalates tickets with agent response": the clock that
 * was to be stopped by the answer was not, and the ticket escalated although everything asked for had been done. */
static void zammad_3140(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    ledger_take_all(&ledger, office,
                    (const char *const[]){"2026-11-02 08:00 start 4wh", "2026-11-02 11:00 stop", NULL});
    assert_int_equal(step_instant(&ledger, 50), instant_of(LEDGER_ZONE, "2026-11-02 10:00")); /* had come by then */
    assert_int_equal(step_instant(&ledger, 75), NO_INSTANT); /* in the ms of the stop: in time */
    assert_int_equal(step_instant(&ledger, 100), NO_INSTANT);
    struct clock_step escalation = {100, {LIMIT_CONTINUOUS, 3600000}};
    int64_t instant = 0;
    assert_int_equal(clock_instant(&ledger.state, office, escalation, &instant), 0);
    assert_int_equal(instant, NO_INSTANT);
}

/* https://github.com/zammad/zammad/issues/5177 "SLA update time overrules ticket escalation if first response is
 * higher": a ticket had one due time for all of its limits, and the shorter limit took the longer one's place. Here
 * each limit is a clock of its own. */
static void zammad_5177(void **state)
{
    (void)state;
    struct ledger sign_off = ledger_new(), update = ledger_new();
    assert_int_equal(ledger_take(&sign_off, "2026-11-02 08:00 start 8wh", office), 0);
    assert_int_equal(ledger_take(&update, "2026-11-02 08:00 start 2wh", office), 0);
    due_check(&sign_off.state, "2026-11-02 18:00");
    due_check(&update.state, "2026-11-02 10:00");
    assert_int_equal(ledger_take(&update, "2026-11-02 09:00 stop", office), 0);
    due_check(&sign_off.state, "2026-11-02 18:00");
    assert_int_equal(step_instant(&sign_off, 50), instant_of(LEDGER_ZONE, "2026-11-02 12:00"));
}

/* https://github.com/osTicket/osTicket/issues/5160 "Error marking Overdue": the limit of an overdue ticket was changed,
 * its due time lay in the future, and still it was marked overdue until it was saved once more: the mark was kept
 * beside the due time. Here there is no mark. */
static void osticket_5160(void **state)
{
    (void)state;
    struct ledger ledger = ledger_new();
    int64_t left = 0, now = instant_of(LEDGER_ZONE, "2026-11-05 08:00");
    ledger_take_all(&ledger, office,
                    (const char *const[]){"2026-11-02 08:00 start 2d", "2026-11-05 08:00 limit 5d", NULL});
    due_check(&ledger.state, "2026-11-07 08:00");
    assert_int_equal(ledger.state.late_from, ledger.state.due_at);
    assert_int_equal(step_instant(&ledger, 100), ledger.state.due_at);
    assert_int_equal(clock_remaining(&ledger.state, office, now, &left), 0);
    assert_int_equal(left, 2 * LIMIT_DAY_MS);
}

/* https://github.com/osTicket/osTicket/issues/5955 "Prevent overdue notice when reopening ticket with passed due date":
 * solved in time, opened again after its due time, and overdue at once. Here opening again starts a new clock with its
 * whole limit, and the first one stays in time; only rework lets the first one run on, which says so. */
static void osticket_5955(void **state)
{
    (void)state;
    struct ledger first = ledger_new(), second = ledger_new();
    ledger_take_all(&first, office, (const char *const[]){"2026-11-02 08:00 start 2d", "2026-11-03 08:00 stop", NULL});
    assert_int_equal(ledger_take(&second, "2026-11-10 08:00 start 2d", office), 0);
    due_check(&second.state, "2026-11-12 08:00");
    assert_int_equal(step_instant(&first, 100), NO_INSTANT);
    assert_int_equal(ledger_take(&first, "2026-11-10 08:00 start 2d", office), CLOCK_IMPOSSIBLE);
    assert_int_equal(ledger_take(&first, "2026-11-10 08:00 run-on", office), 0);
    assert_int_equal(step_instant(&first, 100), instant_of(LEDGER_ZONE, "2026-11-04 08:00"));
}

/* The last day of `worked` days that come after a start, counted by hand. */
static int32_t day_after(int days, int32_t date, int worked)
{
    while (worked)
        worked -= days >> date_weekday(++date) & 1;
    return date;
}

/* https://github.com/osTicket/osTicket/issues/6739 "SLA does not calculate correctly if you do not specify Monday AND
 * Thursday": with working hours on Tuesdays only, tickets were overdue at once or on the last day of the week. Here
 * every choice of weekdays, from every day of a week. */
static void osticket_6739(void **state)
{
    (void)state;
    int32_t monday = date_of(2026, 11, 2);
    for (int days = 1; days < 128; days++) {
        struct calendar_plan plan = plan_of_days(days, "08:00-17:00");
        struct calendar *calendar = plan_calendar(LEDGER_ZONE, &plan);
        for (int32_t start = monday; start < monday + 7; start++) {
            int64_t evening = start * LIMIT_DAY_MS + INT64_C(12) * 3600000; /* 20:00 in China */
            for (int worked = 1; worked <= 9; worked++) {
                struct clock_state state_of = CLOCK_NEW;
                int64_t expected = day_after(days, start, worked) * LIMIT_DAY_MS + INT64_C(9) * 3600000;
                struct clock_entry entry = {
                    CLOCK_STARTED, evening, {LIMIT_WORKING_TIME, worked * INT64_C(32400000)}, calendar};
                assert_int_equal(clock_take(&state_of, NULL, &entry), 0);
                assert_int_equal(state_of.due_at, expected);
                entry.limit = (struct limit){LIMIT_WORKING_DAYS, worked * LIMIT_DAY_MS};
                state_of = CLOCK_NEW;
                assert_int_equal(clock_take(&state_of, NULL, &entry), 0);
                assert_int_equal(state_of.due_at, expected);
            }
        }
        calendar_destroy(&calendar);
    }
}

/* https://github.com/chatwoot/chatwoot/issues/5254 "Multiple Business Hours per day in the same inbox": working hours
 * from 21:00 to 02:00 were refused ("starting time should be before closing time"). */
static void chatwoot_5254(void **state)
{
    (void)state;
    struct calendar_plan plan = plan_of_days(127, "21:00-02:00");
    for (int i = 0; i < 7; i++) { /* and several a day */
        plan.week[i] = (struct hours){0};
        hours_add(&plan.week[i], "10:00-14:00");
        hours_add(&plan.week[i], "21:00-02:00");
    }
    struct calendar *nights = plan_calendar(LEDGER_ZONE, &plan);
    struct ledger ledger = ledger_new();
    assert_int_equal(ledger_take(&ledger, "2026-11-02 23:30 start 4wh", nights), 0);
    due_check(&ledger.state, "2026-11-03 11:30");
    assert_int_equal(ledger_take(&ledger, "2026-11-03 01:00 pause", nights), 0);
    assert_int_equal(ledger_take(&ledger, "2026-11-03 12:00 resume", nights), 0);
    due_check(&ledger.state, "2026-11-03 21:30");
    assert_int_equal(ledger_take(&ledger, "2026-11-03 13:00 limit 1wd", nights), 0);
    due_check(&ledger.state, "2026-11-04 13:00"); /* 3 November closes at 02:00, and 3 hours were paused */
    calendar_destroy(&nights);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(glpi_6902),     cmocka_unit_test(glpi_15605),    cmocka_unit_test(glpi_24481),
        cmocka_unit_test(zammad_3180),   cmocka_unit_test(zammad_3140),   cmocka_unit_test(zammad_5177),
        cmocka_unit_test(osticket_5160), cmocka_unit_test(osticket_5955), cmocka_unit_test(osticket_6739),
        cmocka_unit_test(chatwoot_5254),
    };
    return cmocka_run_group_tests(tests, office_make, office_drop);
}
