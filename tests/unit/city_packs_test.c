/* The packs of deploy/cities are good, and Tianchang has the counts of its article. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/city/pack.h"
#include "common/time/calendar.h"
#include "proto/lifecycle.h"

enum { TODAY = 20780 /* 2026-11-23: a day of the packs */ };

static struct pack *city_read(const char *name)
{
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    const char *source = getenv("STEWARD_SOURCE");
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/deploy/cities/%s", source ? source : "../..", name);
    pack_read_folder(folder, &pack, &faults);
    pack_faults_print(&faults, stderr);
    pack_faults_clear(&faults);
    assert_non_null(pack);
    return pack;
}

static int areas_count(const struct pack *pack, enum area_kind kind)
{
    int count = 0;
    for (int i = 0; i < pack->area_count; i++)
        count += pack->areas[i].kind == (int)kind;
    return count;
}

static int organisations_count(const struct pack *pack, enum organisation_kind kind)
{
    int count = 0;
    for (int i = 0; i < pack->organisation_count; i++)
        count += pack->organisations[i].kind == (int)kind;
    return count;
}

static int people_count(const struct pack *pack, unsigned role)
{
    int count = 0;
    for (int i = 0; i < pack->person_count; i++)
        count += (pack_person_roles(pack, i, -1, TODAY) & role) != 0;
    return count;
}

/* Small categories 小类: those that have none below them. */
static int leaf_categories_count(const struct pack *pack)
{
    int count = 0;
    for (int i = 0; i < pack->category_count; i++) {
        bool leaf = true;
        for (int j = 0; j < pack->category_count; j++)
            leaf &= pack->categories[j].parent != i;
        count += leaf;
    }
    return count;
}

/* Is there an area of the kind at or below `over`? */
static bool area_has(const struct pack *pack, int over, enum area_kind kind)
{
    for (int i = 0; i < pack->area_count; i++)
        if (pack->areas[i].kind == (int)kind && pack_area_within(pack, i, over))
            return true;
    return false;
}

static void tianchang_has_its_counts(void **state)
{
    (void)state;
    struct pack *pack = city_read("tianchang");
    assert_string_equal(pack->code, "tianchang");
    assert_true(pack->triage_by_rule);
    assert_int_equal(areas_count(pack, AREA_CITY), 1);
    assert_int_equal(areas_count(pack, AREA_STREET), 2);
    assert_int_equal(areas_count(pack, AREA_COMMUNITY), 23);
    assert_int_equal(areas_count(pack, AREA_ESTATE), 111);
    assert_int_equal(areas_count(pack, AREA_GRID), 167);
    assert_int_equal(people_count(pack, ROLE_GRID_WORKER), 704);
    assert_int_equal(organisations_count(pack, ORGANISATION_COMPANY), 45);
    assert_in_range(organisations_count(pack, ORGANISATION_DEPARTMENT), 8, 30);
    assert_in_range(leaf_categories_count(pack), 40, 60);
    for (int i = 0; i < pack->area_count; i++)
        if (pack->areas[i].kind == AREA_COMMUNITY)
            assert_true(area_has(pack, i, AREA_GRID) && area_has(pack, i, AREA_ESTATE));
    pack_destroy(&pack);
}

static void tianchang_has_people_for_every_role(void **state)
{
    (void)state;
    struct pack *pack = city_read("tianchang");
    for (unsigned role = ROLE_RESIDENT; role <= ROLE_IMPORTER; role <<= 1)
        assert_true(people_count(pack, role) >= 1);
    for (int organisation = 0; organisation < pack->organisation_count; organisation++) {
        bool has_handler = false;
        for (int i = 0; i < pack->person_count; i++)
            has_handler |= pack_person_serves(pack, i, ROLE_HANDLER, organisation, TODAY);
        assert_true(has_handler || pack->organisations[organisation].kind == ORGANISATION_CENTRE);
    }
    pack_destroy(&pack);
}

static void tianchang_routes_every_complaint(void **state)
{
    (void)state;
    struct pack *pack = city_read("tianchang");
    for (int category = 0; category < pack->category_count; category++)
        for (int area = 0; area < pack->area_count; area++) {
            const struct pack_rule *rule = pack_route(pack, category, area);
            assert_non_null(rule);
            assert_true(pack_limit(pack, rule, category).milliseconds >= 1000);
        }
    pack_destroy(&pack);
}

static int category(const struct pack *pack, const char *code)
{
    return pack_category_find(pack, code, strlen(code));
}

