/* The sums of days held against entries; those of ten days and months against days. */
#include <stdlib.h>

#include "common/audit/events.h"
#include "common/audit/verify_private.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "common/time/date.h"

enum { PAIRS_AT_ONCE = 8 };

/* -- days -------------------------------------------------------------------------------------------------------- */

void days_ask(struct verify *verify, struct store *store)
{
    array_start(&verify->cuboids, ARRAY_SMALLINT);
    array_start(&verify->levels, ARRAY_SMALLINT);
    for (int i = 0; i < verify->pair_count; i++) {
        array_add_integer(&verify->cuboids, verify->pairs[i].cuboid);
        array_add_integer(&verify->levels, verify->pairs[i].level);
    }
    struct parameter of[] = {P_INTEGER(verify->city_id), P_INTEGER(verify->first), P_INTEGER(verify->last),
                             P_ARRAY(&verify->cuboids), P_ARRAY(&verify->levels)};
    verify->statement = store_send(store, &query_audit_days, of, 5);
}

/* All that is kept of the month will be held against its days. */
static void month_begin(struct verify *verify)
{
    verify->stage = STAGE_MONTH;
    verify->part = (struct part){0};
    part_next(&verify->part, verify->pairs, verify->pair_count, &verify->codes);
    array_start(&verify->grains, ARRAY_SMALLINT);
    array_start(&verify->wanted_days, ARRAY_INTEGER);
    int32_t month = date_month(verify->first);
    for (int32_t day = month; day < month_after(month); day++)
        for (int grain = GRAIN_DAY; grain < GRAIN_END; grain++)
            if (grain_first((enum grain)grain, day) == day) {
                array_add_integer(&verify->grains, grain);
                array_add_integer(&verify->wanted_days, day);
            }
}

void days_take(struct verify *verify, struct store *store)
{
    size_t count = (size_t)store_rows(store, verify->statement);
    memory_reserve((void **)&verify->days, &verify->day_capacity, count + 1, sizeof *verify->days);
    for (size_t i = 0; i < count; i++)
        verify->days[i] = (int32_t)store_integer(store, verify->statement, (int)i, 0);
    verify->day_count = count;
    verify->day_next = 0;
    if (count)
        verify->stage = STAGE_ENTRIES;
    else
        month_begin(verify);
}

void entries_ask(struct verify *verify, struct store *store)
{
    struct parameter of[] = {P_INTEGER(verify->city_id), P_INTEGER(verify->days[verify->day_next])};
    verify->statement = store_send(store, &query_audit_counted_day, of, 2);
}

void entries_take(struct verify *verify, struct store *store)
{
    cells_empty(&verify->cells);
    for (int row = 0; row < store_rows(store, verify->statement); row++) {
        struct counted_row counted = counted_row_read(store, verify->statement, row);
        cells_add(&verify->cells, &verify->areas, &counted.entry, 1);
    }
    cells_sort(&verify->cells);
    verify->counts.cells += (int64_t)verify->cells.count;
    verify->cell_next = 0;
    verify->pair_next = 0;
    verify->stage = STAGE_CELLS;
}

static int pairs_end(const struct verify *verify)
{
    int end = verify->pair_next + PAIRS_AT_ONCE;
    return end < verify->pair_count ? end : verify->pair_count;
}

void cells_ask(struct verify *verify, struct store *store)
{
    static const struct part all = {.first = INT32_MIN, .last = INT32_MAX};
    array_start(&verify->grains, ARRAY_SMALLINT);
    array_start(&verify->wanted_days, ARRAY_INTEGER);
    array_add_integer(&verify->grains, GRAIN_DAY);
    array_add_integer(&verify->wanted_days, verify->days[verify->day_next]);
    verify->statement = -1;
    for (int i = verify->pair_next; i < pairs_end(verify); i++) {
        int statement = rows_ask(store, verify->city_id, verify->pairs[i], all, &verify->grains, &verify->wanted_days);
        verify->statement = verify->statement < 0 ? statement : verify->statement;
    }
}

/* The cells made of entries, from `cell_next` on, that are of these pairs. */
static size_t cells_end(const struct verify *verify, const struct pair *last)
{
    size_t end = verify->cell_next;
    while (end < verify->cells.count &&
           (verify->cells.cells[end].cuboid < last->cuboid ||
            (verify->cells.cells[end].cuboid == last->cuboid && verify->cells.cells[end].level <= last->level)))
        end++;
    return end;
}

void cells_take(struct verify *verify, struct store *store)
{
    struct comparison of = {&verify->differences, &verify->codes, "recomputed"};
    int statement = verify->statement, end = pairs_end(verify);
    cells_empty(&verify->kept);
    for (; verify->pair_next < end; verify->pair_next++, statement++)
        rows_take(&of, store, statement, verify->pairs[verify->pair_next], &verify->kept);
    cells_sort(&verify->kept);
    size_t made_end = cells_end(verify, &verify->pairs[end - 1]);
    cells_compare(&of, verify->kept.cells, verify->kept.count, verify->cells.cells + verify->cell_next,
                  made_end - verify->cell_next);
    verify->cell_next = made_end;
    if (verify->pair_next < verify->pair_count)
        return;
    if (++verify->day_next < verify->day_count)
        verify->stage = STAGE_ENTRIES;
    else
        month_begin(verify);
}

/* -- ten days and months ----------------------------------------------------------------------------------------- */

void month_ask(struct verify *verify, struct store *store)
{
    verify->statement = rows_ask(store, verify->city_id, verify->pairs[verify->part.pair], verify->part,
                                 &verify->grains, &verify->wanted_days);
}

/* What was read are days, ten days and months: the first make what the others should be. */
static void month_make(struct verify *verify)
{
    size_t kept = 0;
    cells_empty(&verify->cells);
    for (size_t i = 0; i < verify->kept.count; i++) {
        const struct cell *cell = &verify->kept.cells[i];
        if (cell->grain != GRAIN_DAY) {
            verify->kept.cells[kept++] = *cell;
            continue;
        }
        cells_add_part(&verify->cells, GRAIN_TEN_DAYS, cell);
        cells_add_part(&verify->cells, GRAIN_MONTH, cell);
    }
    verify->kept.count = kept;
    cells_sort(&verify->kept);
    cells_sort(&verify->cells);
}

void month_take(struct verify *verify, struct store *store)
{
    struct comparison of = {&verify->differences, &verify->codes, "the days make"};
    cells_empty(&verify->kept);
    rows_take(&of, store, verify->statement, verify->pairs[verify->part.pair], &verify->kept);
    month_make(verify);
    cells_compare(&of, verify->kept.cells, verify->kept.count, verify->cells.cells, verify->cells.count);
    for (size_t i = 0; i < verify->kept.count; i++)
        *(verify->kept.cells[i].grain == GRAIN_MONTH ? &verify->counts.months : &verify->counts.ten_days) += 1;
    if (!part_next(&verify->part, verify->pairs, verify->pair_count, &verify->codes))
        month_enter(verify, month_after(verify->first));
}
