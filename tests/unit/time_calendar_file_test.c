/* Calendars from files: what is refused and how it is told, and the year tables that are shipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/city/calendar_file.h"
#include "common/time/date.h"
#include "tests/unit/city_texts.h"
#include "tests/unit/time_plans.h"

#define DAY_HOURS "[08:00-12:00, 14:00-18:00]"
#define WEEK                                                                                                           \
    "week:\n  monday: " DAY_HOURS "\n  tuesday: " DAY_HOURS "\n  wednesday: " DAY_HOURS "\n  thursday: " DAY_HOURS     \
    "\n  friday: " DAY_HOURS "\n"
#define CALENDAR     "years: y\nday_ends: close\n" WEEK
#define YEAR(NUMBER) "year: " #NUMBER "\nsource: s\nlicence: l\nholidays:\n"
#define MAY          "- {name: M, from: 2026-05-01, to: 2026-05-05, days: 5, work: [2026-05-09]}\n"

/* Reads a calendar and the table of 2026, and compares all faults as they are printed. */
static void expect_faults(const char *calendar_text, const char *year_text, const char *expected)
{
    struct pack_text calendar = {"calendar.yaml", calendar_text, strlen(calendar_text)};
    struct pack_text year = {"y/2026.yaml", year_text, strlen(year_text)};
    struct pack_faults faults = {0};
    struct calendar *read = NULL;
    char *told = NULL;
    size_t told_length = 0;
    bool good = calendar_read_texts(&calendar, &year, 1, "Asia/Shanghai", &read, &faults);
    FILE *stream = open_memstream(&told, &told_length);
    pack_faults_print(&faults, stream);
    fclose(stream);
    pack_faults_clear(&faults);
    assert_string_equal(told, expected);
    free(told);
    assert_int_equal(good, !*expected);
    assert_int_equal(read != NULL, good);
    calendar_destroy(&read);
}

static void good_calendar_has_no_fault(void **state)
{
    (void)state;
    expect_faults(CALENDAR, YEAR(2026) MAY, "");
    expect_faults("years: y\nday_ends: midnight\nweek:\n  sunday: [22:00-06:00]\nswapped: [00:00-24:00]\n",
                  YEAR(2026) MAY, "");
}

static void hours_are_checked(void **state)
{
    (void)state;
    expect_faults("years: y\nday_ends: never\nweek:\n  monday: [08:00-12:00, 11:00-13:00]\n  tuesday: [25:00-26:00]\n"
                  "  wednesday: [22:00-06:00]\n  thursday: [05:00-06:00]\n  friday: []\n  someday: [08:00-09:00]\n"
                  "  saturday: [23:59-23:60]\nswapped: [12:00-13:00, 08:00-09:00]\n",
                  YEAR(2026) MAY,
                  "calendar.yaml:2: day_ends: \"never\" is not known, expected one of close, midnight\n"
                  "calendar.yaml:4: week.monday: \"11:00-13:00\" does not come after 08:00-12:00, expected intervals "
                  "in order that do not overlap\n"
                  "calendar.yaml:5: week.tuesday: \"25:00-26:00\" is none, expected " HOURS_EXPECTED "\n"
                  "calendar.yaml:7: week.thursday: begins before the night of wednesday ends, expected hours that do "
                  "not overlap\n"
                  "calendar.yaml:8: week.friday: has 0 entries, expected 1 to 8\n"
                  "calendar.yaml:9: week: unknown field \"someday\", expected monday, tuesday, wednesday, thursday, "
                  "friday, saturday, sunday\n"
                  "calendar.yaml:10: week.saturday: \"23:59-23:60\" is none, expected " HOURS_EXPECTED "\n"
                  "calendar.yaml:11: swapped: \"08:00-09:00\" does not come after 12:00-13:00, expected intervals in "
                  "order that do not overlap\n");
    /* Leap seconds do not exist, and no minute has a sixtieth second. */
    expect_faults("years: y\nday_ends: close\nweek:\n  monday: [08:00-23:59:60]\n  tuesday: [23:59:60-24:00]\n",
                  YEAR(2026) MAY,
                  "calendar.yaml:4: week.monday: \"08:00-23:59:60\" is none, expected " HOURS_EXPECTED "\n"
                  "calendar.yaml:5: week.tuesday: \"23:59:60-24:00\" is none, expected " HOURS_EXPECTED "\n");
    expect_faults("years: y\nday_ends: close\nweek: {}\n", YEAR(2026) MAY,
                  "calendar.yaml:3: week: has no working hours, expected those of one day at least\n");
    expect_faults("years: y\nday_ends: close\nweek:\n  monday: [08:00-12:00]\n", YEAR(2026) MAY,
                  "calendar.yaml:4: swapped: is missing: 2026-05-09 is a swapped working day, and Monday to Friday do "
                  "not say by being alike how long it is\n");
    expect_faults("years: y\nday_ends: close\nweek:\n  friday: [22:00-06:00]\nswapped: [05:00-09:00]\n", YEAR(2026) MAY,
                  "y/2026.yaml:5: 2026-05-09 begins before the hours of the day before it end\n");
}

