/* City packs: what is refused and how it is told, routing, limits, look-ups, and the packs of deploy/cities. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/city/pack.h"
#include "proto/lifecycle.h"
#include "tests/unit/city_faults.h"
#include "tests/unit/city_texts.h"

static void good_pack_has_no_fault(void **state)
{
    (void)state;
    FAULTS("city.yaml", CITY_TEXT, "");
}

static void fields_are_checked(void **state)
{
    (void)state;
    FAULTS("city.yaml",
           "code: no code\nname: ''\ntimezone: Mars/Olympus\nsource: s\ntriage: magic\nextra: 1\n"
           "channels: [{code: app, name: a}, {code: app, name: b}]\nlimits: {default: 7w}\nreturn: {within: 1d}\n",
           "city.yaml:1: code: \"no code\" is not a code, expected 1 to 32 characters A-Z a-z 0-9 . _ -\n"
           "city.yaml:2: name: \"\" is empty, expected a text, at most 200 bytes\n"
           "city.yaml:3: timezone: \"Mars/Olympus\" is not known, expected an IANA name such as Asia/Shanghai\n"
           "city.yaml:5: triage: \"magic\" is not known, expected one of rule, operator\n"
           "city.yaml:6: unknown field \"extra\", expected code, name, timezone, source, triage, channels, limits, "
           "return, ladders, clocks, extension, suspension, reopen, urge, appeal, escalate, follow_up, proposals, "
           "publish\n"
           "city.yaml:7: channels[2].code: \"app\" is taken already, by line 7\n"
           "city.yaml:8: limits.default: \"7w\" is not a limit, expected " LIMIT_EXPECTED_ANY "\n"
           "city.yaml:9: return.times: is missing\n");
    FAULTS("organisations.yaml",
           "organisations:\n- {code: o1, name: A, kind: club}\n- {code: o2, code: o3, name: [A]}\n"
           "- word\n- {code: o2, name: B, kind: company, area: nowhere}\n",
           "organisations.yaml:2: organisations[1].kind: \"club\" is not known, expected one of department, company, "
           "committee, volunteer_team, alliance_member, street, community, centre\n"
           "organisations.yaml:3: organisations[2].code: is there twice, first in line 3\n"
           "organisations.yaml:3: organisations[2].kind: is missing\n"
           "organisations.yaml:3: organisations[2].name: is a list, expected a text\n"
           "organisations.yaml:4: organisations[3]: is not a mapping, expected one of code, name, kind, area, "
           "calendar\n"
           "organisations.yaml:5: organisations[4].area: \"nowhere\" is unknown, expected the code of an existing area "
           "of areas.yaml\n"
           "organisations.yaml:5: organisations[4].code: \"o2\" is taken already, by line 3\n");
}

static void lengths_are_checked(void **state)
{
    (void)state;
    char text[600], expected[400], code[66], quoted[120];
    memset(code, 'c', sizeof code);
    memset(quoted, 'c', sizeof quoted);
    snprintf(text, sizeof text,
             "categories:\n- {code: k1, name: A}\n- {code: k1.1, name: A}\n- {code: k2, name: A}\n- {code: %.65s, "
             "name: B}\n",
             code);
    snprintf(expected, sizeof expected,
             "categories.yaml:5: categories[4].code: \"%.65s\" is not a code, expected 1 to 64 characters A-Z a-z 0-9 "
             ". _ -\n",
             code);
    expect_faults("categories.yaml", text, strlen(text), expected);
    snprintf(text, sizeof text,
             "categories:\n- {code: k1, name: A}\n- {code: k1.1, name: A}\n- {code: k2, name: A}\n- {code: %.64s, "
             "name: B}\n",
             code);
    expect_faults("categories.yaml", text, strlen(text), "");
    snprintf(text, sizeof text,
             "categories:\n- {code: k1, name: A}\n- {code: k1.1, name: A}\n- {code: k2, name: %.120s%.81s}\n", quoted,
             quoted);
    snprintf(expected, sizeof expected,
             "categories.yaml:4: categories[3].name: \"%.103s…\" is too long, at most 200 bytes\n", quoted);
    expect_faults("categories.yaml", text, strlen(text), expected);
}

static void area_trees_are_checked(void **state)
{
    (void)state;
    FAULTS(
        "areas.yaml",
        "areas:\n- {code: a, name: A, kind: city}\n- {code: a1, name: B, kind: estate, parent: a2, households: 3.5}\n"
        "- {code: a2, name: C, kind: street, parent: a1}\n- {code: b, name: D, kind: city}\n"
        "- {code: c, name: E, kind: city, parent: c}\n- {code: d, name: F, kind: lane, parent: gone}\n",
        "areas.yaml:3: areas[2].households: \"3.5\" is not a number from 0 to 1000000\n"
        "areas.yaml:3: areas[2].parent: is a loop: a2 → a1 → a2\n"
        "areas.yaml:5: areas[4].parent: is missing, and so in line 2: only one area, the root, may be without a "
        "parent\n"
        "areas.yaml:6: areas[5].parent: is a loop: c → c\n"
        "areas.yaml:7: areas[6].parent: \"gone\" is unknown, expected the code of an existing area of areas.yaml\n");
    FAULTS("areas.yaml",
           "areas:\n- {code: a, name: A, kind: city, parent: a1}\n- {code: a1, name: B, kind: street, parent: a}\n"
           "- {code: a2, name: C, kind: street, parent: a}\n",
           "areas.yaml:2: areas: has no root, expected one area without a parent\n"
           "areas.yaml:2: areas[1].parent: is a loop: a1 → a → a1\n");
    FAULTS("areas.yaml", "areas: []\n", "areas.yaml:1: areas: has 0 entries, expected 1 to 200000\n");
    FAULTS("categories.yaml",
           "categories:\n- {code: k1, name: A, parent: k1.1}\n- {code: k1.1, name: B, parent: k1}\n- {code: k2, name: "
           "C}\n",
           "categories.yaml:2: categories[1].parent: is a loop: k1.1 → k1 → k1.1\n");
}

static void people_are_checked(void **state)
{
    (void)state;
    FAULTS(
        "people.yaml",
        "people:\n- {code: p1, name: A, roles: [handler]}\n- {code: p2, name: B, roles: [king, operator, operator]}\n"
        "- {code: p3, name: C, roles: system}\n- {code: p4, name: D, roles: [system], areas: [a, a, z]}\n"
        "- {code: p5, name: E, roles: [handler], organisation: nobody}\n",
        "people.yaml:2: people[1].organisation: is missing, a handler acts for an organisation\n"
        "people.yaml:3: people[2].roles: \"king\" is not known, expected one of resident, grid_worker, building_head, "
        "operator, dispatcher, handler, supervisor, auditor, administrator, importer, head\n"
        "people.yaml:3: people[2].roles: names operator twice\n"
        "people.yaml:4: people[3].roles: is a text, expected a list\n"
        "people.yaml:5: people[4].areas: \"z\" is unknown, expected the code of an existing area of areas.yaml\n"
        "people.yaml:5: people[4].areas: names \"a\" twice\n"
        "people.yaml:5: people[4].roles: \"system\" is not known, expected one of resident, grid_worker, "
        "building_head, operator, dispatcher, handler, supervisor, auditor, administrator, importer, head\n"
        "people.yaml:6: people[5].organisation: \"nobody\" is unknown, expected the code of an existing organisation "
        "of organisations.yaml\n");
}

static void rules_that_never_match_are_told(void **state)
{
    (void)state;
    FAULTS("routing.yaml",
           "rules:\n- {category: k1, area: '*', organisation: o1}\n- {category: k1.1, area: a1, organisation: o2}\n",
           "routing.yaml:3: rules[2]: rule 2 can never match: all that it covers goes to rule 1 (line 2) before it\n");
    FAULTS("routing.yaml",
           "rules:\n- {category: '*', area: a1, organisation: o1}\n- {category: '*', area: a2, organisation: o2}\n"
           "- {category: k2, area: a, organisation: o2}\n- {category: '*', area: '*', organisation: o2}\n"
           "- {category: k1, area: a, organisation: o1}\n",
           "routing.yaml:6: rules[5]: rule 5 can never match: all that it covers goes to rule 1 (line 2), rule 2 (line "
           "3), rule 4 (line 5) before it, and maybe others\n");
    /* Every root is named, so that nothing is left for a star. */
    FAULTS("routing.yaml",
           "rules:\n- {category: k1, area: a, organisation: o1}\n- {category: k2, area: '*', organisation: o2}\n"
           "- {category: '*', area: '*', organisation: o2}\n",
           "routing.yaml:4: rules[3]: rule 3 can never match: all that it covers goes to rule 1 (line 2), rule 2 (line "
           "3) before it\n");
    FAULTS("routing.yaml",
           "rules:\n- {category: k9, area: '*', organisation: o1, limit: soon}\n- {category: k1, area: a9, "
           "organisation: o9}\n",
           "routing.yaml:2: rules[1].category: \"k9\" is unknown, expected the code of an existing category of "
           "categories.yaml\n"
           "routing.yaml:2: rules[1].limit: \"soon\" is not a limit, expected " LIMIT_EXPECTED_ANY "\n"
           "routing.yaml:3: rules[2].area: \"a9\" is unknown, expected the code of an existing area of areas.yaml\n"
           "routing.yaml:3: rules[2].organisation: \"o9\" is unknown, expected the code of an existing organisation of "
           "organisations.yaml\n");
}

