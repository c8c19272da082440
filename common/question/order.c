#include "common/question/order.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/question/label.h"

/* -- stocks ------------------------------------------------------------------------------------------------------ */

static int row_compare(const void *left, const void *right)
{
    const struct cube_row *a = left, *b = right;
    for (int i = 0; i < 2; i++)
        if (a->key[i] != b->key[i])
            return a->key[i] < b->key[i] ? -1 : 1;
    return (a->ordinal > b->ordinal) - (a->ordinal < b->ordinal);
}

bool order_times_fill(struct answering *answering)
{
    const struct question *question = answering->question;
    struct cube *cube = &answering->cube;
    int times = unit_ordinal(question->unit, question->span, question->span.last) + 1;
    for (size_t i = 0, count = cube->count; i < count; i++) {
        struct cube_row row = cube->rows[i];
        for (int ordinal = 0; ordinal < times; ordinal++)
            cube_at(cube, row.key[0], row.key[1], ordinal);
        if (cube->count > ANSWER_ROWS_MOST)
            return answer_too_long(answering);
    }
    return true;
}

void order_stocks_sum(struct answering *answering)
{
    const struct figures *figures = &answering->question->figures;
    struct cube *cube = &answering->cube;
    struct cube_row *rows = memory_new(cube->count + 1, sizeof *rows);
    memcpy(rows, cube_rows(cube), cube->count * sizeof *rows);
    qsort(rows, cube->count, sizeof *rows, row_compare);
    for (size_t i = 1; i < cube->count; i++) {
        if (rows[i].key[0] != rows[i - 1].key[0] || rows[i].key[1] != rows[i - 1].key[1])
            continue;
        int64_t *values = cube->values + (rows[i].value - cube->values);
        for (size_t j = 0; j < cube->width; j++)
            if (figures->addends[j % (size_t)figures->addend_count].group == GROUP_STOCK)
                values[j] += rows[i - 1].value[j];
    }
    free(rows);
}

/* -- codes ------------------------------------------------------------------------------------------------------- */

struct coded {
    const struct question *question;
    int key;
};

static int coded_compare(const void *left, const void *right, void *argument)
{
    const struct cube_row *a = *(const struct cube_row *const *)left, *b = *(const struct cube_row *const *)right;
    const struct coded *coded = argument;
    return key_compare(coded->question, coded->key, a->key[0], b->key[0]);
}

/* The place of each number of a dimension in the order of their codes: each code is looked up once, not with every
 * comparison of rows. */
static void codes_take(struct order *order, int key)
{
    struct cube numbers = {0};
    struct coded coded = {order->question, key};
    cube_begin(&numbers, 1);
    for (size_t i = 0; i < order->count; i++)
        cube_at(&numbers, order->lines[i].row->key[key], 0, 0);
    struct cube_row *rows = cube_rows(&numbers), **sorted = memory_new(numbers.count + 1, sizeof *sorted);
    for (size_t i = 0; i < numbers.count; i++)
        sorted[i] = &rows[i];
    if (numbers.count)
        qsort_r(sorted, numbers.count, sizeof *sorted, coded_compare, &coded);
    for (size_t i = 0; i < numbers.count; i++)
        numbers.values[sorted[i] - rows] = (int64_t)i;
    for (size_t i = 0; i < order->count; i++)
        order->lines[i].codes[key] = (int32_t)*cube_at(&numbers, order->lines[i].row->key[key], 0, 0);
    free(sorted);
    cube_clear(&numbers);
}

/* -- order ------------------------------------------------------------------------------------------------------- */

static int codes_compare(const struct question *question, const struct line *a, const struct line *b)
{
    for (int i = 0, key = 0; i < question->by_count; i++) {
        bool time = !question->by[i];
        int32_t one = time ? a->row->ordinal : a->codes[key], other = time ? b->row->ordinal : b->codes[key];
        if (one != other)
            return one < other ? -1 : 1;
        key += !time;
    }
    return 0;
}

static int lines_compare(const struct question *question, const struct line *a, const struct line *b)
{
    if (question->sort >= 0 && a->there != b->there)
        return a->there ? -1 : 1; /* what has no value comes last either way */
    if (question->sort >= 0 && a->by != b->by)
        return (a->by < b->by) != question->descending ? -1 : 1;
    int difference = codes_compare(question, a, b);
    return question->sort < 0 && question->descending ? -difference : difference;
}

