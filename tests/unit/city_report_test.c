/* When standing reports are due, and of which period. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/city/report_file.h"
#include "common/time/date.h"
#include "common/time/zone.h"

static struct zone *zone;

static int32_t date(const char *text)
{
    int32_t day = 0;
    assert_true(date_parse(text, strlen(text), &day));
    return day;
}

/* The instant of a wall clock time of Shanghai. */
static int64_t at(const char *day, int hour, int minute)
{
    return zone_instant(zone, (int64_t)date(day) * 86400 + (int64_t)hour * 3600 + (int64_t)minute * 60);
}

static void last_due_is(const struct standing_report *report, int64_t now, const char *first)
{
    char text[DATE_TEXT_BYTES];
    date_print(report_last_due(report, zone, now), text);
    assert_string_equal(text, first);
}

static void a_day(void **state)
{
    const struct standing_report daily = {.kind = REPORT_DAILY, .at = 8 * 3600};
    (void)state;
    last_due_is(&daily, at("2024-03-01", 7, 59), "2024-02-28");
    last_due_is(&daily, at("2024-03-01", 8, 0), "2024-02-29");
    assert_int_equal(report_period_next(REPORT_DAILY, date("2024-02-29")), date("2024-03-01"));
}

static void a_week(void **state)
{
    const struct standing_report weekly = {.kind = REPORT_WEEKLY, .at = 9 * 3600, .weekday = 1}; /* Tuesday */
    (void)state;
    last_due_is(&weekly, at("2024-01-09", 8, 59), "2023-12-25");
    last_due_is(&weekly, at("2024-01-09", 9, 0), "2024-01-01"); /* a Monday */
    last_due_is(&weekly, at("2024-01-14", 23, 59), "2024-01-01");
    assert_int_equal(report_period_first(REPORT_WEEKLY, date("2024-01-07")), date("2024-01-01"));
    assert_int_equal(report_period_next(REPORT_WEEKLY, date("2024-01-01")), date("2024-01-08"));
}

static void a_month(void **state)
{
    const struct standing_report monthly = {.kind = REPORT_MONTHLY, .at = 10 * 3600, .day = 28};
    (void)state;
    last_due_is(&monthly, at("2024-03-28", 9, 59), "2024-01-01");
    last_due_is(&monthly, at("2024-03-28", 10, 0), "2024-02-01");
    last_due_is(&monthly, at("2024-01-01", 0, 0), "2023-11-01");
    assert_int_equal(report_period_first(REPORT_MONTHLY, date("2024-02-29")), date("2024-02-01"));
    assert_int_equal(report_period_next(REPORT_MONTHLY, date("2024-01-01")), date("2024-02-01"));
    assert_int_equal(report_period_next(REPORT_MONTHLY, date("2024-12-01")), date("2025-01-01"));
}

/* From the last one that is due on, each period follows the one before without a gap, and is due later. */
static void periods_follow(void **state)
{
    static const enum report_kind kinds[] = {REPORT_DAILY, REPORT_WEEKLY, REPORT_MONTHLY};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const struct standing_report report = {.kind = kinds[i], .at = 3600, .day = 1};
        int32_t first = report_last_due(&report, zone, at("2023-02-27", 12, 0));
        for (int period = 0; period < 800; period++) {
            int32_t next = report_period_next(kinds[i], first);
            assert_int_equal(report_period_first(kinds[i], next - 1), first);
            assert_int_equal(report_period_first(kinds[i], next), next);
            assert_true(report_due(&report, zone, next) > report_due(&report, zone, first));
            assert_int_equal(report_last_due(&report, zone, report_due(&report, zone, first)), first);
            first = next;
        }
    }
}

int main(void)
{
    const char *fault;
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_day), cmocka_unit_test(a_week), cmocka_unit_test(a_month),
                                       cmocka_unit_test(periods_follow)};
    zone = zone_read("Asia/Shanghai", &fault);
    int result = zone ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
    zone_destroy(&zone);
    return result;
}
