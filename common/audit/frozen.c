/* Days are counted one by one and added to the sums of the period, which are kept packed, in the order of their key;
 * then these are held against what is kept. */
#include "common/audit/frozen.h"

#include <stdlib.h>

#include "common/audit/events.h"
#include "common/audit/pairs.h"
#include "common/base/memory.h"
#include "common/figures/packed.h"
#include "common/store/queries.h"

enum stage { STAGE_BEGIN, STAGE_DAYS, STAGE_SUMS, STAGE_END };

struct sum_row {
    int16_t cuboid, level;
    int32_t a;
    struct packed_row packed;
};

struct frozen_check {
    int32_t city_id, freeze_id, day;
    enum stage stage;
    bool asked;
    int statement;
    struct verified counts;
    struct area_tree areas;
    struct codes codes;
    struct cells cells, kept;
    struct sum_row *rows, *before; /* of all days until now; memory for those without the last */
    size_t count, capacity, before_capacity, next;
    struct packed_row merged;
    struct pair pairs[PAIRS_MOST];
    int pair_count;
    struct part part;
    struct differences differences;
};

struct frozen_check *frozen_check_new(int32_t city_id, int32_t freeze_id)
{
    struct frozen_check *check = memory_new(1, sizeof *check);
    check->city_id = city_id;
    check->freeze_id = freeze_id;
    check->counts.position = -1;
    check->cells.left_out = 1U << GRAIN_TEN_DAYS | 1U << GRAIN_MONTH;
    check->pair_count = pairs_make(check->pairs);
    return check;
}

void frozen_check_destroy(struct frozen_check **check)
{
    struct frozen_check *old = *check;
    if (!old)
        return;
    area_tree_clear(&old->areas);
    codes_clear(&old->codes);
    cells_clear(&old->cells);
    cells_clear(&old->kept);
    for (size_t i = 0; i < old->count; i++)
        free(old->rows[i].packed.bytes);
    free(old->rows);
    free(old->before);
    free(old->merged.bytes);
    differences_clear(&old->differences);
    free(old);
    *check = NULL;
}

struct verified frozen_check_result(const struct frozen_check *check)
{
    struct verified result = check->counts;
    result.differences = &check->differences;
    return result;
}

/* -- the beginning ----------------------------------------------------------------------------------------------- */

static void begin_ask(struct frozen_check *check, struct store *store)
{
    struct parameter of[] = {P_INTEGER(check->city_id), P_INTEGER(check->freeze_id)};
    store_send(store, &query_audit_patience, NULL, 0);
    check->statement = store_send(store, &query_audit_frozen, of, 2);
    store_send(store, &query_audit_frozen_areas, of, 2);
    store_send(store, &query_pack_codes, of, 1);
}

static void begin_take(struct frozen_check *check, struct store *store)
{
    check->stage = STAGE_END;
    if (!store_rows(store, check->statement))
        return;
    check->counts.from = (int32_t)store_integer(store, check->statement, 0, 0);
    check->counts.to = (int32_t)store_integer(store, check->statement, 0, 1);
    check->counts.position = store_integer(store, check->statement, 0, 2);
    check->day = check->counts.from;
    area_tree_read(&check->areas, store, check->statement + 1);
    codes_read(&check->codes, store, check->statement + 2);
    check->stage = STAGE_DAYS;
}

/* -- days -------------------------------------------------------------------------------------------------------- */

static void day_ask(struct frozen_check *check, struct store *store)
{
    struct parameter of[] = {P_INTEGER(check->city_id), P_INTEGER(check->day), P_BIGINT(check->counts.position)};
    check->statement = store_send(store, &query_audit_counted_at, of, 3);
}

static int row_order(const struct sum_row *row, const struct cell *cell)
{
    if (row->cuboid != cell->cuboid)
        return row->cuboid - cell->cuboid;
    if (row->level != cell->level)
        return row->level - cell->level;
    return row->a < cell->a ? -1 : row->a > cell->a;
}

/* Adds the cells of a row of the day to that of the period. */
static void row_add(struct frozen_check *check, struct sum_row *row, const struct cell *cells, size_t count)
{
    packed_merge(&check->merged, row->packed.bytes, row->packed.used, cells, count);
    struct packed_row old = row->packed;
    row->packed = check->merged;
    check->merged = old;
}