static void year_tables_are_checked(void **state)
{
    (void)state;
    expect_faults(
        CALENDAR,
        YEAR(2026) "- {name: A, from: 2026-05-01, to: 2026-05-05, days: 4}\n"
                   "- {name: B, from: 2026-02-29, to: 2026-03-01, days: 2}\n"
                   "- {name: C, from: 2026-06-19, to: 2026-06-18, days: 1}\n"
                   "- {name: D, from: 2026-06-20, to: 2026-06-21, days: 2}\n"
                   "- {name: E, from: 2025-11-30, to: 2027-01-01, days: 31}\n"
                   "- {name: F, from: 2026-10-01, to: 2026-10-07, days: 7, work: [2026-10-08, 2026-10-10]}\n"
                   "- {name: G, from: 2026-10-07, to: 2026-10-08, days: 2, work: [2026-10-10, tomorrow]}\n",
        "y/2026.yaml:5: holidays[1].days: is 4, but from and to are 5 days apart with both counted\n"
        "y/2026.yaml:6: holidays[2].from: \"2026-02-29\" is none, expected " DATE_EXPECTED "\n"
        "y/2026.yaml:7: holidays[3].to: is before from, expected the last day of the holiday\n"
        "y/2026.yaml:8: holidays[4].from: holds no day from Monday to Friday: a holiday on a weekend is made "
        "up for on a working day\n"
        "y/2026.yaml:9: holidays[5].from: 2025-11-30 is not of the table's year, expected a day of 2026 or of "
        "the December before it\n"
        "y/2026.yaml:9: holidays[5].to: 2027-01-01 is not of the table's year, expected a day of 2026 or of "
        "the December before it\n"
        "y/2026.yaml:10: holidays[6].work: 2026-10-08 is a Thursday, expected a swapped working day on a "
        "weekend\n"
        "y/2026.yaml:11: holidays[7].from: 2026-10-07 is there twice, first for F in y/2026.yaml:10\n"
        "y/2026.yaml:11: holidays[7].work: \"tomorrow\" is none, expected " DATE_EXPECTED "\n"
        "y/2026.yaml:11: holidays[7].work: 2026-10-10 is there twice, first for F in y/2026.yaml:10\n");
    /* 29 February is a day in a leap year only, and 30 February never is. */
    expect_faults(CALENDAR, YEAR(2026) "- {name: A, from: 2026-02-27, to: 2026-02-27, days: 1, work: [2026-02-30]}\n",
                  "y/2026.yaml:5: holidays[1].work: \"2026-02-30\" is none, expected " DATE_EXPECTED "\n");
    expect_faults(
        CALENDAR, YEAR(2025) MAY,
        "y/2026.yaml:1: year: is 2025, expected the year by which the file is called\n"
        "y/2026.yaml:5: holidays[1].from: 2026-05-01 is not of the table's year, expected a day of 2025 or of "
        "the December before it\n"
        "y/2026.yaml:5: holidays[1].to: 2026-05-05 is not of the table's year, expected a day of 2025 or of "
        "the December before it\n"
        "y/2026.yaml:5: holidays[1].work: 2026-05-09 is not of the table's year, expected a day of 2025 or "
        "of the December before it\n");
    expect_faults(CALENDAR, "year: 2026\nholidays:\n" MAY,
                  "y/2026.yaml:1: licence: is missing\ny/2026.yaml:1: source: is missing\n");
    expect_faults(CALENDAR, "year: [\n",
                  "y/2026.yaml:2: not valid YAML: did not find expected node content, while parsing a flow node, "
                  "expected a document as docs/city-pack.md shows it\n");
}

