/* What a city says of its clocks, ladders, calendars and ways to hand out, and what holds where it does not say it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/city/pack.h"
#include "common/time/calendar.h"
#include "common/time/date.h"
#include "tests/unit/city_faults.h"
#include "tests/unit/city_texts.h"

#define CALENDAR                                                                                                       \
    "years: y\nday_ends: close\nweek: {monday: [08:00-12:00], tuesday: [08:00-12:00]}\nswapped: [08:00-12:00]\n"
#define NIGHTS "years: y\nday_ends: close\nweek: {monday: [22:00-06:00]}\nswapped: [22:00-06:00]\n"
#define YEAR(NUMBER)                                                                                                   \
    "year: " #NUMBER "\nsource: s\nlicence: l\nholidays:\n- {name: M, from: " #NUMBER "-05-01, to: " #NUMBER           \
    "-05-05, days: 5}\n"
#define LADDERS                                                                                                        \
    "ladders:\n  plain:\n  - {at: due, to: [handler]}\n  full:\n  - {at: 50%, to: [handler]}\n"                        \
    "  - {at: 80%, to: [handler, dispatcher]}\n  - {at: due, to: [handler]}\n  - {at: due+4h, to: [supervisor]}\n"     \
    "  - {at: due+2d, to: [supervisor, administrator]}\n"
/* In the city.yaml of city_texts.h limits stand in line 9. */
#define CITY_LIMITS(MORE)                                                                                              \
    "code: c\nname: 城\ntimezone: Asia/Shanghai\nsource: invented\ntriage: rule\nchannels:\n- {code: app, name: "     \
    "App}\nlimits:\n  default: 7d\n" MORE "return: {within: 1d, times: 2}\n"

static struct pack *city_read(const char *text)
{
    return changed_pack_read(&CHANGE("city.yaml", text), 1, "");
}

static void what_is_not_said_has_a_default(void **state)
{
    (void)state;
    struct pack *pack = city_read(CITY_TEXT);
    struct limit limit;
    assert_int_equal(pack->extension_times, 2);
    assert_int_equal(pack->suspension_most_ms, 365 * LIMIT_DAY_MS);
    assert_int_equal(pack->reopen_within_ms, 7 * LIMIT_DAY_MS);
    assert_int_equal(pack->urge_every_ms, 4 * 3600000);
    assert_int_equal(pack->urge_times, 5);
    assert_int_equal(pack->appeal_within_ms, 30 * LIMIT_DAY_MS);
    assert_false(pack->escalate_on_overdue);
    assert_int_equal(pack->follow_up_attempts, 3);
    assert_true(pack->proposal_confidence == 0.0);
    assert_false(pack->publish_title || pack->publish_description || pack->publish_address);
    assert_null(pack_calendar(pack, 0));
    assert_int_equal(pack_calendar_last_year(pack), 0);
    for (int kind = 1; kind < CLOCK_KIND_COUNT; kind++) {
        const struct ladder *ladder = pack_ladder(pack, (enum clock_kind)kind, -1);
        assert_false(pack_clock_limit(pack, (enum clock_kind)kind, &limit));
        assert_int_equal(ladder->count, 1);
        assert_int_equal(ladder->overdue, 0);
        assert_int_equal(ladder->steps[0].kind, STEP_OVERDUE);
    }
    assert_int_equal(pack->rules[0].mode, HAND_OUT_ASSIGN);
    assert_string_equal(pack->rules[0].comment, "");
    assert_string_equal(pack->rules[2].comment, "what is left");
    pack_destroy(&pack);
}

static void what_is_said_holds(void **state)
{
    (void)state;
    struct pack *pack =
        city_read(CITY_TEXT "extension: {times: 0}\nsuspension: {most: 30d}\nreopen: {within: 12h}\nurge: {times: 9}\n"
                            "appeal: {within: 10d}\nescalate: {on_overdue: true}\nfollow_up: {attempts: 1}\n"
                            "proposals: {confidence: 0.9275}\npublish: {title: true, address: true}\n");
    assert_int_equal(pack->extension_times, 0);
    assert_int_equal(pack->suspension_most_ms, 30 * LIMIT_DAY_MS);
    assert_int_equal(pack->reopen_within_ms, LIMIT_DAY_MS / 2);
    assert_int_equal(pack->urge_every_ms, 4 * 3600000); /* as before: only the times were said */
    assert_int_equal(pack->urge_times, 9);
    assert_int_equal(pack->appeal_within_ms, 10 * LIMIT_DAY_MS);
    assert_true(pack->escalate_on_overdue);
    assert_int_equal(pack->follow_up_attempts, 1);
    assert_true(pack->publish_title && pack->publish_address && !pack->publish_description);
    assert_true(pack->proposal_confidence > 0.92749 && pack->proposal_confidence < 0.92751);
    pack_destroy(&pack);
}