static int line_compare(const void *left, const void *right, void *question)
{
    return lines_compare(question, left, right);
}

static void line_swap(struct line *a, struct line *b)
{
    struct line other = *a;
    *a = *b;
    *b = other;
}

/* A heap whose first line comes last of all in it: lets the one at `at` sink to its place. */
static void heap_sink(struct order *order, size_t count, size_t at)
{
    struct line *lines = order->lines;
    for (size_t last; (last = 2 * at + 1) < count; at = last) {
        if (last + 1 < count && lines_compare(order->question, &lines[last], &lines[last + 1]) < 0)
            last++;
        if (lines_compare(order->question, &lines[at], &lines[last]) >= 0)
            return;
        line_swap(&lines[at], &lines[last]);
    }
}

/* Brings the lines that come first to the front. */
static void first_choose(struct order *order, size_t wanted)
{
    for (size_t i = wanted / 2; i-- > 0;)
        heap_sink(order, wanted, i);
    for (size_t i = wanted; i < order->count; i++)
        if (lines_compare(order->question, &order->lines[i], &order->lines[0]) < 0) {
            line_swap(&order->lines[i], &order->lines[0]);
            heap_sink(order, wanted, 0);
        }
}

void order_make(struct answering *answering, struct order *order)
{
    const struct question *question = answering->question;
    const struct cube_row *rows = cube_rows(&answering->cube);
    *order = (struct order){.question = question, .count = answering->cube.count};
    order->lines = memory_new(order->count + 1, sizeof *order->lines);
    for (size_t i = 0; i < order->count; i++) {
        order->lines[i].row = &rows[i];
        if (question->sort < 0)
            continue;
        struct figure_value value = figure_value(&question->figures.list[question->sort], rows[i].value);
        order->lines[i].by = value.value;
        order->lines[i].there = value.there;
    }
    for (int key = 0; key < 2; key++)
        if (question->keys[key])
            codes_take(order, key);
    size_t wanted = (uint64_t)question->limit < order->count ? (size_t)question->limit : order->count;
    if (!wanted)
        return;
    first_choose(order, wanted);
    qsort_r(order->lines, wanted, sizeof *order->lines, line_compare, answering->question);
}

/* -- ranks ------------------------------------------------------------------------------------------------------- */

/* One row among those of its time. */
struct rival {
    size_t line;
    int32_t ordinal;
    double value; /* the less, the better */
};

static int rival_compare(const void *left, const void *right)
{
    const struct rival *a = left, *b = right;
    if (a->ordinal != b->ordinal)
        return a->ordinal < b->ordinal ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

/* Is there anything of the row in the period that is asked for? It may be there for one that it is compared with. */
static bool row_ranks(const struct figures *figures, const struct cube_row *row)
{
    for (int i = 0; i < figures->addend_count; i++)
        if (row->value[i])
            return true;
    return false;
}

/* 1, 2, 2, 4: who is better than nobody else has the same rank as who is as good. */
static void figure_rank(struct order *order, int figure, struct rival *rivals)
{
    const struct figures *figures = &order->question->figures;
    size_t count = 0, first = 0;
    for (size_t i = 0; i < order->count; i++) {
        const struct cube_row *row = order->lines[i].row;
        struct figure_value value = figure_value(&figures->list[figure], row->value);
        if (value.there && row_ranks(figures, row))
            rivals[count++] =
                (struct rival){i, row->ordinal, figures->list[figure].better_low ? value.value : -value.value};
    }
    qsort(rivals, count, sizeof *rivals, rival_compare);
    for (size_t i = 0, same = 0; i < count; i++) {
        if (i && rivals[i].ordinal != rivals[i - 1].ordinal)
            first = i;
        if (i && (rivals[i].ordinal != rivals[i - 1].ordinal || rivals[i].value != rivals[i - 1].value))
            same = i;
        order->ranks[rivals[i].line * (size_t)figures->count + (size_t)figure] = (int32_t)(same - first) + 1;
    }
}

void order_rank(struct order *order)
{
    struct rival *rivals = memory_new(order->count + 1, sizeof *rivals);
    order->ranks = memory_new((order->count + 1) * (size_t)order->question->figures.count, sizeof *order->ranks);
    for (int i = 0; i < order->question->figures.count; i++)
        figure_rank(order, i, rivals);
    free(rivals);
}

void order_clear(struct order *order)
{
    free(order->lines);
    free(order->ranks);
}
