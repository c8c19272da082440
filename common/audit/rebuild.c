/* Two passes: the log, ticket by ticket, into entries; then these, a month at a time, into sums. */
#include "common/audit/rebuild.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/audit/events.h"
#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "common/store/rows.h"
#include "common/time/date.h"
#include "proto/lifecycle.h"

enum { NUMBERS_AT_ONCE = 2500, BLOCK = 1 << 18, STATES_MOST = 64 };

/* What of an entry its sums need: what is kept in the files of months. */
struct spooled {
    uint64_t measures;
    int32_t day, organisation_id, area_id, category_id, channel_id, handling_s, solving_s, stay_s;
    int8_t urgency, state;
};

struct month {
    int32_t first; /* its first day */
    FILE *file;
    size_t count;
};

struct rebuild {
    const struct rebuild_stores *stores;
    int32_t city_id;
    struct area_tree areas;
    struct fold fold;
    struct cells days, months; /* of one day, and of its month */
    struct rows rows;
    struct month *month;
    size_t month_count, month_capacity;
    int64_t states[STATES_MOST];
    struct rebuilt result;
    char *error;
    size_t error_size;
};

static bool fail(struct rebuild *rebuild, const char *what, const char *why)
{
    snprintf(rebuild->error, rebuild->error_size, "%s: %s", what, why);
    return false;
}

static bool store_fail(struct rebuild *rebuild, const struct store *store)
{
    return fail(rebuild, "the database", store_error(store)->message);
}

static bool step_wait(struct store *store)
{
    store_sync(store);
    return store_wait(store, -1) == STORE_STEP && store_error(store)->class == STORE_NO_ERROR;
}

/* -- rows -------------------------------------------------------------------------------------------------------- */

static bool rows_pass(struct rebuild *rebuild, size_t at_least)
{
    if (rebuild->rows.used < at_least)
        return true;
    if (!store_copy_put(rebuild->stores->writer, &rebuild->rows))
        return store_fail(rebuild, rebuild->stores->writer);
    rebuild->rows.used = 0;
    return true;
}

static void big_or_null(struct rows *rows, bool there, int64_t number)
{
    if (there)
        rows_big(rows, number);
    else
        rows_null(rows);
}

static void integer_or_null(struct rows *rows, bool there, int32_t number)
{
    if (there)
        rows_integer(rows, number);
    else
        rows_null(rows);
}

/* In the order of figures_copy_counted.sql. */
static void entry_row(struct rebuild *rebuild, int64_t ticket_id, int number, const struct figure_entry *entry)
{
    struct rows *rows = &rebuild->rows;
    rows_row(rows, 17);
    rows_integer(rows, rebuild->city_id);
    rows_big(rows, ticket_id);
    rows_small(rows, number);
    rows_big(rows, entry->since);
    big_or_null(rows, entry->until, entry->until);
    big_or_null(rows, entry->event_pos != entry->since, entry->event_pos);
    rows_date(rows, entry->day);
    rows_integer(rows, entry->organisation_id);
    rows_integer(rows, entry->area_id);
    rows_integer(rows, entry->category_id);
    rows_integer(rows, entry->channel_id);
    rows_small(rows, entry->urgency);
    rows_big(rows, (int64_t)entry->measures);
    if (entry->state)
        rows_small(rows, entry->state);
    else
        rows_null(rows);
    integer_or_null(rows, entry->handling_s >= 0, entry->handling_s);
    integer_or_null(rows, entry->solving_s >= 0, entry->solving_s);
    integer_or_null(rows, entry->stay_s >= 0, entry->stay_s);
}

