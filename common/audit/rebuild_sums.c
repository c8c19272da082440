/* The sums of entries that count: a day at a time, of which ten days are made, and months of these. */
#include <stdlib.h>

#include "common/audit/rebuild_private.h"
#include "common/store/queries.h"

/* Days make ten days, and these make months. */
static const enum grain longer[] = {[GRAIN_DAY] = GRAIN_TEN_DAYS, [GRAIN_TEN_DAYS] = GRAIN_MONTH};

/* In the order of rollup_copy.sql. Rows of cells that are of the same row. */
static void sum_row(struct rebuild *rebuild, const struct cell *cell, size_t count)
{
    struct rows *rows = &rebuild->rows;
    packed_merge(&rebuild->packed, NULL, 0, cell, count);
    rows_row(rows, 7);
    rows_integer(rows, rebuild->city_id);
    rows_small(rows, cell->cuboid);
    rows_small(rows, cell->grain);
    rows_small(rows, cell->level);
    rows_date(rows, cell->day);
    rows_integer(rows, cell->a);
    rows_bytes(rows, rebuild->packed.bytes, rebuild->packed.used);
}

static bool cells_pass(struct rebuild *rebuild, struct cells *cells)
{
    cells_sort(cells);
    rebuild->result.cells += (int64_t)cells->count;
    for (size_t first = 0, end; first < cells->count; first = end) {
        end = cells_row_end(cells, first);
        sum_row(rebuild, &cells->cells[first], end - first);
        if (!rebuild_pass(rebuild, REBUILD_BLOCK))
            return false;
    }
    cells_empty(cells);
    return true;
}

/* Those of a grain are complete: they are added to those of the next longer one, and written. */
static bool grain_pass(struct rebuild *rebuild, enum grain grain)
{
    struct cells *cells = &rebuild->cells[grain];
    for (size_t i = 0; i < cells->count; i++)
        cells_add_part(&rebuild->cells[longer[grain]], longer[grain], &cells->cells[i]);
    return cells_pass(rebuild, cells);
}

/* Entries come in the order of days. */
static bool month_sum(struct rebuild *rebuild, const struct spooled *all, size_t count)
{
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        struct figure_entry entry = spooled_entry(&all[i]);
        cells_add(&rebuild->cells[GRAIN_DAY], &rebuild->areas, &entry, 1);
        bool last = i + 1 == count;
        if (last || all[i + 1].day != entry.day)
            good = grain_pass(rebuild, GRAIN_DAY);
        if (good && (last || grain_first(GRAIN_TEN_DAYS, all[i + 1].day) != grain_first(GRAIN_TEN_DAYS, entry.day)))
            good = grain_pass(rebuild, GRAIN_TEN_DAYS);
    }
    return good && cells_pass(rebuild, &rebuild->cells[GRAIN_MONTH]);
}

static bool months_sum(struct rebuild *rebuild)
{
    for (size_t i = 0; i < rebuild->spool.month_count; i++) {
        struct spooled *all = spool_month(&rebuild->spool, i);
        bool good = all ? month_sum(rebuild, all, rebuild->spool.months[i].count)
                        : rebuild_fail(rebuild, "a temporary file", "cannot be read again");
        free(all);
        if (!good)
            return false;
    }
    return true;
}

bool rebuild_sums(struct rebuild *rebuild)
{
    bool good = store_copy_begin(rebuild->stores->writer, &query_rollup_copy) ||
                rebuild_store_fail(rebuild, rebuild->stores->writer);
    if (good)
        rows_head(&rebuild->rows);
    if (!good || !months_sum(rebuild))
        return false;
    rows_tail(&rebuild->rows);
    return rebuild_pass(rebuild, 0) &&
           (store_copy_end(rebuild->stores->writer) || rebuild_store_fail(rebuild, rebuild->stores->writer));
}