static void years_have_no_gap(void **state)
{
    (void)state;
    static const char first[] = YEAR(2024) "- {name: N, from: 2024-01-01, to: 2024-01-01, days: 1}\n";
    static const char third[] = YEAR(2026) MAY;
    struct pack_text calendar = {"calendar.yaml", CALENDAR, strlen(CALENDAR)};
    const struct pack_text years[] = {{"2026.yaml", third, strlen(third)}, {"2024.yaml", first, strlen(first)}};
    struct pack_faults faults = {0};
    struct calendar *read = NULL;
    assert_false(calendar_read_texts(&calendar, years, 2, "Asia/Shanghai", &read, &faults));
    assert_int_equal(faults.count, 1);
    assert_string_equal(faults.items[0].message,
                        "follows 2024, expected tables of all years between the first and the last");
    pack_faults_clear(&faults);
    assert_false(calendar_read_texts(&calendar, years, 0, "Asia/Shanghai", &read, &faults));
    assert_string_equal(faults.items[0].message, "has no table of a year, expected one at least");
    pack_faults_clear(&faults);
    assert_false(calendar_read_texts(&calendar, years, 1, "Mars/Olympus", &read, &faults));
    assert_string_equal(faults.items[0].message, "the time zone \"Mars/Olympus\" is not known, expected an IANA name "
                                                 "such as Asia/Shanghai");
    pack_faults_clear(&faults);
}

/* A holiday before New Year stands in the table of the new year. */
static void december_can_stand_in_the_next_table(void **state)
{
    (void)state;
    static const char first[] = YEAR(2022) "- {name: A, from: 2022-05-02, to: 2022-05-02, days: 1}\n";
    static const char second[] = YEAR(2023) "- {name: B, from: 2022-12-30, to: 2023-01-02, days: 4}\n";
    struct pack_text calendar = {"calendar.yaml", CALENDAR, strlen(CALENDAR)};
    const struct pack_text years[] = {{"2022.yaml", first, strlen(first)}, {"2023.yaml", second, strlen(second)}};
    struct pack_faults faults = {0};
    struct calendar *read = NULL;
    struct calendar_day day;
    assert_true(calendar_read_texts(&calendar, years, 2, "Asia/Shanghai", &read, &faults));
    assert_int_equal(calendar_day(read, date_of(2022, 12, 30), &day), 0);
    assert_int_equal(day.kind, DAY_HOLIDAY);
    assert_string_equal(day.name, "B");
    calendar_destroy(&read);
}

/* Reads the good pack with working days in its categories, with a calendar or without. */
static struct pack *pack_with(const struct pack_text *extra, size_t extra_count, struct pack_faults *faults)
{
    static const char categories[] = "categories:\n- {code: k1, name: K1, limit: 2wd}\n- {code: k1.1, name: K11, "
                                     "parent: k1, limit: 4wh}\n- {code: k2, name: K2}\n";
    struct pack_text texts[CITY_TEXTS + 4];
    struct pack *pack = NULL;
    city_texts_replace(texts, "categories.yaml", categories, strlen(categories));
    memcpy(texts + CITY_TEXTS, extra, extra_count * sizeof *extra);
    bool read = pack_read_texts(texts, CITY_TEXTS + extra_count, &pack, faults);
    assert_int_equal(read, pack != NULL);
    return pack;
}

static void packs_have_a_calendar_or_count_continuous_time(void **state)
{
    (void)state;
    static const char year[] = YEAR(2026) MAY;
    const struct pack_text extra[] = {{PACK_CALENDAR, CALENDAR, strlen(CALENDAR)}, {"y/2026.yaml", year, strlen(year)}};
    struct pack_faults faults = {0};
    struct pack *pack = pack_with(extra, 2, &faults);
    assert_non_null(pack);
    assert_non_null(pack->calendar);
    assert_int_equal(pack_limit(pack, NULL, 0).kind, LIMIT_WORKING_DAYS);
    pack_destroy(&pack);
    assert_null(pack_with(extra, 0, &faults));
    assert_int_equal(faults.count, 2);
    assert_string_equal(faults.items[0].message, "\"2wd\" counts by a calendar, and the city has no calendar.yaml, "
                                                 "expected " LIMIT_EXPECTED);
    pack_faults_clear(&faults);
    assert_null(pack_with(extra, 1, &faults));
    assert_string_equal(faults.items[0].message, "has no table of a year, expected one at least");
    pack_faults_clear(&faults);
    assert_null(pack_with(extra + 1, 1, &faults));
    assert_string_equal(faults.items[2].message, "is the table of a year, and no calendar names it");
    pack_faults_clear(&faults);
}