static void hostile_texts_are_refused(void **state)
{
    (void)state;
    FAULTS("people.yaml", "", "people.yaml:1: the file is empty, expected one YAML document\n");
    FAULTS("people.yaml", "people:\n- {code: p, name: A\0B, roles: [operator]}\n",
           "people.yaml:2: not valid UTF-8 text: control characters are not allowed, expected UTF-8 without control "
           "characters\n");
    FAULTS("people.yaml", "people:\n- {code: p, name: \"A\\0B\", roles: [operator]}\n",
           "people.yaml:2: people[1].name: \"A\\x00B\" holds control characters, expected one line of text, at most "
           "200 bytes\n");
    FAULTS(
        "people.yaml", "people:\n- {code: \"p\\e[2J\", name: A, roles: [operator]}\n",
        "people.yaml:2: people[1].code: \"p\\x1b[2J\" is not a code, expected 1 to 64 characters A-Z a-z 0-9 . _ -\n");
    FAULTS("people.yaml", "people:\n\n- {code: p, name: A\xff, roles: [operator]}\n",
           "people.yaml:3: not valid UTF-8 text: invalid leading UTF-8 octet, expected UTF-8 without control "
           "characters\n");
    FAULTS("people.yaml", "people:\n- code: p\n\tname: A\n",
           "people.yaml:3: not valid YAML: found a tab character that violates indentation, while scanning a plain "
           "scalar, expected a document as docs/city-pack.md shows it\n");
    FAULTS("people.yaml", "people: &x\n- {code: p, name: A, roles: [operator]}\n",
           "people.yaml:1: anchors (&) are not taken, write the value itself\n");
    FAULTS("people.yaml", "people:\n- {code: p, name: *x, roles: [operator]}\n",
           "people.yaml:2: aliases (*) are not taken, write the value itself; a star that is meant must be quoted: "
           "\"*\"\n");
    FAULTS("people.yaml", "people:\n- {code: !!binary p, name: A, roles: [operator]}\n",
           "people.yaml:2: tags (!) are not taken, write the plain value\n");
    FAULTS("people.yaml", "people: [[[[[[[[[[]]]]]]]]]]\n",
           "people.yaml:1: nested too deep, expected at most 9 levels\n");
    FAULTS("people.yaml", "people:\n- {[code]: p}\n", "people.yaml:2: a key is a list or a map, expected a word\n");
    FAULTS("people.yaml", "people:\n- {code: p, name: A, roles: [operator]}\n---\npeople: []\n",
           "people.yaml:3: a second document begins, expected one\n");
}

