/* Learning finds what there is to learn, and confidence is worth what it says. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/dispatch/triage/learn.h"
#include "services/dispatch/triage/measure.h"
#include "services/dispatch/triage/model.h"
#include "services/dispatch/triage/title_table.h"

static struct triage_input input_of(const char *title)
{
    return (struct triage_input){
        .title = title, .area = "baita.3", .channel = "app", .hour = TRIAGE_UNKNOWN, .weekday = TRIAGE_UNKNOWN};
}

/* -- calibration ------------------------------------------------------------------------------------------------- */

/* Scores of 0.2 are right one time in four, those of 0.8 nine times in ten. */
static void confidence_is_what_was_right(void **state)
{
    struct observation observations[800];
    struct calibration calibration;
    (void)state;
    for (int i = 0; i < 800; i++)
        observations[i] =
            i % 2 ? (struct observation){0.2, i / 2 % 4 == 0} : (struct observation){0.8, i / 2 % 10 != 0};
    calibration_fit(&calibration, observations, 800);
    assert_true(calibration_valid(&calibration));
    assert_int_equal(calibration.count, 2);
    assert_true(fabs(calibration_confidence(&calibration, 0.1) - 101.0 / 402) < 1e-12);
    assert_true(fabs(calibration_confidence(&calibration, 0.2) - 101.0 / 402) < 1e-12);
    assert_true(fabs(calibration_confidence(&calibration, 0.8) - 361.0 / 402) < 1e-12);
    assert_true(fabs(calibration_confidence(&calibration, 1.0) - 361.0 / 402) < 1e-12);
    assert_true(fabs(calibration_confidence(&calibration, 0.5) - (101.0 + 361.0) / 804) < 1e-9);
}

/* A higher score that is right less often is worth no less: neighbours are pooled. */
static void confidence_never_falls(void **state)
{
    struct observation observations[3000];
    struct calibration calibration;
    uint32_t seed = 7;
    (void)state;
    for (int i = 0; i < 3000; i++) {
        seed = seed * 1664525 + 1013904223;
        double score = (double)(seed >> 8) / (1 << 24);
        observations[i] =
            (struct observation){score, (seed >> 4) % 100 < (unsigned)(100 * (score < 0.5 ? score : 1 - score))};
    }
    calibration_fit(&calibration, observations, 3000);
    assert_true(calibration_valid(&calibration));
    for (uint32_t i = 1; i < calibration.count; i++)
        assert_true(calibration.steps[i].confidence > calibration.steps[i - 1].confidence);
    calibration_fit(&calibration, observations, 3);
    assert_true(calibration_valid(&calibration));
}

/* -- learning ---------------------------------------------------------------------------------------------------- */

static const char *const organisations[] = {"water", "lights", "parks", "roads"};

/* The i-th ticket of a town where words tell the organisation, but for one word, where the area does. */
static void ticket_add(struct examples *examples, int i)
{
    static const char *const words[] = {"水管漏水", "路灯不亮", "绿化带杂草", "道路坑洞", "积水"};
    char title[64], area[16];
    int word = i * 7 % 5, place = i * 11 % 4;
    snprintf(title, sizeof title, "%s第%d处", words[word], i % 13);
    snprintf(area, sizeof area, "town.%d", place);
    struct triage_input input = {
        .title = title, .area = area, .channel = i % 3 ? "app" : "hotline", .hour = i % 24, .weekday = i % 7};
    examples_add(examples, i, &input, organisations[word < 4 ? word : place % 2 ? 0 : 3]);
}

static struct triage *town_learn(struct examples *examples, int from, int count)
{
    struct fault fault;
    struct learn_options options = learn_usual;
    for (int i = from; i < from + count; i++)
        ticket_add(examples, i);
    examples_sort(examples);
    options.city = "mini", options.from = "2026-01-01", options.to = "2026-01-31", options.hash_bits = 14;
    return learn(examples, &options, &fault);
}

static void what_is_there_is_learnt(void **state)
{
    struct examples learnt = {0}, tested = {0};
    struct measures measures;
    struct triage *triage = town_learn(&learnt, 0, 1200);
    (void)state;
    assert_non_null(triage);
    for (int i = 5000; i < 5400; i++)
        ticket_add(&tested, i);
    measure(triage, &learnt, &tested, &measures);
    assert_int_equal(measures.tickets, 400);
    assert_true(measures.first >= 396);
    assert_int_equal(measures.among_three, 400);
    assert_true(measures.sure >= 300 && measures.sure_right >= measures.sure * 98 / 100);
    assert_int_equal(measures.unseen_title, 0);
    assert_true(measures.exact_title < measures.first); /* the area is not in the title */
    assert_true(measures.commonest < 200);
    triage_destroy(&triage);
    examples_clear(&learnt);
    examples_clear(&tested);
}

