/* Who may do what, for whom and where, on a date: appointments and deputies of people.yaml. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/city/pack.h"
#include "common/time/date.h"
#include "proto/lifecycle.h"
#include "tests/unit/city_texts.h"

/* Reads the good pack with other people, and compares all faults as they are printed; returns the pack or NULL. */
static struct pack *people_read(const char *people, const char *expected)
{
    struct pack_text texts[CITY_TEXTS];
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    char *told = NULL;
    size_t told_length = 0;
    city_texts_replace(texts, "people.yaml", people, strlen(people));
    pack_read_texts(texts, CITY_TEXTS, &pack, &faults);
    FILE *stream = open_memstream(&told, &told_length);
    pack_faults_print(&faults, stream);
    fclose(stream);
    pack_faults_clear(&faults);
    assert_string_equal(told, expected);
    free(told);
    return pack;
}

static int person(const struct pack *pack, const char *code)
{
    return pack_person_find(pack, code, strlen(code));
}

static int area(const struct pack *pack, const char *code)
{
    return pack_area_find(pack, code, strlen(code));
}

static int organisation(const struct pack *pack, const char *code)
{
    return pack_organisation_find(pack, code, strlen(code));
}

static unsigned roles(const struct pack *pack, const char *code, const char *where, int32_t date)
{
    return pack_person_roles(pack, person(pack, code), where ? area(pack, where) : -1, date);
}

static void shorthand_is_an_appointment_without_end(void **state)
{
    (void)state;
    struct pack *pack = people_read("people:\n- {code: p, name: P, roles: [handler, operator], organisation: o1}\n"
                                    "- {code: g, name: G, roles: [grid_worker], areas: [a1, a2]}\n",
                                    "");
    for (int32_t date = 0; date < 80000; date += 7777) {
        assert_int_equal(roles(pack, "p", NULL, date), ROLE_HANDLER | ROLE_OPERATOR);
        assert_int_equal(roles(pack, "p", "a1x", date), ROLE_HANDLER | ROLE_OPERATOR);
        assert_true(pack_person_serves(pack, person(pack, "p"), ROLE_HANDLER, organisation(pack, "o1"), date));
        assert_int_equal(pack_person_organisation(pack, person(pack, "p"), date), organisation(pack, "o1"));
    }
    assert_int_equal(roles(pack, "g", "a1x", 20000), ROLE_GRID_WORKER);
    assert_int_equal(roles(pack, "g", "a2", 20000), ROLE_GRID_WORKER);
    assert_int_equal(roles(pack, "g", "a", 20000), 0);
    assert_int_equal(roles(pack, "g", NULL, 20000), ROLE_GRID_WORKER);
    assert_int_equal(pack_person_organisation(pack, person(pack, "g"), 20000), -1);
    pack_destroy(&pack);
}

static void appointments_begin_and_end(void **state)
{
    (void)state;
    struct pack *pack =
        people_read("people:\n- code: p\n  name: P\n  roles: [operator]\n  appointments:\n"
                    "  - {role: handler, organisation: o1, area: a1, from: 2026-03-01, until: 2026-03-31}\n"
                    "  - {role: handler, organisation: o2, from: 2026-03-31}\n  - {role: grid_worker, area: a2, until: "
                    "2025-12-31}\n",
                    "");
    int p = person(pack, "p"), o1 = organisation(pack, "o1"), o2 = organisation(pack, "o2");
    int32_t first = date_of(2026, 3, 1), last = date_of(2026, 3, 31);
    assert_int_equal(roles(pack, "p", NULL, first - 1), ROLE_OPERATOR);
    assert_int_equal(roles(pack, "p", "a1", first), ROLE_OPERATOR | ROLE_HANDLER);
    assert_int_equal(roles(pack, "p", "a1x", last - 1), ROLE_OPERATOR | ROLE_HANDLER);
    assert_int_equal(roles(pack, "p", "a2", last - 1), ROLE_OPERATOR);
    assert_int_equal(roles(pack, "p", "a2", last), ROLE_OPERATOR | ROLE_HANDLER);
    assert_int_equal(roles(pack, "p", "a2", date_of(2025, 12, 31)), ROLE_OPERATOR | ROLE_GRID_WORKER);
    assert_int_equal(roles(pack, "p", "a2", date_of(2026, 1, 1)), ROLE_OPERATOR);
    assert_false(pack_person_serves(pack, p, ROLE_HANDLER, o1, first - 1));
    assert_true(pack_person_serves(pack, p, ROLE_HANDLER, o1, last));
    assert_false(pack_person_serves(pack, p, ROLE_HANDLER, o1, last + 1));
    assert_false(pack_person_serves(pack, p, ROLE_OPERATOR, o1, last));
    assert_false(pack_person_serves(pack, p, ROLE_OPERATOR, -1, last));
    assert_true(pack_person_serves(pack, p, ROLE_OPERATOR | ROLE_HANDLER, o2, last));
    assert_int_equal(pack_person_organisation(pack, p, first - 1), -1);
    assert_int_equal(pack_person_organisation(pack, p, first), o1);
    assert_int_equal(pack_person_organisation(pack, p, last), -1); /* two */
    assert_int_equal(pack_person_organisation(pack, p, last + 1), o2);
    pack_destroy(&pack);
}