static void bombs_are_refused_quickly(void **state)
{
    (void)state;
    enum { DEEP = 500000 };
    char *text = malloc(DEEP);
    assert_non_null(text);
    memset(text, '[', DEEP);
    expect_faults("people.yaml", text, DEEP, "people.yaml:1: nested too deep, expected at most 9 levels\n");
    memset(text, ' ', DEEP);
    for (size_t i = 0; i + 2 < DEEP; i += 2)
        text[i] = '-';
    expect_faults("people.yaml", text, DEEP, "people.yaml:1: nested too deep, expected at most 9 levels\n");
    free(text);
}

static void files_are_missed(void **state)
{
    (void)state;
    struct pack_text texts[CITY_TEXTS];
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    city_texts_replace(texts, NULL, NULL, 0);
    texts[5].name = "city.yaml";
    assert_false(pack_read_texts(texts, CITY_TEXTS, &pack, &faults));
    assert_null(pack);
    assert_int_equal(faults.count, 2);
    assert_string_equal(faults.items[0].message, "is there twice");
    assert_string_equal(faults.items[1].file, "routing.yaml");
    assert_string_equal(faults.items[1].message, "is missing");
    pack_faults_clear(&faults);
    assert_false(pack_read_folder("/dev/null", &pack, &faults));
    assert_int_equal(faults.count, 1);
    pack_faults_clear(&faults);
}

