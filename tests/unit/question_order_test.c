/* How the rows of an answer rank and stand in order, and which end is better. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/question/order.h"
#include "common/time/date.h"

static void figures_take(struct question *question, const char *const *names)
{
    struct fault fault;
    assert_true(figures_read(NULL, names, "measures", &question->figures, &fault));
}

/* By urgency and time: 1 2 3 4 with received, returned, due, due on time. */
static const int64_t given[][6] = {
    /* urgency, ordinal, received, returned, on time, due */
    {1, 0, 5, 0, 3, 4}, {2, 0, 9, 2, 6, 8}, {3, 0, 5, 2, 0, 0},
    {4, 0, 1, 7, 1, 4}, {1, 1, 2, 1, 0, 3}, {2, 1, 3, 1, 0, 0},
};
enum { GIVEN = sizeof given / sizeof *given };

static void given_take(struct answering *answering, struct question *question)
{
    *question = (struct question){.span = {date_of(2026, 1, 1), date_of(2026, 2, 28)},
                                  .by = {DIMENSION_URGENCY},
                                  .by_count = 2,
                                  .keys = {DIMENSION_URGENCY},
                                  .unit = UNIT_MONTH,
                                  .limit = GIVEN};
    figures_take(question, (const char *const[]){"received", "returned", "on_time", NULL});
    *answering = (struct answering){.question = question, .slot_count = 1};
    cube_begin(&answering->cube, (size_t)question->figures.addend_count);
    assert_int_equal(question->figures.addend_count, 4);
    for (int i = 0; i < GIVEN; i++)
        memcpy(cube_at(&answering->cube, (int32_t)given[i][0], 0, (int32_t)given[i][1]), given[i] + 2,
               4 * sizeof(int64_t));
}

/* The rank of a figure of each row, in the order of `given`. */
static void ranks_are(int figure, const int32_t expected[GIVEN])
{
    struct answering answering;
    struct question question;
    struct order order;
    given_take(&answering, &question);
    order_make(&answering, &order);
    order_rank(&order);
    for (size_t i = 0; i < order.count; i++) {
        ptrdiff_t row = order.lines[i].row - answering.cube.rows;
        assert_int_equal(order.ranks[i * 3 + (size_t)figure], expected[row]);
    }
    order_clear(&order);
    answering_clear(&answering);
}

static void rows_rank_among_those_of_their_time(void **state)
{
    (void)state;
    ranks_are(0, (const int32_t[]){2, 1, 2, 4, 2, 1}); /* more is better */
    ranks_are(1, (const int32_t[]){1, 2, 2, 4, 1, 1}); /* less is */
    ranks_are(2, (const int32_t[]){1, 1, 0, 3, 1, 0}); /* who has no rate has no rank; 3/4 is 6/8 */
}

/* What is there for a period that it is compared with has no rank in this one, and is nobody's better with its none
 * returned. */
static void rows_of_another_period_do_not_rank(void **state)
{
    (void)state;
    struct answering answering;
    struct question question;
    struct order order;
    given_take(&answering, &question);
    question.unit = UNIT_NONE;
    question.by_count = 1;
    question.sort = -1;
    answering.slot_count = 2;
    cube_begin(&answering.cube, 8);
    memcpy(cube_at(&answering.cube, 1, 0, 0), (const int64_t[]){5, 2, 0, 0, 0, 0, 0, 0}, 8 * sizeof(int64_t));
    memcpy(cube_at(&answering.cube, 2, 0, 0), (const int64_t[]){0, 0, 0, 0, 9, 0, 1, 1}, 8 * sizeof(int64_t));
    memcpy(cube_at(&answering.cube, 3, 0, 0), (const int64_t[]){3, 1, 2, 4, 8, 5, 0, 0}, 8 * sizeof(int64_t));
    order_make(&answering, &order);
    order_rank(&order);
    static const int32_t expected[] = {1, 2, 0, 0, 0, 0, 2, 1, 1};
    assert_memory_equal(order.ranks, expected, sizeof expected);
    order_clear(&order);
    answering_clear(&answering);
}

/* Urgencies and times in their order, as "1.0 2.0 …": all, and the first of them, however many are asked for. */
static void order_is(int sort, bool descending, const char *expected)
{
    struct answering answering;
    struct question question;
    struct order order;
    for (int limit = 0; limit <= GIVEN + 1; limit++) {
        char found[64] = "";
        given_take(&answering, &question);
        question.sort = sort;
        question.descending = descending;
        question.limit = limit;
        order_make(&answering, &order);
        assert_int_equal(order.count, GIVEN);
        for (size_t i = 0, used = 0; i < order.count && (int)i < limit; i++)
            used += (size_t)snprintf(found + used, sizeof found - used, "%s%d.%d", i ? " " : "",
                                     order.lines[i].row->key[0], order.lines[i].row->ordinal);
        assert_memory_equal(found, expected, strlen(found));
        assert_true(limit < GIVEN || strlen(found) == strlen(expected));
        order_clear(&order);
        answering_clear(&answering);
    }
}

static void rows_stand_in_order(void **state)
{
    (void)state;
    order_is(-1, false, "1.0 1.1 2.0 2.1 3.0 4.0");
    order_is(-1, true, "4.0 3.0 2.1 2.0 1.1 1.0");
    order_is(0, true, "2.0 1.0 3.0 2.1 1.1 4.0");
    order_is(2, false, "1.1 4.0 1.0 2.0 2.1 3.0"); /* without a value last, either way */
    order_is(2, true, "1.0 2.0 4.0 1.1 2.1 3.0");
}

/* A rate that is better the lower it is is made of a count of which fewer are better. */
static void rates_are_better_the_way_their_parts_are(void **state)
{
    (void)state;
    for (const struct derived *derived = derived_figures; derived->name; derived++) {
        char part[64];
        struct question question = {.sort = -1};
        if (derived->kind == DERIVED_STOCK)
            continue;
        snprintf(part, sizeof part, "%.*s", (int)strcspn(derived->part, " "), derived->part);
        figures_take(&question, (const char *const[]){derived->name, part, NULL});
        assert_int_equal(question.figures.list[0].better_low, question.figures.list[1].better_low);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_rank_among_those_of_their_time),
        cmocka_unit_test(rows_of_another_period_do_not_rank),
        cmocka_unit_test(rows_stand_in_order),
        cmocka_unit_test(rates_are_better_the_way_their_parts_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