static void day_add(struct frozen_check *check)
{
    const struct cells *day = &check->cells;
    struct sum_row *old = check->rows, *old_end = check->rows + check->count;
    size_t capacity = check->capacity, count = 0;
    memory_reserve((void **)&check->before, &check->before_capacity, check->count + day->count + 1,
                   sizeof *check->before);
    struct sum_row *rows = check->before;
    for (size_t first = 0, end; first < day->count; first = end) {
        const struct cell *cell = &day->cells[first];
        end = cells_row_end(day, first);
        while (old < old_end && row_order(old, cell) < 0)
            rows[count++] = *old++;
        bool known = old < old_end && row_order(old, cell) == 0;
        rows[count] = known ? *old++ : (struct sum_row){.cuboid = cell->cuboid, .level = cell->level, .a = cell->a};
        row_add(check, &rows[count++], cell, end - first);
    }
    while (old < old_end)
        rows[count++] = *old++;
    check->before = check->rows;
    check->rows = rows;
    check->capacity = check->before_capacity;
    check->before_capacity = capacity;
    check->count = count;
}

static void day_take(struct frozen_check *check, struct store *store)
{
    cells_empty(&check->cells);
    for (int row = 0; row < store_rows(store, check->statement); row++) {
        struct counted_row counted = counted_row_read(store, check->statement, row);
        cells_add(&check->cells, &check->areas, &counted.entry, 1);
    }
    check->counts.entries += store_rows(store, check->statement);
    cells_sort(&check->cells);
    day_add(check);
    if (check->day++ < check->counts.to)
        return;
    check->stage = STAGE_SUMS;
    part_next(&check->part, check->pairs, check->pair_count, &check->codes);
}

/* -- sums -------------------------------------------------------------------------------------------------------- */

static void sums_ask(struct frozen_check *check, struct store *store)
{
    struct pair pair = check->pairs[check->part.pair];
    struct parameter of[] = {P_INTEGER(check->city_id), P_INTEGER(check->freeze_id),  P_INTEGER(pair.cuboid),
                             P_INTEGER(pair.level),     P_INTEGER(check->part.first), P_INTEGER(check->part.last)};
    check->statement = store_send(store, &query_audit_frozen_rows, of, sizeof of / sizeof *of);
}

/* What is kept, without a grain or day of its own. */
static void kept_take(struct frozen_check *check, const struct comparison *of, const struct store *store)
{
    struct pair pair = check->pairs[check->part.pair];
    cells_empty(&check->kept);
    for (int row = 0; row < store_rows(store, check->statement); row++) {
        size_t length;
        const char *bytes = store_text(store, check->statement, row, 1, &length);
        struct cell key = {
            .cuboid = pair.cuboid, .level = pair.level, .a = (int32_t)store_integer(store, check->statement, row, 0)};
        if (!packed_unpack(&check->kept, &key, bytes, length))
            row_is_broken(of, &key);
    }
    cells_sort(&check->kept);
}

/* What it should be: the rows of the part come next. */
static void made_take(struct frozen_check *check)
{
    struct pair pair = check->pairs[check->part.pair];
    cells_empty(&check->cells);
    for (; check->next < check->count; check->next++) {
        const struct sum_row *row = &check->rows[check->next];
        if (row->cuboid != pair.cuboid || row->level != pair.level || row->a > check->part.last)
            break;
        struct cell key = {.cuboid = row->cuboid, .level = row->level, .a = row->a};
        packed_unpack(&check->cells, &key, row->packed.bytes, row->packed.used);
    }
    cells_sort(&check->cells);
    check->counts.cells += (int64_t)check->cells.count;
}

static void sums_take(struct frozen_check *check, struct store *store)
{
    struct comparison of = {&check->differences, &check->codes, "recomputed"};
    kept_take(check, &of, store);
    made_take(check);
    cells_compare(&of, check->kept.cells, check->kept.count, check->cells.cells, check->cells.count);
    if (!part_next(&check->part, check->pairs, check->pair_count, &check->codes))
        check->stage = STAGE_END;
}

bool frozen_check_step(struct frozen_check *check, struct store *store)
{
    static const struct {
        void (*ask)(struct frozen_check *check, struct store *store);
        void (*take)(struct frozen_check *check, struct store *store);
    } stages[] = {
        [STAGE_BEGIN] = {begin_ask, begin_take},
        [STAGE_DAYS] = {day_ask, day_take},
        [STAGE_SUMS] = {sums_ask, sums_take},
    };
    if (check->asked)
        stages[check->stage].take(check, store);
    check->asked = check->stage != STAGE_END;
    if (check->asked)
        stages[check->stage].ask(check, store);
    return check->asked;
}
