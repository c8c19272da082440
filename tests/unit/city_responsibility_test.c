/* Who answers for what, where and when: responsibilities.yaml. */
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
#include "tests/unit/city_texts.h"

static struct pack *responsibilities_read(const char *text, const char *expected)
{
    struct pack_text texts[CITY_TEXTS + 1];
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    char *told = NULL;
    size_t told_length = 0;
    city_texts_replace(texts, NULL, NULL, 0);
    texts[CITY_TEXTS] = (struct pack_text){"responsibilities.yaml", text, strlen(text)};
    pack_read_texts(texts, CITY_TEXTS + 1, &pack, &faults);
    FILE *stream = open_memstream(&told, &told_length);
    pack_faults_print(&faults, stream);
    fclose(stream);
    pack_faults_clear(&faults);
    assert_string_equal(told, expected);
    free(told);
    return pack;
}

static const char *who(const struct pack *pack, const char *category, const char *area, int32_t date)
{
    int organisation = pack_responsible(pack, pack_category_find(pack, category, strlen(category)),
                                        pack_area_find(pack, area, strlen(area)), date);
    return organisation < 0 ? "nobody" : pack->organisations[organisation].code;
}

static void category_goes_before_area(void **state)
{
    (void)state;
    struct pack *pack =
        responsibilities_read("responsibilities:\n- {category: k1, area: a1x, organisation: o1}\n"
                              "- {category: k1.1, area: a, organisation: o2}\n- {category: k1.1, area: a1, "
                              "organisation: o1}\n- {category: '*', area: a2, organisation: o2}\n",
                              "");
    assert_string_equal(who(pack, "k1", "a1x", 0), "o1");
    assert_string_equal(who(pack, "k1", "a1", 0), "nobody");
    assert_string_equal(who(pack, "k1", "a2", 0), "o2");
    assert_string_equal(who(pack, "k1.1", "a2", 0), "o2");
    assert_string_equal(who(pack, "k1.1", "a1x", 0), "o1"); /* of a1: the category, then the area nearest to it */
    assert_string_equal(who(pack, "k2", "a1x", 0), "nobody");
    assert_string_equal(who(pack, "k2", "a2", 0), "o2");
    pack_destroy(&pack);
    pack = responsibilities_read("responsibilities:\n- {category: '*', area: '*', organisation: o1}\n"
                                 "- {category: k2, area: '*', organisation: o2}\n",
                                 "");
    assert_string_equal(who(pack, "k1.1", "a1x", 0), "o1");
    assert_string_equal(who(pack, "k2", "a", 0), "o2");
    pack_destroy(&pack);
}

static void responsibilities_begin_and_end(void **state)
{
    (void)state;
    struct pack *pack =
        responsibilities_read("responsibilities:\n- {category: k2, area: a, organisation: o2, from: 2026-07-01}\n"
                              "- {category: k2, area: a, organisation: o1, until: 2026-06-30}\n"
                              "- {category: k2, area: a1, organisation: o2, from: 2026-03-01, until: 2026-03-01}\n",
                              "");
    assert_string_equal(who(pack, "k2", "a1", date_of(2026, 2, 28)), "o1");
    assert_string_equal(who(pack, "k2", "a1", date_of(2026, 3, 1)), "o2");
    assert_string_equal(who(pack, "k2", "a1", date_of(2026, 3, 2)), "o1");
    assert_string_equal(who(pack, "k2", "a1", date_of(2026, 6, 30)), "o1");
    assert_string_equal(who(pack, "k2", "a1", date_of(2026, 7, 1)), "o2");
    pack_destroy(&pack);
}

static void two_at_once_are_refused(void **state)
{
    (void)state;
    assert_null(responsibilities_read(
        "responsibilities:\n- {category: k1, area: a, organisation: o1}\n- {category: k1, area: a, organisation: o2}\n"
        "- {category: k2, area: '*', organisation: o1, until: 2026-05-05}\n"
        "- {category: k2, area: '*', organisation: o2, from: 2026-05-06}\n"
        "- {category: k2, area: '*', organisation: o1, from: 2026-12-31, until: 2027-01-01}\n"
        "- {category: k2, area: a, organisation: o2}\n",
        "responsibilities.yaml:3: responsibilities[2]: is for the same category and area as line 2, at the same time: "
        "expected one organisation\n"
        "responsibilities.yaml:6: responsibilities[5]: is for the same category and area as line 5, at the same time: "
        "expected one organisation\n"));
    assert_null(responsibilities_read(
        "responsibilities:\n- {category: k1, area: a, organisation: o1, from: 2026-02-02, until: 2026-02-01}\n"
        "- {category: gone, area: gone, organisation: gone}\n- {category: k2}\n",
        "responsibilities.yaml:2: responsibilities[1].until: 2026-02-01 is before from, expected the last day, which "
        "is counted\n"
        "responsibilities.yaml:3: responsibilities[2].area: \"gone\" is unknown, expected the code of an existing area "
        "of areas.yaml\n"
        "responsibilities.yaml:3: responsibilities[2].category: \"gone\" is unknown, expected the code of an existing "
        "category of categories.yaml\n"
        "responsibilities.yaml:3: responsibilities[2].organisation: \"gone\" is unknown, expected the code of an "
        "existing organisation of organisations.yaml\n"
        "responsibilities.yaml:4: responsibilities[3].area: is missing\n"
        "responsibilities.yaml:4: responsibilities[3].organisation: is missing\n"));
}

static void without_the_file_nobody_is(void **state)
{
    (void)state;
    struct pack_text texts[CITY_TEXTS];
    struct pack_faults faults = {0};
    struct pack *pack;
    city_texts_replace(texts, NULL, NULL, 0);
    assert_true(pack_read_texts(texts, CITY_TEXTS, &pack, &faults));
    assert_string_equal(who(pack, "k1.1", "a1x", 0), "nobody");
    pack_destroy(&pack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(category_goes_before_area),
        cmocka_unit_test(responsibilities_begin_and_end),
        cmocka_unit_test(two_at_once_are_refused),
        cmocka_unit_test(without_the_file_nobody_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