static void a_limit_by_calendar_needs_one(void **state)
{
    (void)state;
    FAULTS("city.yaml",
           "code: town\nname: Town\ntimezone: Asia/Shanghai\nsource: s\ntriage: rule\nchannels:\n- {code: app, name: "
           "App}\nlimits:\n  default: 7d\nreturn: {within: 1wd, times: 2}\n",
           "city.yaml:10: return.within: \"1wd\" counts by a calendar, and the city has no calendar.yaml, "
           "expected " LIMIT_EXPECTED "\n");
}

static void settings_are_checked(void **state)
{
    (void)state;
    FAULTS("city.yaml",
           CITY_TEXT "extension: {times: 101, most: 1d}\nsuspension: 1d\nreopen: {within: 2wd}\nurge: {every: 0h}\n"
                     "escalate: {on_overdue: maybe}\nproposals: {confidence: 0.92751}\nfollow_up: {attempts: -1}\n",
           "city.yaml:13: extension: unknown field \"most\", expected times\n"
           "city.yaml:13: extension.times: \"101\" is not a number from 0 to 100\n"
           "city.yaml:14: suspension: is a text, expected a mapping\n"
           "city.yaml:15: reopen.within: \"2wd\" is not a limit, expected " LIMIT_EXPECTED "\n"
           "city.yaml:16: urge.every: \"0h\" is not a limit, expected " LIMIT_EXPECTED "\n"
           "city.yaml:17: escalate.on_overdue: \"maybe\" is not known, expected one of true, false\n"
           "city.yaml:18: proposals.confidence: \"0.92751\" is not a share, expected 0 to 1 with at most 4 decimals\n"
           "city.yaml:19: follow_up.attempts: \"-1\" is not a number from 0 to 100\n");
}

static void shares_are_checked(void **state)
{
    (void)state;
    static const char *const good[] = {"0", "1", "0.5", "1.0", "1.0000", "0.0001"};
    static const char *const bad[] = {"2", "1.0001", "0.", ".5", "0,5", "-0", "00", "1e0", "0.12345"};
    char text[600], expected[200];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        snprintf(text, sizeof text, CITY_TEXT "proposals: {confidence: '%s'}\n", good[i]);
        expect_faults("city.yaml", text, strlen(text), "");
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(text, sizeof text, CITY_TEXT "proposals: {confidence: '%s'}\n", bad[i]);
        snprintf(expected, sizeof expected,
                 "city.yaml:13: proposals.confidence: \"%s\" is not a share, expected 0 to 1 with at most 4 decimals\n",
                 bad[i]);
        expect_faults("city.yaml", text, strlen(text), expected);
    }
}

static void clocks_have_limits_and_ladders(void **state)
{
    (void)state;
    struct pack *pack =
        city_read(CITY_LIMITS("  review: 15m\n  sign: 2h\n") LADDERS "clocks: {handling: full, sign: plain}\n");
    const struct ladder *ladder = pack_ladder(pack, CLOCK_HANDLING, 0);
    struct limit limit;
    assert_true(pack_clock_limit(pack, CLOCK_REVIEW, &limit));
    assert_int_equal(limit.milliseconds, 15 * 60000);
    assert_true(pack_clock_limit(pack, CLOCK_SIGN, &limit));
    assert_int_equal(limit.milliseconds, 2 * 3600000);
    assert_false(pack_clock_limit(pack, CLOCK_DISPATCH, &limit));
    assert_int_equal(ladder->count, 5);
    assert_int_equal(ladder->overdue, 2);
    assert_int_equal(ladder->steps[0].kind, STEP_WARNING);
    assert_int_equal(ladder->steps[0].percent, 50);
    assert_int_equal(ladder->steps[0].roles, ROLE_HANDLER);
    assert_int_equal(ladder->steps[1].percent, 80);
    assert_int_equal(ladder->steps[1].roles, ROLE_HANDLER | ROLE_DISPATCHER);
    assert_int_equal(ladder->steps[2].kind, STEP_OVERDUE);
    assert_int_equal(ladder->steps[3].kind, STEP_ESCALATION);
    assert_int_equal(ladder->steps[3].after.kind, LIMIT_CONTINUOUS);
    assert_int_equal(ladder->steps[3].after.milliseconds, 4 * 3600000);
    assert_int_equal(ladder->steps[4].roles, ROLE_SUPERVISOR | ROLE_ADMINISTRATOR);
    assert_int_equal(pack_ladder(pack, CLOCK_SIGN, 0)->count, 1);
    assert_int_equal(pack_ladder(pack, CLOCK_SIGN, 0)->steps[0].roles, ROLE_HANDLER);
    assert_int_equal(pack_ladder(pack, CLOCK_REVIEW, 0)->steps[0].roles, 0); /* none was chosen */
    pack_destroy(&pack);
}