static void many_faults_are_counted(void **state)
{
    (void)state;
    struct pack_faults faults = {0};
    for (int i = 0; i < PACK_FAULTS_MOST + 5; i++)
        pack_faults_add(&faults, "x.yaml", i, "", "wrong");
    assert_int_equal(faults.count, PACK_FAULTS_MOST);
    assert_int_equal(faults.more, 5);
    pack_faults_clear(&faults);
}

static struct pack *good_pack_new(void)
{
    struct pack_text texts[CITY_TEXTS];
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    city_texts_replace(texts, NULL, NULL, 0);
    assert_true(pack_read_texts(texts, CITY_TEXTS, &pack, &faults));
    return pack;
}

static int rule_number(const struct pack *pack, const char *category, const char *area)
{
    const struct pack_rule *rule = pack_route(pack, pack_category_find(pack, category, strlen(category)),
                                              pack_area_find(pack, area, strlen(area)));
    return rule ? rule->number : 0;
}

static void first_rule_that_covers_both_wins(void **state)
{
    (void)state;
    struct pack *pack = good_pack_new();
    assert_int_equal(rule_number(pack, "k1.1", "a1"), 1);
    assert_int_equal(rule_number(pack, "k1.1", "a1x"), 1); /* below a1 */
    assert_int_equal(rule_number(pack, "k1.1", "a2"), 2);  /* k1.1 is below k1 */
    assert_int_equal(rule_number(pack, "k1", "a1"), 2);
    assert_int_equal(rule_number(pack, "k2", "a1x"), 3);
    assert_int_equal(rule_number(pack, "k2", "a2"), 0);
    assert_int_equal(rule_number(pack, "k2", "a"), 0);
    assert_true(pack_area_within(pack, pack_area_find(pack, "a1x", 3), pack_area_find(pack, "a", 1)));
    assert_false(pack_area_within(pack, pack_area_find(pack, "a", 1), pack_area_find(pack, "a1x", 3)));
    assert_false(pack_area_within(pack, pack_area_find(pack, "a2", 2), pack_area_find(pack, "a1", 2)));
    pack_destroy(&pack);
    assert_null(pack);
}

static void limits_go_from_rule_to_category_to_city(void **state)
{
    (void)state;
    struct pack *pack = good_pack_new();
    int k1 = pack_category_find(pack, "k1", 2), k11 = pack_category_find(pack, "k1.1", 4);
    int k2 = pack_category_find(pack, "k2", 2);
    assert_int_equal(pack_limit(pack, &pack->rules[0], k11).milliseconds, 1800000); /* the rule's 30m */
    assert_int_equal(pack_limit(pack, &pack->rules[1], k11).milliseconds, 7200000); /* of its parent k1: 2h */
    assert_int_equal(pack_limit(pack, NULL, k1).milliseconds, 7200000);
    assert_int_equal(pack_limit(pack, NULL, k2).milliseconds, 604800000); /* the city's 7d */
    assert_int_equal(pack->return_within.milliseconds, 86400000);
    assert_int_equal(pack->return_times, 2);
    assert_true(pack->triage_by_rule);
    pack_destroy(&pack);
}

