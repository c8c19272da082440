#include "services/tally/sums.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "common/time/date.h"

enum { ROWS_AT_ONCE = 4000 };

enum { KEY_CITY, KEY_CUBOID, KEY_GRAIN, KEY_LEVEL, KEY_DAY, KEY_A, KEY_COLUMNS };

void sums_begin(struct sums *sums, int32_t city_id)
{
    sums->city_id = city_id;
    sums->first = sums->end = 0;
    cells_sort(&sums->cells);
}

void sums_clear(struct sums *sums)
{
    cells_clear(&sums->cells);
    for (int i = 0; i < KEY_COLUMNS; i++)
        array_clear(&sums->keys[i]);
    array_clear(&sums->written);
    free(sums->kept);
    free(sums->row.bytes);
}

static void key_add(struct sums *sums, const struct cell *cell)
{
    array_add_integer(&sums->keys[KEY_CITY], sums->city_id);
    array_add_integer(&sums->keys[KEY_CUBOID], cell->cuboid);
    array_add_integer(&sums->keys[KEY_GRAIN], cell->grain);
    array_add_integer(&sums->keys[KEY_LEVEL], cell->level);
    array_add_integer(&sums->keys[KEY_DAY], cell->day);
    array_add_integer(&sums->keys[KEY_A], cell->a);
}

bool sums_ask(struct sums *sums, struct store *store)
{
    static const enum array_type types[] = {ARRAY_INTEGER,  ARRAY_SMALLINT, ARRAY_SMALLINT,
                                            ARRAY_SMALLINT, ARRAY_INTEGER,  ARRAY_INTEGER};
    struct parameter of[KEY_COLUMNS];
    sums->first = sums->end;
    if (sums->first == sums->cells.count) {
        cells_empty(&sums->cells);
        return false;
    }
    for (int i = 0; i < KEY_COLUMNS; i++) {
        array_start(&sums->keys[i], types[i]);
        of[i] = P_ARRAY(&sums->keys[i]);
    }
    for (int rows = 0; rows < ROWS_AT_ONCE && sums->end < sums->cells.count; rows++) {
        key_add(sums, &sums->cells.cells[sums->end]);
        sums->end = cells_row_end(&sums->cells, sums->end);
    }
    sums->statement = store_send(store, &query_rollup_kept, of, KEY_COLUMNS);
    return true;
}

/* Each at its place among those that were asked for. */
static void kept_read(struct sums *sums, const struct store *store)
{
    size_t count = (size_t)sums->keys[KEY_A].count;
    memory_reserve((void **)&sums->kept, &sums->kept_capacity, count, sizeof *sums->kept);
    memset(sums->kept, 0, count * sizeof *sums->kept);
    for (int row = 0; row < store_rows(store, sums->statement); row++) {
        struct sums_kept *kept = &sums->kept[store_integer(store, sums->statement, row, 0) - 1];
        kept->bytes = store_text(store, sums->statement, row, 1, &kept->length);
    }
}

static bool broken(const struct sums *sums, const struct cell *cell)
{
    char day[DATE_TEXT_BYTES];
    date_print(cell->day, day);
    log_error("a row of sums is broken: count the city anew (steward report rebuild) city=%d cuboid=%d grain=%d "
              "level=%d day=%s a=%d",
              sums->city_id, cell->cuboid, cell->grain, cell->level, day, cell->a);
    return false;
}

bool sums_write(struct sums *sums, struct store *store)
{
    struct parameter of[KEY_COLUMNS + 1];
    size_t place = 0;
    kept_read(sums, store);
    array_start(&sums->written, ARRAY_BYTES);
    for (size_t first = sums->first, end; first < sums->end; first = end, place++) {
        const struct cell *cell = &sums->cells.cells[first];
        end = cells_row_end(&sums->cells, first);
        if (!packed_merge(&sums->row, sums->kept[place].bytes, sums->kept[place].length, cell, end - first))
            return broken(sums, cell);
        array_add_bytes(&sums->written, sums->row.bytes, sums->row.used);
    }
    for (int i = 0; i < KEY_COLUMNS; i++)
        of[i] = P_ARRAY(&sums->keys[i]);
    of[KEY_COLUMNS] = P_ARRAY(&sums->written);
    store_send(store, &query_rollup_put, of, KEY_COLUMNS + 1);
    return true;
}