static void categories_choose_the_ladder_of_handling(void **state)
{
    (void)state;
    const struct pack_text changes[] = {
        CHANGE("city.yaml", CITY_LIMITS("  sign: 2h\n") LADDERS "clocks: {handling: full, sign: full}\n"),
        CHANGE("categories.yaml",
               "categories:\n- {code: k1, name: A, ladder: plain}\n- {code: k1.1, name: B, parent: k1}\n"
               "- {code: k2, name: C}\n"),
    };
    struct pack *pack = changed_pack_read(changes, 2, "");
    assert_int_equal(pack_ladder(pack, CLOCK_HANDLING, 0)->count, 1);
    assert_int_equal(pack_ladder(pack, CLOCK_HANDLING, 1)->count, 1); /* k1 is above it */
    assert_int_equal(pack_ladder(pack, CLOCK_HANDLING, 2)->count, 5);
    assert_int_equal(pack_ladder(pack, CLOCK_HANDLING, -1)->count, 5);
    assert_int_equal(pack_ladder(pack, CLOCK_SIGN, 0)->count, 5);
    pack_destroy(&pack);
}

static void ladders_are_checked(void **state)
{
    (void)state;
    FAULTS("city.yaml",
           CITY_TEXT "ladders:\n  a:\n  - {at: 80%, to: [handler]}\n  - {at: 50%, to: [handler]}\n"
                     "  - {at: due, to: [handler]}\n  - {at: due, to: [handler]}\n"
                     "  b:\n  - {at: due+4h, to: [handler]}\n  - {at: due, to: [handler, handler]}\n"
                     "  c:\n  - {at: 50%, to: [handler]}\n"
                     "  d:\n  - {at: due, to: [handler]}\n  - {at: due+2h, to: [handler]}\n"
                     "  - {at: due+120m, to: [handler]}\n",
           "city.yaml:16: ladders.a[2].at: does not come after the step before it, expected warnings, \"due\" once, "
           "and what follows it\n"
           "city.yaml:18: ladders.a[4].at: does not come after the step before it, expected warnings, \"due\" once, "
           "and what follows it\n"
           "city.yaml:21: ladders.b[2].at: does not come after the step before it, expected warnings, \"due\" once, "
           "and what follows it\n"
           "city.yaml:21: ladders.b[2].to: names handler twice\n"
           "city.yaml:23: ladders.c: has no step \"due\", expected exactly one\n"
           "city.yaml:27: ladders.d[3].at: does not come after the step before it, expected warnings, \"due\" once, "
           "and what follows it\n");
    FAULTS("city.yaml",
           CITY_TEXT "ladders:\n  d:\n  - {at: 100%, to: [handler]}\n  - {at: 0%, to: [handler]}\n"
                     "  - {at: due+, to: [handler]}\n  - {at: due+4, to: []}\n  - word\n"
                     "  'f g': []\n  a: x\n  d: [{at: due, to: [handler]}]\n",
           "city.yaml:15: ladders.d[1].at: \"100%\" is not known, expected 1% to 99% of the limit, \"due\", or "
           "\"due+\" and a limit, such as due+4wh\n"
           "city.yaml:16: ladders.d[2].at: \"0%\" is not known, expected 1% to 99% of the limit, \"due\", or \"due+\" "
           "and a limit, such as due+4wh\n"
           "city.yaml:17: ladders.d[3].at: \"due+\" is not known, expected 1% to 99% of the limit, \"due\", or "
           "\"due+\" and a limit, such as due+4wh\n"
           "city.yaml:18: ladders.d[4].at: \"due+4\" is not known, expected 1% to 99% of the limit, \"due\", or "
           "\"due+\" and a limit, such as due+4wh\n"
           "city.yaml:18: ladders.d[4].to: has 0 entries, expected 1 to 16\n"
           "city.yaml:19: ladders.d[5]: is not a mapping, expected one of at, to\n"
           "city.yaml:20: ladders: \"f g\" is not a code, expected 1 to 64 characters A-Z a-z 0-9 . _ -\n"
           "city.yaml:20: ladders: has 0 entries, expected 1 to 12\n"
           "city.yaml:21: ladders.a: is a text, expected a list\n"
           "city.yaml:22: ladders.d: is there twice\n");
}