/* In the order of rollup_copy.sql. */
static void cell_row(struct rebuild *rebuild, const struct cell *cell)
{
    struct rows *rows = &rebuild->rows;
    rows_row(rows, 7 + MEASURE_COUNT + TOTAL_COUNT + BUCKET_COUNT);
    rows_integer(rows, rebuild->city_id);
    rows_small(rows, cell->cuboid);
    rows_small(rows, cell->grain);
    rows_small(rows, cell->level);
    rows_date(rows, cell->day);
    rows_integer(rows, cell->a);
    rows_integer(rows, cell->b);
    for (int i = 0; i < MEASURE_COUNT; i++)
        integer_or_null(rows, cell->measures[i], cell->measures[i]);
    for (int i = 0; i < TOTAL_COUNT; i++)
        big_or_null(rows, cell->totals[i], cell->totals[i]);
    for (int i = 0; i < BUCKET_COUNT; i++)
        integer_or_null(rows, cell->buckets[i], cell->buckets[i]);
}

/* -- months ------------------------------------------------------------------------------------------------------ */

static struct month *month_at(struct rebuild *rebuild, int32_t first)
{
    for (size_t i = rebuild->month_count; i-- > 0;)
        if (rebuild->month[i].first == first)
            return &rebuild->month[i];
    memory_reserve((void **)&rebuild->month, &rebuild->month_capacity, rebuild->month_count + 1,
                   sizeof *rebuild->month);
    struct month *month = &rebuild->month[rebuild->month_count];
    *month = (struct month){.first = first, .file = tmpfile()};
    if (!month->file)
        return NULL;
    rebuild->month_count++;
    return month;
}

static bool entry_spool(struct rebuild *rebuild, const struct figure_entry *entry)
{
    struct spooled spooled = {.measures = entry->measures,
                              .day = entry->day,
                              .organisation_id = entry->organisation_id,
                              .area_id = entry->area_id,
                              .category_id = entry->category_id,
                              .channel_id = entry->channel_id,
                              .handling_s = entry->handling_s,
                              .solving_s = entry->solving_s,
                              .stay_s = entry->stay_s,
                              .urgency = entry->urgency,
                              .state = entry->state};
    struct month *month = month_at(rebuild, date_month(entry->day));
    if (!month || fwrite(&spooled, sizeof spooled, 1, month->file) != 1)
        return fail(rebuild, "a temporary file", "cannot be written");
    month->count++;
    return true;
}

static bool cells_pass(struct rebuild *rebuild, struct cells *cells)
{
    cells_sort(cells);
    for (size_t i = 0; i < cells->count; i++) {
        if (cell_is_zero(&cells->cells[i]))
            continue;
        cell_row(rebuild, &cells->cells[i]);
        rebuild->result.cells++;
        if (!rows_pass(rebuild, BLOCK))
            return false;
    }
    cells_empty(cells);
    return true;
}

static int day_compare(const void *left, const void *right)
{
    const struct spooled *a = left, *b = right;
    return a->day < b->day ? -1 : a->day > b->day;
}

static void spooled_add(struct rebuild *rebuild, const struct spooled *spooled)
{
    struct figure_entry entry = {.measures = spooled->measures,
                                 .day = spooled->day,
                                 .organisation_id = spooled->organisation_id,
                                 .area_id = spooled->area_id,
                                 .category_id = spooled->category_id,
                                 .channel_id = spooled->channel_id,
                                 .handling_s = spooled->handling_s,
                                 .solving_s = spooled->solving_s,
                                 .stay_s = spooled->stay_s,
                                 .urgency = spooled->urgency,
                                 .state = spooled->state};
    cells_add(&rebuild->days, &rebuild->areas, &entry, 1);
    cells_add(&rebuild->months, &rebuild->areas, &entry, 1);
}

static bool month_sum(struct rebuild *rebuild, struct month *month)
{
    struct spooled *all = memory_new(month->count, sizeof *all);
    rewind(month->file);
    bool good = fread(all, sizeof *all, month->count, month->file) == month->count ||
                fail(rebuild, "a temporary file", "cannot be read again");
    qsort(all, month->count, sizeof *all, day_compare);
    for (size_t i = 0; good && i < month->count; i++) {
        if (i && all[i].day != all[i - 1].day)
            good = cells_pass(rebuild, &rebuild->days);
        spooled_add(rebuild, &all[i]);
    }
    free(all);
    return good && cells_pass(rebuild, &rebuild->days) && cells_pass(rebuild, &rebuild->months);
}