static void same_tickets_same_model(void **state)
{
    struct examples once = {0}, again = {0};
    struct triage *one = town_learn(&once, 0, 400), *other = town_learn(&again, 0, 400);
    (void)state;
    assert_memory_equal(&one->header, &other->header, sizeof one->header);
    assert_memory_equal(one->weights, other->weights, model_weight_count(&one->header) * sizeof *one->weights);
    triage_destroy(&one);
    triage_destroy(&other);
    examples_clear(&once);
    examples_clear(&again);
}

/* For 73 days the one had them, for the last 39 the other: who counts the last 40 more goes with the other.
 */
static void recent_tickets_count_more(void **state)
{
    struct examples examples = {0};
    struct fault fault;
    struct learn_options options = learn_usual;
    struct triage_input input = input_of("水管漏水");
    (void)state;
    for (int i = 0; i < 400; i++)
        examples_add(&examples, i * INT64_C(24192000), &input, i >= 260 ? "water" : "lights"); /* 112 days */
    options.city = "mini", options.from = options.to = "2026-01-01";
    for (int days = 0; days <= 40; days += 40) {
        struct triage_proposal proposals[TRIAGE_PROPOSALS];
        options.recent_days = days;
        struct triage *triage = learn(&examples, &options, &fault);
        assert_non_null(triage);
        assert_int_equal(triage_propose(triage, &input, proposals), 2);
        assert_string_equal(proposals[0].organisation, days ? "water" : "lights");
        triage_destroy(&triage);
    }
    examples_clear(&examples);
}

/* liblinear keeps one row of weights for two: the second organisation is as good as the first. */
static void two_organisations_are_learnt(void **state)
{
    struct examples examples = {0};
    struct fault fault;
    struct learn_options options = learn_usual;
    struct triage_proposal proposals[TRIAGE_PROPOSALS];
    (void)state;
    for (int i = 0; i < 400; i++) {
        struct triage_input input = input_of(i % 2 ? "水管漏水" : "路灯不亮");
        examples_add(&examples, i, &input, i % 2 ? "water" : "lights");
    }
    options.city = "mini", options.from = options.to = "2026-01-01";
    struct triage *triage = learn(&examples, &options, &fault);
    assert_non_null(triage);
    for (int i = 0; i < 2; i++) {
        struct triage_input input = input_of(i ? "水管漏水" : "路灯不亮");
        assert_int_equal(triage_propose(triage, &input, proposals), 2);
        assert_string_equal(proposals[0].organisation, i ? "water" : "lights");
        assert_true(proposals[0].confidence > 0.9);
    }
    triage_destroy(&triage);
    examples_clear(&examples);
}

static void too_little_is_refused(void **state)
{
    struct examples examples = {0};
    struct fault fault;
    struct learn_options options = learn_usual;
    struct triage_input input = input_of("水管漏水");
    (void)state;
    options.city = "mini", options.from = options.to = "2026-01-01";
    for (int i = 0; i < LEARN_TICKETS_LEAST; i++) {
        assert_null(learn(&examples, &options, &fault));
        assert_string_equal(fault.code, "too_few");
        examples_add(&examples, i, &input, "water");
    }
    assert_null(learn(&examples, &options, &fault));
    assert_string_equal(fault.code, "one_organisation");
    for (int i = 0; i < MODEL_LABELS_MOST; i++) {
        char code[16];
        snprintf(code, sizeof code, "o%d", i);
        examples_add(&examples, i, &input, code);
    }
    assert_null(learn(&examples, &options, &fault));
    assert_string_equal(fault.code, "too_many");
    examples_clear(&examples);
}

static void simplest_ways_count(void **state)
{
    static const struct {
        const char *title, *organisation;
    } tickets[] = {{"a", "two"}, {"a", "one"}, {"b", "one"}, {"b", "two"}, {"b", "two"}, {"c", "one"}, {"d", "one"}};
    struct examples examples = {0};
    (void)state;
    for (int i = 0; i < 7; i++) {
        struct triage_input input = input_of(tickets[i].title);
        examples_add(&examples, i, &input, tickets[i].organisation);
    }
    struct title_table *table = title_table_new(&examples);
    assert_string_equal(title_table_commonest(table), "one");
    assert_string_equal(title_table_find(table, "a"), "two"); /* as many: whose came first */
    assert_string_equal(title_table_find(table, "b"), "two");
    assert_string_equal(title_table_find(table, "d"), "one");
    assert_string_equal(title_table_find(table, "e"), "one");
    assert_true(title_table_has(table, "c"));
    assert_false(title_table_has(table, "e"));
    examples_keep_newest(&examples, 2);
    assert_int_equal(examples.count, 2);
    assert_string_equal(examples.list[0].input.title, "c");
    title_table_destroy(&table);
    examples_clear(&examples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(confidence_is_what_was_right), cmocka_unit_test(confidence_never_falls),
        cmocka_unit_test(what_is_there_is_learnt),      cmocka_unit_test(same_tickets_same_model),
        cmocka_unit_test(recent_tickets_count_more),    cmocka_unit_test(two_organisations_are_learnt),
        cmocka_unit_test(too_little_is_refused),        cmocka_unit_test(simplest_ways_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