static void choices_of_ladders_are_checked(void **state)
{
    (void)state;
    FAULTS("city.yaml", CITY_LIMITS("  sign: 1h\n") LADDERS "clocks: {handling: none, review: full}\n",
           "city.yaml:21: clocks.handling: \"none\" is unknown, expected the name of one of ladders in city.yaml\n"
           "city.yaml:21: clocks.review: is the ladder of a clock that is not kept, expected its limit in limits\n");
    FAULTS("categories.yaml",
           "categories:\n- {code: k1, name: A, ladder: none}\n- {code: k1.1, name: B}\n- {code: k2, name: C}\n",
           "categories.yaml:2: categories[1].ladder: \"none\" is unknown, expected the name of one of ladders in "
           "city.yaml\n");
}

/* The limit of handling is the default, and a suspension runs to a date. */
static void two_clocks_have_no_limit_of_their_own(void **state)
{
    (void)state;
    static const char text[] = CITY_LIMITS("  handling: 1h\n  suspension: 1d\n");
    char names[400] = "default", expected[1000];
    for (int kind = 1; kind < CLOCK_KIND_COUNT; kind++)
        if (kind != CLOCK_HANDLING && kind != CLOCK_SUSPENSION)
            snprintf(names + strlen(names), sizeof names - strlen(names), ", %s", lifecycle_clock_name(kind));
    snprintf(expected, sizeof expected,
             "city.yaml:10: limits: unknown field \"handling\", expected %s\n"
             "city.yaml:11: limits: unknown field \"suspension\", expected %s\n",
             names, names);
    expect_faults("city.yaml", text, strlen(text), expected);
}

static void ladders_count_by_calendars_only_with_one(void **state)
{
    (void)state;
    const struct pack_text changes[] = {
        CHANGE("city.yaml", CITY_LIMITS("  sign: 2wh\n") "ladders: {x: [{at: due, to: [handler]}, {at: due+4wh, to: "
                                                         "[supervisor]}, {at: due+1wd, to: [supervisor]}]}\n"
                                                         "clocks: {sign: x}\n"),
        CHANGE(PACK_CALENDAR, CALENDAR),
        CHANGE("y/2026.yaml", YEAR(2026)),
    };
    struct pack *pack = changed_pack_read(changes, 3, "");
    const struct ladder *ladder = pack_ladder(pack, CLOCK_SIGN, -1);
    struct limit limit;
    assert_true(pack_clock_limit(pack, CLOCK_SIGN, &limit));
    assert_int_equal(limit.kind, LIMIT_WORKING_TIME);
    assert_int_equal(ladder->steps[1].after.kind, LIMIT_WORKING_TIME);
    assert_int_equal(ladder->steps[2].after.kind, LIMIT_WORKING_DAYS);
    assert_ptr_equal(pack_calendar(pack, -1), pack->calendar);
    assert_ptr_equal(pack_calendar(pack, 0), pack->calendar);
    assert_int_equal(pack_calendar_last_year(pack), 2026);
    pack_destroy(&pack);
    changed_pack_read(changes, 1,
                      "city.yaml:10: limits.sign: \"2wh\" counts by a calendar, and the city has no calendar.yaml, "
                      "expected " LIMIT_EXPECTED "\n"
                      "city.yaml:12: ladders.x[2].at: \"due+4wh\" counts by a calendar, and the city has no "
                      "calendar.yaml, expected due+ and " LIMIT_EXPECTED "\n"
                      "city.yaml:12: ladders.x[3].at: \"due+1wd\" counts by a calendar, and the city has no "
                      "calendar.yaml, expected due+ and " LIMIT_EXPECTED "\n");
}