/* -- the log ----------------------------------------------------------------------------------------------------- */

static void range_ask(struct rebuild *rebuild, struct store *reader, int64_t after)
{
    store_begin(reader);
    store_send(reader, &query_audit_events_between,
               (struct parameter[]){P_INTEGER(rebuild->city_id), P_BIGINT(rebuild->result.position), P_BIGINT(after),
                                    P_BIGINT(after + NUMBERS_AT_ONCE)},
               4);
    store_commit(reader);
    store_sync(reader);
}

static bool ticket_take(struct rebuild *rebuild, int64_t ticket_id)
{
    const struct fold *fold = &rebuild->fold;
    for (size_t i = 0; i < fold->count; i++) {
        entry_row(rebuild, ticket_id, (int)i, &fold->entries[i]);
        if (!fold->entries[i].until && !entry_spool(rebuild, &fold->entries[i]))
            return false;
    }
    rebuild->states[fold->state]++;
    rebuild->result.tickets++;
    rebuild->result.entries += (int64_t)fold->count;
    return rows_pass(rebuild, BLOCK);
}

static bool range_take(struct rebuild *rebuild, struct store *reader)
{
    if (store_wait(reader, -1) != STORE_STEP || store_error(reader)->class != STORE_NO_ERROR)
        return store_fail(rebuild, reader);
    int rows = store_rows(reader, 0);
    int64_t ticket_id = 0;
    bool good = true;
    for (int row = 0; good && row < rows; row++) {
        struct figure_event event = figure_event_read(reader, 0, row);
        if (event.ticket_id != ticket_id) {
            good = !ticket_id || ticket_take(rebuild, ticket_id);
            fold_begin(&rebuild->fold);
            ticket_id = event.ticket_id;
        }
        fold_take(&rebuild->fold, &event);
    }
    rebuild->result.events += rows;
    return good && (!ticket_id || ticket_take(rebuild, ticket_id));
}

static bool log_count(struct rebuild *rebuild, int64_t first, int64_t last, void (*progress)(int64_t, int64_t))
{
    struct store *const *readers = rebuild->stores->readers;
    int turn = 0;
    if (!store_copy_begin(rebuild->stores->writer, &query_counted_copy))
        return store_fail(rebuild, rebuild->stores->writer);
    rows_head(&rebuild->rows);
    range_ask(rebuild, readers[0], first - 1);
    for (int64_t after = first - 1; after < last; after += NUMBERS_AT_ONCE, turn ^= 1) {
        if (after + NUMBERS_AT_ONCE < last)
            range_ask(rebuild, readers[turn ^ 1], after + NUMBERS_AT_ONCE);
        if (!range_take(rebuild, readers[turn]))
            return false;
        if (progress)
            progress(after + NUMBERS_AT_ONCE < last ? after + NUMBERS_AT_ONCE - first + 1 : last - first + 1,
                     last - first + 1);
    }
    rows_tail(&rebuild->rows);
    return rows_pass(rebuild, 0) &&
           (store_copy_end(rebuild->stores->writer) || store_fail(rebuild, rebuild->stores->writer));
}

static bool sums_make(struct rebuild *rebuild)
{
    bool good =
        store_copy_begin(rebuild->stores->writer, &query_rollup_copy) || store_fail(rebuild, rebuild->stores->writer);
    if (good)
        rows_head(&rebuild->rows);
    for (size_t i = 0; good && i < rebuild->month_count; i++)
        good = month_sum(rebuild, &rebuild->month[i]);
    if (!good)
        return false;
    rows_tail(&rebuild->rows);
    return rows_pass(rebuild, 0) &&
           (store_copy_end(rebuild->stores->writer) || store_fail(rebuild, rebuild->stores->writer));
}

/* -- the transaction --------------------------------------------------------------------------------------------- */