/* Every clock that runs has a limit and somebody who is told, and every limit can be counted in the years shipped. */
static void tianchang_keeps_its_clocks(void **state)
{
    (void)state;
    struct pack *pack = city_read("tianchang");
    struct limit limit;
    int64_t due;
    for (int kind = 1; kind < CLOCK_KIND_COUNT; kind++) {
        if (kind == CLOCK_HANDLING || kind == CLOCK_SUSPENSION)
            continue;
        assert_true(pack_clock_limit(pack, (enum clock_kind)kind, &limit));
        assert_int_equal(calendar_due(pack_calendar(pack, -1), limit, INT64_C(1793000000000), &due), 0);
    }
    assert_true(pack_clock_limit(pack, CLOCK_SIGN, &limit));
    assert_int_equal(limit.kind, LIMIT_WORKING_TIME);
    assert_int_equal(pack_ladder(pack, CLOCK_HANDLING, category(pack, "service.slow"))->overdue, 2);
    assert_int_equal(pack_ladder(pack, CLOCK_HANDLING, category(pack, "utility.gas-leak"))->steps[3].after.milliseconds,
                     30 * 60000);
    assert_int_equal(pack_calendar_last_year(pack), 2026);
    for (int i = 0; i < pack->organisation_count; i++)
        assert_int_equal(pack_calendar(pack, i) == pack->calendar,
                         pack->organisations[i].kind != ORGANISATION_COMMUNITY);
    assert_int_equal(pack_route(pack, category(pack, "neighbour.care"), 0)->mode, HAND_OUT_CLAIM);
    assert_int_equal(pack_route(pack, category(pack, "safety.facade"), 0)->mode, HAND_OUT_JOINT);
    pack_destroy(&pack);
}

/* Every small category but "other" says when it is taken up, and every limit can be counted. */
static void tianchang_has_standards(void **state)
{
    (void)state;
    struct pack *pack = city_read("tianchang");
    int first, count, with = 0;
    int64_t due;
    for (int i = 0; i < pack->category_count; i++) {
        pack_standards_of(pack, i, &first, &count);
        with += count > 0;
        for (int j = first; j < first + count; j++) {
            assert_int_equal(pack->standards[j].category, i);
            assert_int_equal(calendar_due(pack->calendar, pack->standards[j].limit, INT64_C(1793000000000), &due), 0);
        }
    }
    assert_int_equal(with, leaf_categories_count(pack) - 1);
    pack_standards_of(pack, category(pack, "public.manhole"), &first, &count);
    assert_int_equal(count, 2);
    assert_int_equal(pack->standards[first].limit.kind, LIMIT_CONTINUOUS);
    assert_int_equal(pack->standards[first + 1].limit.kind, LIMIT_WORKING_TIME);
    pack_destroy(&pack);
}

static void every_estate_has_its_company(void **state)
{
    (void)state;
    struct pack *pack = city_read("tianchang");
    int service = pack_category_find(pack, "property", strlen("property"));
    char *used = calloc((size_t)pack->organisation_count, 1);
    assert_non_null(used);
    assert_true(service >= 0);
    for (int area = 0; area < pack->area_count; area++) {
        if (pack->areas[area].kind != AREA_ESTATE)
            continue;
        int organisation = pack_route(pack, service, area)->organisation;
        assert_int_equal(pack->organisations[organisation].kind, ORGANISATION_COMPANY);
        used[organisation] = 1;
    }
    for (int i = 0; i < pack->organisation_count; i++)
        assert_int_equal(used[i], pack->organisations[i].kind == ORGANISATION_COMPANY);
    free(used);
    pack_destroy(&pack);
}

static void tiny_cities_differ_in_triage(void **state)
{
    (void)state;
    struct pack *by_rule = city_read("mini"), *by_hand = city_read("mini-manual");
    assert_true(by_rule->triage_by_rule);
    assert_false(by_hand->triage_by_rule);
    assert_int_equal(by_rule->area_count, by_hand->area_count);
    int quick = pack_category_find(by_rule, "test.quick", strlen("test.quick"));
    assert_int_equal(pack_limit(by_rule, pack_route(by_rule, quick, 0), quick).milliseconds, 2000);
    for (unsigned role = ROLE_RESIDENT; role <= ROLE_IMPORTER; role <<= 1)
        assert_true(people_count(by_rule, role) >= 1);
    pack_destroy(&by_rule);
    pack_destroy(&by_hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tianchang_has_its_counts),         cmocka_unit_test(tianchang_has_people_for_every_role),
        cmocka_unit_test(tianchang_routes_every_complaint), cmocka_unit_test(every_estate_has_its_company),
        cmocka_unit_test(tianchang_keeps_its_clocks),       cmocka_unit_test(tianchang_has_standards),
        cmocka_unit_test(tiny_cities_differ_in_triage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