static bool calendar_of_files(const char *path, struct calendar **out, struct pack_faults *faults)
{
    const char *source = getenv("STEWARD_SOURCE");
    char file[4096], tables[4096];
    snprintf(file, sizeof file, "%s/%s", source ? source : "../..", path);
    snprintf(tables, sizeof tables, "%s/deploy/calendars", source ? source : "../..");
    return calendar_read_files(file, tables, "Asia/Shanghai", out, faults);
}

/* Days off and days on of each year, as the notices and the weekdays make them. */
static void shipped_years_are_good(void **state)
{
    (void)state;
    static const struct {
        int year, working, holidays, swapped;
    } expected[] = {{2024, 251, 28, 8}, {2025, 248, 28, 5}, {2026, 248, 33, 6}};
    struct pack_faults faults = {0};
    struct calendar *calendar = NULL;
    bool read = calendar_of_files("tests/oracle/office.yaml", &calendar, &faults);
    pack_faults_print(&faults, stderr);
    assert_true(read);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        int working = 0, holidays = 0, swapped = 0;
        for (int32_t date = date_of(expected[i].year, 1, 1); date_year(date) == expected[i].year; date++) {
            struct calendar_day day;
            assert_int_equal(calendar_day(calendar, date, &day), 0);
            working += day.working;
            holidays += day.kind == DAY_HOLIDAY;
            swapped += day.kind == DAY_SWAPPED;
        }
        assert_int_equal(working, expected[i].working);
        assert_int_equal(holidays, expected[i].holidays);
        assert_int_equal(swapped, expected[i].swapped);
    }
    calendar_destroy(&calendar);
}

/* Whatever is done to the texts, there is a calendar or a fault. */
static void damaged_texts_do_no_harm(void **unused)
{
    (void)unused;
    static const char letters[] = "[]{}:-,#'\"\n 0123456789yfromtdaswekclh";
    static const char good_calendar[] = CALENDAR, good_year[] = YEAR(2026) MAY;
    uint64_t state = 5;
    for (int i = 0; i < 5000; i++) {
        char calendar_text[sizeof good_calendar], year_text[sizeof good_year];
        struct pack_faults faults = {0};
        struct calendar *read = NULL;
        memcpy(calendar_text, good_calendar, sizeof good_calendar);
        memcpy(year_text, good_year, sizeof good_year);
        for (uint64_t change = random_below(&state, 3); change > 0; change--)
            calendar_text[random_below(&state, sizeof calendar_text - 1)] =
                letters[random_below(&state, sizeof letters - 1)];
        for (uint64_t change = random_below(&state, 3); change > 0; change--)
            year_text[random_below(&state, sizeof year_text - 1)] = letters[random_below(&state, sizeof letters - 1)];
        struct pack_text calendar = {"calendar.yaml", calendar_text, sizeof calendar_text - 1};
        struct pack_text year = {"y/2026.yaml", year_text, sizeof year_text - 1};
        bool good = calendar_read_texts(&calendar, &year, 1, "Asia/Shanghai", &read, &faults);
        assert_int_equal(good, read != NULL);
        assert_int_equal(good, faults.count == 0);
        pack_faults_clear(&faults);
        calendar_destroy(&read);
    }
}

static void missing_files_are_told(void **state)
{
    (void)state;
    struct pack_faults faults = {0};
    struct calendar *calendar = NULL;
    assert_false(calendar_of_files("tests/oracle/none.yaml", &calendar, &faults));
    assert_null(calendar);
    assert_int_equal(faults.count, 1);
    assert_string_equal(faults.items[0].file, "none.yaml");
    pack_faults_clear(&faults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_calendar_has_no_fault),
        cmocka_unit_test(hours_are_checked),
        cmocka_unit_test(year_tables_are_checked),
        cmocka_unit_test(years_have_no_gap),
        cmocka_unit_test(december_can_stand_in_the_next_table),
        cmocka_unit_test(packs_have_a_calendar_or_count_continuous_time),
        cmocka_unit_test(shipped_years_are_good),
        cmocka_unit_test(damaged_texts_do_no_harm),
        cmocka_unit_test(missing_files_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
