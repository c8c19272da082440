/* Rows of rollup as bytes: random cells come back as they went in, whichever way they are summed; bytes that are no row
 * are told from one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/figures/packed.h"

enum { ROUNDS = 2000, KEYS = 40, STEPS = 6 };

static uint64_t seed = 20261122;

static uint64_t draw(uint64_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (seed >> 33) % below;
}

/* What the cells of a row should be, by their b. */
static struct cell model[KEYS];

/* Some cells, in the order of b, also some that take away all that there is. */
static size_t cells_draw(struct cell cells[KEYS])
{
    size_t count = 0;
    for (int b = 0; b < KEYS; b++) {
        if (draw(3))
            continue;
        struct cell *cell = &cells[count++];
        *cell = (struct cell){.b = b * b * b * 1000};
        if (!draw(4)) {
            for (int i = 0; i < MEASURE_COUNT; i++)
                cell->measures[i] = -model[b].measures[i];
            for (int i = 0; i < TOTAL_COUNT; i++)
                cell->totals[i] = -model[b].totals[i];
            for (int i = 0; i < BUCKET_COUNT; i++)
                cell->buckets[i] = -model[b].buckets[i];
            continue;
        }
        for (int i = 0; i < 3; i++)
            cell->measures[draw(MEASURE_COUNT)] += (int32_t)draw(1 << draw(20)) - 3;
        cell->totals[draw(TOTAL_COUNT)] += (int64_t)draw(2) * (INT64_C(1) << draw(50));
        cell->buckets[draw(BUCKET_COUNT)] += (int32_t)draw(3);
    }
    return count;
}

static void model_add(const struct cell *cell)
{
    int b = 0;
    while (b * b * b * 1000 != cell->b)
        b++;
    for (int i = 0; i < MEASURE_COUNT; i++)
        model[b].measures[i] += cell->measures[i];
    for (int i = 0; i < TOTAL_COUNT; i++)
        model[b].totals[i] += cell->totals[i];
    for (int i = 0; i < BUCKET_COUNT; i++)
        model[b].buckets[i] += cell->buckets[i];
}

static int64_t model_sum(int b, int column)
{
    if (column < MEASURE_COUNT)
        return model[b].measures[column];
    if (column >= COLUMN_BUCKETS)
        return model[b].buckets[column - COLUMN_BUCKETS];
    bool total = column >= COLUMN_TOTALS && column < COLUMN_TOTALS + TOTAL_COUNT;
    return total ? model[b].totals[column - COLUMN_TOTALS] : 0;
}

/* Every cell that is not 0, in order, by either way of reading. */
static void model_hold(const struct packed_row *row)
{
    struct packed packed = packed_begin(row->bytes, row->used);
    struct packed_slots slots;
    int chosen[3] = {(int)draw(MEASURE_COUNT), COLUMN_TOTALS + (int)draw(TOTAL_COUNT),
                     COLUMN_BUCKETS + (int)draw(BUCKET_COUNT)};
    memset(slots.of, -1, sizeof slots.of);
    for (int i = 0; i < 3; i++)
        slots.of[chosen[i]] = (int16_t)i;
    slots.last = chosen[2];
    for (int b = 0; b < KEYS; b++) {
        if (cell_is_zero(&model[b]))
            continue;
        assert_true(packed_next(&packed));
        assert_int_equal(packed.b, b * b * b * 1000);
        struct packed again = packed;
        struct cell cell = {0};
        int64_t sums[3] = {100, 200, 300};
        assert_true(packed_add_cell(&again, &cell, 1));
        assert_memory_equal(cell.measures, model[b].measures, sizeof cell.measures);
        assert_memory_equal(cell.totals, model[b].totals, sizeof cell.totals);
        assert_memory_equal(cell.buckets, model[b].buckets, sizeof cell.buckets);
        if (draw(2)) /* else it is passed by */
            assert_true(packed_add(&packed, &slots, sums));
        else
            continue;
        for (int i = 0; i < 3; i++)
            assert_true(sums[i] == INT64_C(100) * (i + 1) + model_sum(b, chosen[i]));
    }
    assert_false(packed_next(&packed));
    assert_false(packed.broken);
}

static void test_rows_come_back(void **state)
{
    (void)state;
    struct packed_row rows[2] = {{0}};
    for (int round = 0; round < ROUNDS; round++) {
        struct cell cells[KEYS];
        memset(model, 0, sizeof model);
        rows[0].used = 0;
        for (int step = 0; step < STEPS; step++) {
            size_t count = cells_draw(cells);
            const struct packed_row *kept = &rows[step % 2];
            assert_true(packed_merge(&rows[(step + 1) % 2], kept->bytes, kept->used, cells, count));
            for (size_t i = 0; i < count; i++)
                model_add(&cells[i]);
            model_hold(&rows[(step + 1) % 2]);
        }
        rows[0].used = STEPS % 2 ? 0 : rows[0].used;
    }
    free(rows[0].bytes);
    free(rows[1].bytes);
}

static void test_broken_rows_are_told(void **state)
{
    (void)state;
    struct packed_row row = {0};
    struct cell cells[KEYS];
    memset(model, 0, sizeof model);
    size_t count = cells_draw(cells);
    assert_true(packed_merge(&row, NULL, 0, cells, count));
    struct packed_slots slots = {.last = COLUMN_COUNT};
    size_t told = 0;
    for (int round = 0; round < ROUNDS * 10; round++) {
        uint8_t *bytes = malloc(row.used); /* of its very length, for the sanitizers */
        size_t length = 1 + draw(row.used);
        memcpy(bytes, row.bytes, row.used);
        bytes[draw(length)] = (uint8_t)draw(256);
        struct packed packed = packed_begin(bytes, length);
        int64_t sum = 0;
        while (packed_next(&packed) && packed_add(&packed, &slots, &sum))
            ;
        told += packed.broken;
        free(bytes);
    }
    assert_true(told > ROUNDS);
    free(row.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_come_back),
        cmocka_unit_test(test_broken_rows_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
