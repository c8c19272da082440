/* standards.yaml and the kinds of categories: what is refused and how it is told, and looking standards up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/city/pack.h"
#include "tests/unit/city_texts.h"

#define STANDARDS "standards.yaml"

/* Reads the good pack with `categories` (or its own, where NULL) and with standards, and gives the faults as printed.
 */
static struct pack *pack_read(const char *categories, const char *standards, char **told)
{
    struct pack_text texts[CITY_TEXTS + 1];
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    size_t length;
    city_texts_replace(texts, categories ? "categories.yaml" : NULL, categories, categories ? strlen(categories) : 0);
    texts[CITY_TEXTS] = (struct pack_text){STANDARDS, standards, strlen(standards)};
    pack_read_texts(texts, CITY_TEXTS + 1, &pack, &faults);
    FILE *stream = open_memstream(told, &length);
    pack_faults_print(&faults, stream);
    fclose(stream);
    pack_faults_clear(&faults);
    return pack;
}

static void expect_faults(const char *categories, const char *standards, const char *expected)
{
    char *told;
    struct pack *pack = pack_read(categories, standards, &told);
    assert_string_equal(told, expected);
    assert_null(pack);
    free(told);
}

static struct pack *expect_good(const char *categories, const char *standards)
{
    char *told;
    struct pack *pack = pack_read(categories, standards, &told);
    assert_string_equal(told, "");
    assert_non_null(pack);
    free(told);
    return pack;
}

static void every_fault_is_told(void **state)
{
    (void)state;
    expect_faults(
        NULL,
        "standards:\n"
        "- {code: s1, category: k2, open: a, close: b, limit: 4h}\n"
        "- {code: s1, category: k1, open: a, close: '', limit: 4小时}\n"
        "- {code: s3, category: nowhere, open: a, limit: 2wd, organisation: o9, supervisor: o1}\n"
        "- {code: s 4, category: k1.1, open: a, close: b, limit: 1h, unit: o1}\n",
        "standards.yaml:3: standards[2].category: \"k1\" has others below it, expected a small category: one "
        "that has none\n"
        "standards.yaml:3: standards[2].close: \"\" is empty, expected a text, at most 2000 bytes\n"
        "standards.yaml:3: standards[2].code: \"s1\" is taken already, by line 2\n"
        "standards.yaml:3: standards[2].limit: \"4小时\" is not a limit, expected " LIMIT_EXPECTED_ANY "\n"
        "standards.yaml:4: standards[3].category: \"nowhere\" is unknown, expected the code of an existing "
        "category of categories.yaml\n"
        "standards.yaml:4: standards[3].close: is missing\n"
        "standards.yaml:4: standards[3].limit: \"2wd\" counts by a calendar, and the city has no calendar.yaml, "
        "expected " LIMIT_EXPECTED "\n"
        "standards.yaml:4: standards[3].organisation: \"o9\" is unknown, expected the code of an existing "
        "organisation of organisations.yaml\n"
        "standards.yaml:5: standards[4]: unknown field \"unit\", expected code, category, open, close, limit, "
        "organisation, supervisor\n"
        "standards.yaml:5: standards[4].code: \"s 4\" is not a code, expected 1 to 64 characters A-Z a-z 0-9 "
        ". _ -\n");
}

static void expect_standard(const struct pack *pack, int index, const char *code, const char *category)
{
    assert_string_equal(pack->standards[index].code, code);
    assert_string_equal(pack->categories[pack->standards[index].category].code, category);
    assert_int_equal(pack_standard_find(pack, code, strlen(code)), index);
}

static void those_of_a_category_stand_together(void **state)
{
    int first, count;
    struct pack *pack =
        expect_good(NULL, "standards:\n"
                          "- {code: z, category: k2, open: 立, close: 结, limit: 4h, organisation: o2}\n"
                          "- {code: b, category: k1.1, open: o, close: c, limit: 30m}\n"
                          "- {code: a, category: k2, open: o, close: c, limit: 2d, supervisor: o1}\n");
    (void)state;
    pack_standards_of(pack, pack_category_find(pack, "k2", 2), &first, &count);
    assert_int_equal(count, 2);
    expect_standard(pack, first, "z", "k2");
    expect_standard(pack, first + 1, "a", "k2");
    assert_string_equal(pack->standards[first].open, "立");
    assert_string_equal(pack->standards[first].close, "结");
    assert_int_equal(pack->standards[first].limit.milliseconds, 4 * 3600000);
    assert_int_equal(pack->standards[first].organisation, pack_organisation_find(pack, "o2", 2));
    assert_int_equal(pack->standards[first].supervisor, -1);
    assert_int_equal(pack->standards[first + 1].organisation, -1);
    assert_int_equal(pack->standards[first + 1].supervisor, pack_organisation_find(pack, "o1", 2));
    pack_standards_of(pack, pack_category_find(pack, "k1.1", 4), &first, &count);
    assert_int_equal(count, 1);
    expect_standard(pack, first, "b", "k1.1");
    pack_standards_of(pack, pack_category_find(pack, "k1", 2), &first, &count);
    assert_int_equal(count, 0);
    assert_int_equal(pack_standard_find(pack, "none", 4), -1);
    pack_destroy(&pack);
}

static void a_pack_without_standards_has_none(void **state)
{
    struct pack_text texts[CITY_TEXTS];
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    int first, count;
    (void)state;
    city_texts_replace(texts, NULL, NULL, 0);
    assert_true(pack_read_texts(texts, CITY_TEXTS, &pack, &faults));
    pack_standards_of(pack, 0, &first, &count);
    assert_int_equal(count, 0);
    assert_int_equal(pack_standard_find(pack, "s", 1), -1);
    pack_destroy(&pack);
}

#define STANDARD "standards:\n- {code: s, category: k1.1, open: o, close: c, limit: 1h}\n"

static void kinds_are_of_roots(void **state)
{
    struct pack *pack =
        expect_good("categories:\n- {code: k1.1, name: K11, parent: k1}\n- {code: k1, name: K1, kind: component}\n"
                    "- {code: k2, name: K2, kind: event}\n- {code: k3, name: K3}\n",
                    STANDARD);
    (void)state;
    assert_int_equal(pack->categories[0].kind, CATEGORY_COMPONENT);
    assert_int_equal(pack->categories[1].kind, CATEGORY_COMPONENT);
    assert_int_equal(pack->categories[2].kind, CATEGORY_EVENT);
    assert_int_equal(pack->categories[3].kind, 0);
    pack_destroy(&pack);
    expect_faults(
        "categories:\n- {code: k1, name: K1, kind: thing}\n- {code: k1.1, name: K11, parent: k1, kind: event}\n"
        "- {code: k2, name: K2}\n",
        STANDARD,
        "categories.yaml:2: categories[1].kind: \"thing\" is not known, expected one of component, event\n"
        "categories.yaml:3: categories[2].kind: is only for a category without a parent: what is below it is "
        "of the same kind\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_is_told),
        cmocka_unit_test(those_of_a_category_stand_together),
        cmocka_unit_test(a_pack_without_standards_has_none),
        cmocka_unit_test(kinds_are_of_roots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