static void limits_are_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t milliseconds; /* 0: refused */
        const char *written;
    } cases[] = {
        {"1s", 1000, "1s"},
        {"90s", 90000, "90s"},
        {"60s", 60000, "1m"},
        {"30m", 1800000, "30m"},
        {"2h", 7200000, "2h"},
        {"24h", 86400000, "1d"},
        {"3650d", LIMIT_MOST_MS, "3650d"},
        {"3651d", 0, ""},
        {"0s", 0, ""},
        {"", 0, ""},
        {"s", 0, ""},
        {"7", 0, ""},
        {"7 d", 0, ""},
        {"-1d", 0, ""},
        {"1.5h", 0, ""},
        {"7D", 0, ""},
        {"999999999d", 0, ""},
        {"9999999999s", 0, ""},
        {"1d2h", 0, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct limit limit = {0};
        char written[LIMIT_TEXT_BYTES];
        assert_int_equal(limit_parse(cases[i].text, strlen(cases[i].text), &limit), cases[i].milliseconds != 0);
        assert_int_equal(limit.milliseconds, cases[i].milliseconds);
        if (!cases[i].milliseconds)
            continue;
        limit_print(limit, written);
        assert_string_equal(written, cases[i].written);
    }
}

static void things_are_found_by_code_and_id(void **state)
{
    (void)state;
    struct pack *pack = good_pack_new();
    for (int i = 0; i < pack->area_count; i++) {
        assert_int_equal(pack_area_find(pack, pack->areas[i].code, strlen(pack->areas[i].code)), i);
        assert_int_equal(pack_area_of_id(pack, 100 + i), -1);
        pack->areas[i].id = 100 + i;
    }
    pack->people[0].id = INT32_MAX;
    pack_bind_finish(pack);
    pack_bind_finish(pack);
    for (int i = 0; i < pack->area_count; i++)
        assert_int_equal(pack_area_of_id(pack, 100 + i), i);
    assert_int_equal(pack_area_of_id(pack, 0), -1);
    assert_int_equal(pack_area_of_id(pack, -5), -1);
    assert_int_equal(pack_person_of_id(pack, INT32_MAX), 0);
    assert_int_equal(pack_organisation_of_id(pack, 100), -1);
    assert_int_equal(pack_area_find(pack, "a1 and more", 2), pack_area_find(pack, "a1", 2));
    assert_int_equal(pack_area_find(pack, "", 0), -1);
    assert_int_equal(pack_channel_find(pack, "app", 3), 0);
    assert_int_equal(pack_organisation_find(pack, "o2", 2), 1);
    assert_int_equal(pack->people[pack_person_find(pack, "p2", 2)].appointments[0].roles, ROLE_HANDLER);
    assert_int_equal(pack->people[1].appointments[0].organisation, 0);
    assert_int_equal(pack->people[0].appointments[0].organisation, -1);
    assert_int_equal(pack->people[2].appointments[0].area_count, 2);
    assert_int_equal(pack->people[2].appointments[0].areas[1], pack_area_find(pack, "a2", 2));
    pack_destroy(&pack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_pack_has_no_fault),
        cmocka_unit_test(fields_are_checked),
        cmocka_unit_test(lengths_are_checked),
        cmocka_unit_test(area_trees_are_checked),
        cmocka_unit_test(people_are_checked),
        cmocka_unit_test(rules_that_never_match_are_told),
        cmocka_unit_test(hostile_texts_are_refused),
        cmocka_unit_test(bombs_are_refused_quickly),
        cmocka_unit_test(files_are_missed),
        cmocka_unit_test(many_faults_are_counted),
        cmocka_unit_test(first_rule_that_covers_both_wins),
        cmocka_unit_test(limits_go_from_rule_to_category_to_city),
        cmocka_unit_test(limits_are_read_and_written),
        cmocka_unit_test(things_are_found_by_code_and_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