static void deputies_stand_in(void **state)
{
    (void)state;
    struct pack *pack = people_read(
        "people:\n- {code: d, name: D, roles: [operator]}\n"
        "- {code: p, name: P, roles: [handler], organisation: o1, deputies: [{person: d, from: 2026-10-01, until: "
        "2026-10-07}, {person: q, from: 2026-10-01, until: 2026-10-03}]}\n"
        "- {code: q, name: Q, appointments: [{role: grid_worker, area: a1, until: 2026-10-02}],\n"
        "   deputies: [{person: d, from: 2026-10-01, until: 2026-10-31}]}\n",
        "");
    int32_t first = date_of(2026, 10, 1);
    int d = person(pack, "d"), o1 = organisation(pack, "o1");
    assert_int_equal(roles(pack, "d", NULL, first - 1), ROLE_OPERATOR);
    assert_int_equal(roles(pack, "d", "a1x", first + 1), ROLE_OPERATOR | ROLE_HANDLER | ROLE_GRID_WORKER);
    assert_int_equal(roles(pack, "d", "a2", first + 1), ROLE_OPERATOR | ROLE_HANDLER);
    assert_int_equal(roles(pack, "d", "a1x", first + 2), ROLE_OPERATOR | ROLE_HANDLER); /* q's own ended */
    assert_int_equal(roles(pack, "d", NULL, first + 7), ROLE_OPERATOR);
    assert_true(pack_person_serves(pack, d, ROLE_HANDLER, o1, first + 6));
    assert_false(pack_person_serves(pack, d, ROLE_HANDLER, o1, first + 7));
    assert_true(pack_person_stands_for(pack, d, person(pack, "p"), first + 6));
    assert_false(pack_person_stands_for(pack, d, person(pack, "p"), first + 7));
    assert_false(pack_person_stands_for(pack, person(pack, "p"), d, first));
    assert_true(pack_person_stands_for(pack, d, d, first + 7));
    assert_int_equal(pack_person_organisation(pack, d, first), o1);
    assert_int_equal(pack_person_organisation(pack, d, first + 7), -1);
    assert_int_equal(roles(pack, "q", "a1", first), ROLE_GRID_WORKER | ROLE_HANDLER);
    assert_int_equal(roles(pack, "p", NULL, first), ROLE_HANDLER); /* who is absent keeps what they have */
    pack_destroy(&pack);
    /* d stands in for q, and q for p: d does not for p. */
    pack = people_read("people:\n- {code: d, name: D, roles: [operator]}\n"
                       "- {code: p, name: P, roles: [supervisor], deputies: [{person: q, from: 2026-10-01, until: "
                       "2026-10-07}]}\n"
                       "- {code: q, name: Q, roles: [auditor], deputies: [{person: d, from: 2026-10-01, until: "
                       "2026-10-07}]}\n",
                       "");
    assert_int_equal(roles(pack, "q", NULL, first), ROLE_AUDITOR | ROLE_SUPERVISOR);
    assert_int_equal(roles(pack, "d", NULL, first), ROLE_OPERATOR | ROLE_AUDITOR);
    pack_destroy(&pack);
}

