#include "services/report/public_sums.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/question/question.h"
#include "common/question/rollup.h"

enum { CUBOID_CELLS = 23, CUBOID_AREAS = 25, CUBOID_CATEGORIES = 35, CUBOID_TOTAL = 45 };
enum { RECEIVED, CLOSED, CAME, WENT, COLUMNS };

/* The statements from the first on: cells of streets and of the whole city until the month, then times of the month. */
static const struct part {
    int cuboid, level;
    bool until;
} parts[] = {
    {CUBOID_CELLS, AREA_STREET, true},  {CUBOID_CELLS, AREA_CITY, true}, {CUBOID_TOTAL, 0, false},
    {CUBOID_AREAS, AREA_STREET, false}, {CUBOID_CATEGORIES, 0, false},
};
enum { PARTS = sizeof parts / sizeof *parts, STATEMENT_STREETS = 0, STATEMENT_CITY, STATEMENT_TIMES };

int public_sums_send(int32_t city_id, int32_t month, struct store *store, struct ask *ask)
{
    int first = -1;
    for (size_t i = 0; i < PARTS; i++) {
        struct stretch months = {GRAIN_MONTH, parts[i].until ? 0 : month, month};
        struct rollup_rows rows = {.city_id = city_id,
                                   .cuboid = parts[i].cuboid,
                                   .level = parts[i].level,
                                   .stretches = &months,
                                   .stretch_count = 1};
        ask_begin(ask);
        rollup_ask(ask, &rows);
        int statement = ask_send(ask, store);
        first = first < 0 ? statement : first;
    }
    return first;
}

/* -- cells ------------------------------------------------------------------------------------------------------- */

/* What streets have is taken off what the whole city has: what lies in no street is left. */
static void cell_add(struct cube *cells, int32_t street, int32_t top, const int64_t counts[PUBLIC_COUNTS])
{
    int64_t *sums = street ? cube_at(cells, street, top, 0) : NULL;
    for (int i = 0; sums && i < PUBLIC_COUNTS; i++)
        sums[i] += counts[i];
    sums = cube_at(cells, 0, top, 0);
    for (int i = 0; i < PUBLIC_COUNTS; i++)
        sums[i] += street ? -counts[i] : counts[i];
}

static bool cells_read(const struct pack *pack, int32_t month, const struct store *store, int statement, bool streets,
                       struct cube *cells, struct fault *fault)
{
    struct rollup rollup = rollup_begin(store, statement);
    struct packed_slots slots;
    slots_begin(&slots);
    slots_set(&slots, MEASURE_RECEIVED, RECEIVED);
    slots_set(&slots, MEASURE_CLOSED, CLOSED);
    slots_set(&slots, MEASURE_CAME, CAME);
    slots_set(&slots, MEASURE_WENT, WENT);
    while (rollup_next(&rollup))
        while (packed_next(&rollup.cells)) {
            int64_t of[COLUMNS] = {0};
            bool now = rollup.day == month;
            packed_add(&rollup.cells, &slots, of);
            cell_add(cells, streets ? rollup.a : 0, question_category_top(pack, rollup.cells.b),
                     (int64_t[PUBLIC_COUNTS]){now ? of[RECEIVED] : 0, now ? of[CLOSED] : 0, of[CAME] - of[WENT]});
        }
    return rollup_end(&rollup, pack->city_id, fault);
}

static int row_compare(const void *left, const void *right)
{
    const struct cube_row *a = left, *b = right;
    int i = a->key[0] == b->key[0];
    return (a->key[i] > b->key[i]) - (a->key[i] < b->key[i]);
}

static void rows_sort(struct public_sums *sums)
{
    const struct cube_row *rows = cube_rows(&sums->cells);
    static const int64_t nothing[PUBLIC_COUNTS];
    sums->rows = memory_new(sums->cells.count + 1, sizeof *sums->rows);
    for (size_t i = 0; i < sums->cells.count; i++)
        if (memcmp(rows[i].value, nothing, sizeof nothing) != 0)
            sums->rows[sums->row_count++] = rows[i];
    qsort(sums->rows, sums->row_count, sizeof *sums->rows, row_compare);
}

/* -- times ------------------------------------------------------------------------------------------------------- */

static bool times_read(const struct pack *pack, const struct store *store, int statement, enum public_kind kind,
                       struct cube *times, struct fault *fault)
{
    struct rollup rollup = rollup_begin(store, statement);
    struct packed_slots slots;
    slots_begin(&slots);
    slots_set(&slots, MEASURE_CLOSED, TIMES_CLOSED);
    slots_set(&slots, COLUMN_TOTALS + TOTAL_SOLVING_S, TIMES_SOLVING);
    slots_set(&slots, MEASURE_ANSWERED, TIMES_REACHED);
    slots_set(&slots, MEASURE_SATISFIED, TIMES_SATISFIED);
    for (int i = 0; i < BUCKET_COUNT; i++)
        slots_set(&slots, COLUMN_BUCKETS + i, TIMES_BUCKETS + i);
    while (rollup_next(&rollup)) {
        int32_t id = kind == PUBLIC_TOTAL      ? 0
                     : kind == PUBLIC_CATEGORY ? question_category_top(pack, rollup.a)
                                               : rollup.a;
        int64_t *sums = cube_at(times, (int32_t)kind, id, 0);
        while (packed_next(&rollup.cells))
            packed_add(&rollup.cells, &slots, sums);
    }
    return rollup_end(&rollup, pack->city_id, fault);
}

/* -- all --------------------------------------------------------------------------------------------------------- */

bool public_sums_read(const struct pack *pack, int32_t month, const struct store *store, int statement,
                      struct public_sums *out, struct fault *fault)
{
    cube_begin(&out->cells, PUBLIC_COUNTS);
    cube_begin(&out->times, TIMES_COUNT);
    if (!cells_read(pack, month, store, statement + STATEMENT_STREETS, true, &out->cells, fault) ||
        !cells_read(pack, month, store, statement + STATEMENT_CITY, false, &out->cells, fault))
        return false;
    for (int kind = PUBLIC_TOTAL; kind <= PUBLIC_CATEGORY; kind++)
        if (!times_read(pack, store, statement + STATEMENT_TIMES + kind, (enum public_kind)kind, &out->times, fault))
            return false;
    rows_sort(out);
    cube_rows(&out->times);
    return true;
}

void public_sums_clear(struct public_sums *sums)
{
    cube_clear(&sums->cells);
    cube_clear(&sums->times);
    free(sums->rows);
    *sums = (struct public_sums){0};
}