static void organisations_have_calendars_of_their_own(void **state)
{
    (void)state;
    struct pack_text changes[] = {
        CHANGE(PACK_CALENDAR, CALENDAR),
        CHANGE("calendar-nights.yaml", NIGHTS),
        CHANGE("y/2025.yaml", YEAR(2025)),
        CHANGE("y/2026.yaml", YEAR(2026)),
        CHANGE("organisations.yaml", "organisations:\n- {code: o1, name: A, kind: department}\n"
                                     "- {code: o2, name: B, kind: company, calendar: nights}\n"),
    };
    struct pack *pack = changed_pack_read(changes, 5, "");
    struct calendar_day day;
    int32_t monday = date_of(2026, 11, 2);
    assert_ptr_equal(pack_calendar(pack, 0), pack->calendar);
    assert_ptr_not_equal(pack_calendar(pack, 1), pack->calendar);
    assert_int_equal(calendar_day(pack_calendar(pack, 0), monday, &day), 0);
    assert_int_equal(day.working_ms, 4 * 3600000);
    assert_int_equal(calendar_day(pack_calendar(pack, 1), monday, &day), 0);
    assert_int_equal(day.working_ms, 8 * 3600000);
    assert_int_equal(pack_calendar_last_year(pack), 2026);
    pack_destroy(&pack);
    changes[4] = CHANGE("organisations.yaml", "organisations:\n- {code: o1, name: A, kind: department}\n"
                                              "- {code: o2, name: B, kind: company, calendar: days}\n");
    changed_pack_read(changes, 5,
                      "organisations.yaml:3: organisations[2].calendar: \"days\" is unknown, expected the NAME of a "
                      "file calendar-NAME.yaml\n");
    changes[1] = CHANGE("calendar-nights.yaml", "years: z\n");
    changes[2] = CHANGE("z/2026.yaml", YEAR(2027));
    changes[4] = CHANGE("people.yaml", "people:\n- {code: p, name: P, roles: [operator]}\n");
    changed_pack_read(changes, 5,
                      "calendar-nights.yaml:1: day_ends: is missing\ncalendar-nights.yaml:1: week: is missing\n"
                      "z/2026.yaml:1: year: is 2027, expected the year by which the file is called\n");
}

static void rules_say_how_to_hand_out(void **state)
{
    (void)state;
    struct pack_text changes[] = {
        CHANGE("city.yaml", CITY_LIMITS("  claim: 2h\n")),
        CHANGE("routing.yaml", "rules:\n- {category: k1, area: a1, organisation: o1, mode: joint, group: [o2]}\n"
                               "- {category: k2, area: '*', organisation: o1, mode: claim, group: [o2, o1]}\n"
                               "- {category: '*', area: '*', organisation: o1, mode: assign}\n"),
    };
    struct pack *pack = changed_pack_read(changes, 2, "");
    assert_int_equal(pack->rules[0].mode, HAND_OUT_JOINT);
    assert_int_equal(pack->rules[0].group_count, 1);
    assert_int_equal(pack->rules[0].group[0], 1);
    assert_int_equal(pack->rules[1].mode, HAND_OUT_CLAIM);
    assert_int_equal(pack->rules[1].group_count, 2);
    assert_int_equal(pack->rules[1].organisation, 0);
    assert_int_equal(pack->rules[2].mode, HAND_OUT_ASSIGN);
    assert_int_equal(pack->rules[2].group_count, 0);
    pack_destroy(&pack);
    changes[0] =
        CHANGE("routing.yaml", "rules:\n- {category: k1.1, area: a1, organisation: o1, mode: joint}\n"
                               "- {category: k1.1, area: '*', organisation: o1, mode: joint, group: [o1, o2, o2]}\n"
                               "- {category: k1, area: '*', organisation: o1, group: [o2]}\n"
                               "- {category: k2, area: a1, organisation: o1, mode: claim, group: [o9]}\n"
                               "- {category: k2, area: '*', organisation: o1, mode: shout, group: [o1]}\n");
    changed_pack_read(
        changes, 1,
        "routing.yaml:2: rules[1].group: is missing, the mode joint needs one\n"
        "routing.yaml:3: rules[2].group: names \"o1\", which leads already\n"
        "routing.yaml:3: rules[2].group: names \"o2\" twice\n"
        "routing.yaml:4: rules[3].group: is for the modes joint and claim\n"
        "routing.yaml:5: rules[4].group: \"o9\" is unknown, expected the code of an existing organisation "
        "of organisations.yaml\n"
        "routing.yaml:5: rules[4].mode: is claim, and limits in city.yaml does not say how long an offer "
        "stands\n"
        "routing.yaml:6: rules[5].mode: \"shout\" is not known, expected one of assign, joint, claim\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_said_has_a_default),
        cmocka_unit_test(what_is_said_holds),
        cmocka_unit_test(a_limit_by_calendar_needs_one),
        cmocka_unit_test(settings_are_checked),
        cmocka_unit_test(shares_are_checked),
        cmocka_unit_test(clocks_have_limits_and_ladders),
        cmocka_unit_test(categories_choose_the_ladder_of_handling),
        cmocka_unit_test(ladders_are_checked),
        cmocka_unit_test(choices_of_ladders_are_checked),
        cmocka_unit_test(two_clocks_have_no_limit_of_their_own),
        cmocka_unit_test(ladders_count_by_calendars_only_with_one),
        cmocka_unit_test(organisations_have_calendars_of_their_own),
        cmocka_unit_test(rules_say_how_to_hand_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