/* What concerns whom: handlers for the organisation, all in the area or everywhere, both by one appointment. */
static void appointments_concern(void **state)
{
    (void)state;
    struct pack *pack = people_read(
        "people:\n- {code: p, name: P, appointments: [{role: handler, organisation: o1, area: a1}, {role: supervisor}, "
        "{role: grid_worker, area: a2, until: 2026-10-01}]}\n- {code: d, name: D, roles: [auditor], organisation: o2}\n"
        "- {code: q, name: Q, roles: [resident], deputies: [{person: d, from: 2026-10-01, until: 2026-10-01}]}\n",
        "");
    int p = person(pack, "p"), d = person(pack, "d"), o1 = organisation(pack, "o1"), o2 = organisation(pack, "o2");
    int a1x = area(pack, "a1x"), a2 = area(pack, "a2");
    int32_t day = date_of(2026, 10, 1);
    assert_true(pack_person_concerned(pack, p, ROLE_HANDLER, o1, a1x, day));
    assert_false(pack_person_concerned(pack, p, ROLE_HANDLER, o2, a1x, day));
    assert_false(pack_person_concerned(pack, p, ROLE_HANDLER, o1, a2, day));
    assert_false(pack_person_concerned(pack, p, ROLE_HANDLER, -1, a1x, day));
    assert_false(pack_person_concerned(pack, p, ROLE_HANDLER, o1, -1, day));
    assert_true(pack_person_concerned(pack, p, ROLE_SUPERVISOR, -1, -1, day));
    assert_true(pack_person_concerned(pack, p, ROLE_GRID_WORKER | ROLE_AUDITOR, o2, a2, day));
    assert_false(pack_person_concerned(pack, p, ROLE_GRID_WORKER, o2, a2, day + 1));
    assert_true(pack_person_concerned(pack, d, ROLE_AUDITOR, o1, a2, day)); /* o2 is only where they work */
    assert_true(pack_person_concerned(pack, d, ROLE_AUDITOR, -1, -1, day));
    assert_true(pack_person_concerned(pack, d, ROLE_RESIDENT, o1, a2, day));
    assert_false(pack_person_concerned(pack, d, ROLE_RESIDENT, o1, a2, day + 1));
    pack_destroy(&pack);
}

static void faults_are_told(void **state)
{
    (void)state;
    assert_null(people_read(
        "people:\n- {code: a, name: A}\n- {code: b, name: B, organisation: o1, appointments: [{role: operator}]}\n"
        "- code: c\n  name: C\n  appointments:\n  - {role: handler}\n"
        "  - {role: magic, organisation: gone, area: gone, from: 2025-02-29}\n"
        "  - {role: auditor, from: 2026-02-02, until: 2026-02-01}\n  - {role: auditor, until: 2026-05-05}\n"
        "  - {role: auditor, from: 2026-05-05}\n"
        "  deputies:\n  - {person: c, from: 2026-01-01, until: 2026-01-02}\n"
        "  - {person: gone, from: 2026-01-01, until: 2026-01-02}\n  - {person: a}\n"
        "  - {person: b, from: 2026-01-01, until: 2026-01-02}\n  - {person: b, from: 2026-01-02, until: 2026-01-02}\n",
        "people.yaml:2: people[1].roles: is missing, expected roles or appointments\n"
        "people.yaml:3: people[2].roles: is missing, organisation and areas are those of roles\n"
        "people.yaml:7: people[3].appointments[1].organisation: is missing, a handler acts for an organisation\n"
        "people.yaml:8: people[3].appointments[2].area: \"gone\" is unknown, expected the code of an existing area of "
        "areas.yaml\n"
        "people.yaml:8: people[3].appointments[2].from: \"2025-02-29\" is none, expected " DATE_EXPECTED "\n"
        "people.yaml:8: people[3].appointments[2].organisation: \"gone\" is unknown, expected the code of an existing "
        "organisation of organisations.yaml\n"
        "people.yaml:8: people[3].appointments[2].role: \"magic\" is not known, expected one of resident, grid_worker, "
        "building_head, operator, dispatcher, handler, supervisor, auditor, administrator, importer, head\n"
        "people.yaml:9: people[3].appointments[3].until: 2026-02-01 is before from, expected the last day, which is "
        "counted\n"
        "people.yaml:11: people[3].appointments[5]: is the same as appointments[4] at the same time\n"
        "people.yaml:13: people[3].deputies[1].person: is the person themselves, expected another\n"
        "people.yaml:14: people[3].deputies[2].person: \"gone\" is unknown, expected the code of an existing person of "
        "people.yaml\n"
        "people.yaml:15: people[3].deputies[3].from: is missing\n"
        "people.yaml:15: people[3].deputies[3].until: is missing\n"
        "people.yaml:17: people[3].deputies[5]: is the deputy of deputies[4] at the same time\n"));
    assert_null(people_read("people:\n- {code: h, name: H, roles: [head]}\n",
                            "people.yaml:2: people[1].organisation: is missing, a head acts for an organisation\n"));
}

static void dates_are_the_citys(void **state)
{
    (void)state;
    struct pack *pack = people_read("people:\n- {code: a, name: A, roles: [operator]}\n", "");
    const int64_t midnight = (int64_t)date_of(2026, 10, 1) * 86400000 - (int64_t)8 * 3600000; /* in Shanghai */
    assert_int_equal(pack_date(pack, midnight), date_of(2026, 10, 1));
    assert_int_equal(pack_date(pack, midnight - 1), date_of(2026, 9, 30));
    pack_destroy(&pack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shorthand_is_an_appointment_without_end),
        cmocka_unit_test(appointments_begin_and_end),
        cmocka_unit_test(deputies_stand_in),
        cmocka_unit_test(appointments_concern),
        cmocka_unit_test(faults_are_told),
        cmocka_unit_test(dates_are_the_citys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
