/* Two passes: the log, ticket by ticket, into entries; then these, a month at a time, into sums (rebuild_sums.c). */
#include "common/audit/rebuild_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/audit/events.h"
#include "common/base/instant.h"
#include "common/store/queries.h"
#include "proto/lifecycle.h"

enum { NUMBERS_AT_ONCE = 2500 };

bool rebuild_fail(struct rebuild *rebuild, const char *what, const char *why)
{
    snprintf(rebuild->error, rebuild->error_size, "%s: %s", what, why);
    return false;
}

bool rebuild_store_fail(struct rebuild *rebuild, const struct store *store)
{
    return rebuild_fail(rebuild, "the database", store_error(store)->message);
}

static bool step_wait(struct store *store)
{
    store_sync(store);
    return store_wait(store, -1) == STORE_STEP && store_error(store)->class == STORE_NO_ERROR;
}

/* -- rows -------------------------------------------------------------------------------------------------------- */

bool rebuild_pass(struct rebuild *rebuild, size_t at_least)
{
    if (rebuild->rows.used < at_least)
        return true;
    if (!store_copy_put(rebuild->stores->writer, &rebuild->rows))
        return rebuild_store_fail(rebuild, rebuild->stores->writer);
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
        if (!fold->entries[i].until && !spool_add(&rebuild->spool, &fold->entries[i]))
            return rebuild_fail(rebuild, "a temporary file", "cannot be written");
    }
    rebuild->states[fold->state]++;
    rebuild->result.tickets++;
    rebuild->result.entries += (int64_t)fold->count;
    return rebuild_pass(rebuild, REBUILD_BLOCK);
}

static bool range_take(struct rebuild *rebuild, struct store *reader)
{
    if (store_wait(reader, -1) != STORE_STEP || store_error(reader)->class != STORE_NO_ERROR)
        return rebuild_store_fail(rebuild, reader);
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
        return rebuild_store_fail(rebuild, rebuild->stores->writer);
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
    return rebuild_pass(rebuild, 0) &&
           (store_copy_end(rebuild->stores->writer) || rebuild_store_fail(rebuild, rebuild->stores->writer));
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
        return rebuild_store_fail(rebuild, writer);
    if (store_integer(writer, range, 0, 3))
        return rebuild_fail(rebuild, "the log",
                            "ranges of it are archived: bring them back first (steward log restore)");
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
    bool good = (step_wait(writer) && store_committed(writer)) || rebuild_store_fail(rebuild, writer);
    for (int i = 0; i < 3; i++)
        array_clear(&arrays[i]);
    return good;
}

static void rebuild_clear(struct rebuild *rebuild)
{
    area_tree_clear(&rebuild->areas);
    fold_clear(&rebuild->fold);
    for (int grain = GRAIN_DAY; grain < GRAIN_END; grain++)
        cells_clear(&rebuild->cells[grain]);
    free(rebuild->packed.bytes);
    free(rebuild->rows.bytes);
    spool_clear(&rebuild->spool);
}

bool figures_rebuild(const struct rebuild_stores *stores, int32_t city_id, void (*progress)(int64_t done, int64_t of),
                     struct rebuilt *out, char *error, size_t size)
{
    struct rebuild rebuild = {.stores = stores, .city_id = city_id, .error = error, .error_size = size};
    int64_t first = 1, last = 0, began = instant_monotonic(), counted;
    rebuild.cells[GRAIN_DAY].left_out = 1U << GRAIN_TEN_DAYS | 1U << GRAIN_MONTH;
    bool good = rebuild_begin(&rebuild, &first, &last) && log_count(&rebuild, first, last, progress);
    counted = instant_monotonic();
    good = good && rebuild_sums(&rebuild) && rebuild_commit(&rebuild);
    rebuild.result.read_us = counted - began;
    rebuild.result.sum_us = instant_monotonic() - counted;
    *out = rebuild.result;
    rebuild_clear(&rebuild);
    return good;
}