/* Takes the cursor, and away what is there: nobody sees that before the commit. */
static bool rebuild_begin(struct rebuild *rebuild, int64_t *first, int64_t *last)
{
    struct store *writer = rebuild->stores->writer;
    struct parameter of[] = {P_TEXT("tally", 5), P_INTEGER(rebuild->city_id)};
    store_begin(writer);
    store_send(writer, &query_verify_patience, NULL, 0);
    store_send(writer, &query_cursor_make, of, 2);
    store_send(writer, &query_rebuild_lock, &of[1], 1);
    int range = store_send(writer, &query_rebuild_range, &of[1], 1),
        areas = store_send(writer, &query_area_tree, &of[1], 1);
    store_send(writer, &query_rebuild_counted, &of[1], 1);
    store_send(writer, &query_rebuild_rollup, &of[1], 1);
    store_send(writer, &query_rebuild_states, &of[1], 1);
    if (!step_wait(writer))
        return store_fail(rebuild, writer);
    if (store_integer(writer, range, 0, 3))
        return fail(rebuild, "the log", "ranges of it are archived: bring them back first (steward log restore)");
    rebuild->result.position = store_integer(writer, range, 0, 0);
    *first = store_integer(writer, range, 0, 1);
    *last = store_integer(writer, range, 0, 2);
    area_tree_read(&rebuild->areas, writer, areas);
    return true;
}

static bool rebuild_commit(struct rebuild *rebuild)
{
    struct store *writer = rebuild->stores->writer;
    struct array arrays[3] = {0};
    array_start(&arrays[0], ARRAY_INTEGER);
    array_start(&arrays[1], ARRAY_SMALLINT);
    array_start(&arrays[2], ARRAY_BIGINT);
    for (int state = STATE_NONE + 1; state < STATES_MOST; state++)
        if (rebuild->states[state]) {
            array_add_integer(&arrays[0], rebuild->city_id);
            array_add_integer(&arrays[1], state);
            array_add_integer(&arrays[2], rebuild->states[state]);
        }
    store_send(writer, &query_state_add,
               (struct parameter[]){P_ARRAY(&arrays[0]), P_ARRAY(&arrays[1]), P_ARRAY(&arrays[2])}, 3);
    struct parameter city = P_INTEGER(rebuild->city_id);
    store_send(writer, &query_area_tree_drop, &city, 1);
    store_send(writer, &query_area_tree_keep, &city, 1);
    store_send(writer, &query_rebuild_done,
               (struct parameter[]){P_INTEGER(rebuild->city_id), P_BIGINT(rebuild->result.position)}, 2);
    store_commit(writer);
    bool good = (step_wait(writer) && store_committed(writer)) || store_fail(rebuild, writer);
    for (int i = 0; i < 3; i++)
        array_clear(&arrays[i]);
    return good;
}

static void rebuild_clear(struct rebuild *rebuild)
{
    area_tree_clear(&rebuild->areas);
    fold_clear(&rebuild->fold);
    cells_clear(&rebuild->days);
    cells_clear(&rebuild->months);
    free(rebuild->rows.bytes);
    for (size_t i = 0; i < rebuild->month_count; i++)
        fclose(rebuild->month[i].file);
    free(rebuild->month);
}

bool figures_rebuild(const struct rebuild_stores *stores, int32_t city_id, void (*progress)(int64_t done, int64_t of),
                     struct rebuilt *out, char *error, size_t size)
{
    struct rebuild rebuild = {.stores = stores, .city_id = city_id, .error = error, .error_size = size};
    int64_t first = 1, last = 0, began = instant_monotonic(), counted;
    rebuild.days.without_months = rebuild.months.without_days = true;
    bool good = rebuild_begin(&rebuild, &first, &last) && log_count(&rebuild, first, last, progress);
    counted = instant_monotonic();
    good = good && sums_make(&rebuild) && rebuild_commit(&rebuild);
    rebuild.result.read_us = counted - began;
    rebuild.result.sum_us = instant_monotonic() - counted;
    *out = rebuild.result;
    rebuild_clear(&rebuild);
    return good;
}
