/* Quiet hours: by night, on days of rest, and where clocks are set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/time/date.h"
#include "common/time/quiet.h"

static struct zone *zone_of(const char *name)
{
    const char *fault = NULL;
    struct zone *zone = zone_read(name, &fault);
    if (!zone)
        fail_msg("%s: %s", name, fault);
    return zone;
}

/* The instant at which the zone's wall shows it, "2026-11-02 21:30". */
static int64_t at(const struct zone *zone, const char *text)
{
    int32_t date;
    assert_true(date_parse(text, 10, &date));
    int hour = atoi(text + 11), minute = atoi(text + 14);
    return zone_instant(zone, (int64_t)date * 86400 + (int64_t)hour * 3600 + (int64_t)minute * 60);
}

static void expect(const struct zone *zone, const struct interval *hours, const struct calendar *rest, const char *now,
                   const char *until)
{
    int64_t found = quiet_until(hours, rest, zone, at(zone, now)), wanted = at(zone, until);
    if (found != wanted)
        fail_msg("%s: expected %s, found %lld s later", now, until, (long long)(found - wanted) / 1000);
}

static void nights_are_quiet(void **state)
{
    static const struct interval night = {21 * 3600, 32 * 3600}, noon = {12 * 3600, 14 * 3600};
    struct zone *zone = zone_of("Asia/Shanghai");
    (void)state;
    expect(zone, &night, NULL, "2026-11-02 20:59", "2026-11-02 20:59");
    expect(zone, &night, NULL, "2026-11-02 21:00", "2026-11-03 08:00");
    expect(zone, &night, NULL, "2026-11-02 23:59", "2026-11-03 08:00");
    expect(zone, &night, NULL, "2026-11-03 00:00", "2026-11-03 08:00");
    expect(zone, &night, NULL, "2026-11-03 07:59", "2026-11-03 08:00");
    expect(zone, &night, NULL, "2026-11-03 08:00", "2026-11-03 08:00");
    expect(zone, &noon, NULL, "2026-11-03 13:00", "2026-11-03 14:00");
    expect(zone, NULL, NULL, "2026-11-03 03:00", "2026-11-03 03:00");
    zone_destroy(&zone);
}

/* Clocks are set back at 03:00 on 2026-10-25 and forward at 02:00 on 2026-03-29. */
static void nights_end_by_the_wall(void **state)
{
    static const struct interval night = {21 * 3600, 32 * 3600};
    struct zone *zone = zone_of("Europe/Berlin");
    (void)state;
    expect(zone, &night, NULL, "2026-10-24 22:00", "2026-10-25 08:00");
    expect(zone, &night, NULL, "2026-03-28 22:00", "2026-03-29 08:00");
    assert_int_equal(at(zone, "2026-10-25 08:00") - at(zone, "2026-10-24 21:00"), 12 * 3600000);
    zone_destroy(&zone);
}

static void days_of_rest_are_quiet(void **state)
{
    static const struct interval night = {21 * 3600, 32 * 3600};
    struct calendar_plan plan = {.day_end = DAY_ENDS_CLOSE, .first_year = 2026, .last_year = 2026};
    struct day_exception holiday = {0, DAY_HOLIDAY, "假"};
    struct calendar_fault fault;
    struct zone *zone = zone_of("Asia/Shanghai"), *own = zone_of("Asia/Shanghai");
    (void)state;
    for (int day = 0; day < 5; day++)
        plan.week[day] = (struct hours){1, {{9 * 3600, 17 * 3600}}};
    assert_true(date_parse("2026-11-02", 10, &holiday.date)); /* a Monday */
    plan.exceptions = &holiday;
    plan.exception_count = 1;
    struct calendar *calendar = calendar_new(&own, &plan, &fault);
    assert_non_null(calendar);
    expect(zone, &night, calendar, "2026-10-30 12:00", "2026-10-30 12:00"); /* Friday */
    expect(zone, &night, calendar, "2026-10-30 21:30", "2026-11-03 08:00"); /* over the weekend and the holiday */
    expect(zone, &night, calendar, "2026-10-31 12:00", "2026-11-03 08:00");
    expect(zone, NULL, calendar, "2026-10-31 12:00", "2026-11-03 00:00");
    expect(zone, NULL, calendar, "2027-01-02 12:00", "2027-01-02 12:00"); /* a year that is not loaded is not quiet */
    calendar_destroy(&calendar);
    zone_destroy(&zone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nights_are_quiet),
        cmocka_unit_test(nights_end_by_the_wall),
        cmocka_unit_test(days_of_rest_are_quiet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
