/* Features stay what models were learnt with: characters, not bytes; all that is known; nothing out of bounds. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/memory.h"
#include "services/dispatch/triage/feature.h"

static const struct feature_plan plan = {.hash_bits = 17, .gram_most = 2};

static struct triage_input input_of(const char *title)
{
    return (struct triage_input){
        .title = title, .area = "baita.3", .channel = "app", .hour = TRIAGE_UNKNOWN, .weekday = TRIAGE_UNKNOWN};
}

static size_t features_of(const struct triage_input *input, struct feature out[FEATURES_MOST])
{
    memset(out, 0, FEATURES_MOST * sizeof *out);
    return features_make(&plan, input, out);
}

/* A model is a table of these very rows: whoever changes them must raise MODEL_VERSION. */
static void features_are_these(void **state)
{
    static const uint32_t rows[] = {22037, 85182, 45414, 45345, 47989, 63186,  87759, 51657, 98823,
                                    39117, 94475, 67340, 6305,  56487, 112729, 96787, 50374, 90366,
                                    36578, 51691, 96188, 42888, 10232, 77661,  107377};
    struct feature features[FEATURES_MOST];
    struct triage_input input = input_of("路灯");
    (void)state;
    input.has_place = true;
    input.latitude = 32.68;
    input.longitude = 119.0;
    input.hour = 21;
    input.weekday = 6;
    size_t count = features_of(&input, features);
    assert_int_equal(count, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(features[i].row, rows[i]);
}

/* 路灯 in its frame are 4 characters: 4 grams of one and 3 of two, together 1 in quadrature. */
static void grams_are_of_characters(void **state)
{
    struct feature features[FEATURES_MOST];
    struct triage_input input = input_of("路灯");
    double squares = 0;
    (void)state;
    features_of(&input, features);
    for (int i = 0; i < 7; i++)
        squares += (double)features[i].value * (double)features[i].value;
    assert_true(fabs(squares - 1) < 1e-5);
    assert_true(features[7].value == 1.0F); /* the whole title */
}

static bool same_features(const struct triage_input *one, const struct triage_input *other)
{
    struct feature a[FEATURES_MOST], b[FEATURES_MOST];
    size_t count = features_of(one, a);
    return count == features_of(other, b) && memcmp(a, b, count * sizeof *a) == 0;
}

static void case_and_space_do_not_count(void **state)
{
    struct triage_input plain = input_of("street light out"), odd = input_of("  Street\t LIGHT \n out "),
                        other = input_of("street lights out");
    (void)state;
    assert_true(same_features(&plain, &odd));
    assert_false(same_features(&plain, &other));
}

static void all_that_is_known_counts(void **state)
{
    struct triage_input known = input_of("路灯"), other = known;
    (void)state;
    other.area = "baita.4";
    assert_false(same_features(&known, &other));
    other = known;
    other.channel = "hotline";
    assert_false(same_features(&known, &other));
    other = known;
    other.hour = 3, other.weekday = 0;
    assert_false(same_features(&known, &other));
    other = known;
    other.has_place = true;
    assert_false(same_features(&known, &other));
    other = known;
    other.description = "三天了"; /* the plan is without */
    assert_true(same_features(&known, &other));
}

/* The longest texts, also such as are no UTF-8, stay within bounds (the sanitizers watch). */
static void long_texts_fit(void **state)
{
    struct feature_plan most = {.hash_bits = 22, .gram_most = FEATURE_GRAMS_MOST, .with_description = 1};
    struct feature *features = memory_new(FEATURES_MOST, sizeof *features);
    char *text = memory_new(100001, 1);
    char area[401];
    const int fillers[] = {'a', 0x80, 0xf0, ' ', 1};
    (void)state;
    memset(area, '.', 400);
    area[400] = '\0';
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++) {
        memset(text, fillers[i], 100000);
        const struct triage_input input = {.title = text,
                                           .description = text,
                                           .area = area,
                                           .channel = "app",
                                           .has_place = true,
                                           .latitude = -90,
                                           .longitude = 180,
                                           .hour = 23};
        size_t count = features_make(&most, &input, features);
        assert_true(count > 0 && count <= FEATURES_MOST);
        for (size_t j = 0; j < count; j++)
            assert_true(features[j].row < 1U << 22 && isfinite(features[j].value));
    }
    free(text);
    free(features);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_are_these),
        cmocka_unit_test(grams_are_of_characters),
        cmocka_unit_test(case_and_space_do_not_count),
        cmocka_unit_test(all_that_is_known_counts),
        cmocka_unit_test(long_texts_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
