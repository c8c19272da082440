/* Stages of a month, in the order of the enum; each asks, and takes in what was answered. */
#include "common/audit/verify_private.h"

#include <stdlib.h>
#include <string.h>

#include "common/audit/events.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "common/time/date.h"

enum { TICKETS_AT_ONCE = 2000 };

struct verify *verify_new(int32_t city_id, int32_t from, int32_t to)
{
    struct verify *verify = memory_new(1, sizeof *verify);
    verify->city_id = city_id;
    verify->from = from;
    verify->to = to;
    verify->counts.position = -1;
    verify->cells.left_out = 1U << GRAIN_TEN_DAYS | 1U << GRAIN_MONTH;
    verify->pair_count = pairs_make(verify->pairs);
    return verify;
}

void verify_destroy(struct verify **verify)
{
    struct verify *old = *verify;
    if (!old)
        return;
    area_tree_clear(&old->areas);
    codes_clear(&old->codes);
    fold_clear(&old->fold);
    cells_clear(&old->cells);
    cells_clear(&old->kept);
    array_clear(&old->chunk);
    array_clear(&old->cuboids);
    array_clear(&old->levels);
    array_clear(&old->grains);
    array_clear(&old->wanted_days);
    differences_clear(&old->differences);
    free(old->tickets);
    free(old->days);
    free(old);
    *verify = NULL;
}

struct verified verify_result(const struct verify *verify)
{
    struct verified result = verify->counts;
    result.from = verify->from;
    result.to = verify->to;
    result.differences = &verify->differences;
    return result;
}

/* -- months ------------------------------------------------------------------------------------------------------ */

int32_t month_after(int32_t day)
{
    return date_month(date_month(day) + 31);
}

void month_enter(struct verify *verify, int32_t day)
{
    if (day > verify->to) {
        verify->stage = STAGE_END;
        return;
    }
    verify->first = day;
    verify->last = month_after(day) - 1 < verify->to ? month_after(day) - 1 : verify->to;
    verify->stage = STAGE_TICKETS;
}

/* -- the beginning ----------------------------------------------------------------------------------------------- */

static void begin_ask(struct verify *verify, struct store *store)
{
    struct parameter city = P_INTEGER(verify->city_id);
    struct parameter position[] = {city, P_BOOLEAN(verify->from == VERIFY_ALL)};
    store_send(store, &query_audit_patience, NULL, 0);
    verify->statement = store_send(store, &query_audit_position, position, 2);
    store_send(store, &query_audit_area_tree, &city, 1);
    store_send(store, &query_pack_codes, &city, 1);
}

static void begin_take(struct verify *verify, struct store *store)
{
    verify->stage = STAGE_END;
    if (!store_rows(store, verify->statement) || store_is_null(store, verify->statement, 0, 1))
        return;
    verify->counts.position = store_integer(store, verify->statement, 0, 0);
    if (verify->from == VERIFY_ALL) {
        verify->from = (int32_t)store_integer(store, verify->statement, 0, 1);
        verify->to = (int32_t)store_integer(store, verify->statement, 0, 2);
    }
    area_tree_read(&verify->areas, store, verify->statement + 1);
    codes_read(&verify->codes, store, verify->statement + 2);
    month_enter(verify, verify->from);
}

/* -- entries ----------------------------------------------------------------------------------------------------- */

static void tickets_ask(struct verify *verify, struct store *store)
{
    struct parameter of[] = {P_INTEGER(verify->city_id), P_BIGINT(verify->counts.position), P_INTEGER(verify->first),
                             P_INTEGER(verify->last)};
    verify->statement = store_send(store, &query_audit_tickets, of, 4);
}

static void tickets_take(struct verify *verify, struct store *store)
{
    size_t count = (size_t)store_rows(store, verify->statement);
    memory_reserve((void **)&verify->tickets, &verify->ticket_capacity, count + 1, sizeof *verify->tickets);
    for (size_t i = 0; i < count; i++)
        verify->tickets[i] = store_integer(store, verify->statement, (int)i, 0);
    verify->ticket_count = count;
    verify->ticket_next = 0;
    verify->counts.tickets += (int64_t)count;
    verify->stage = count ? STAGE_FOLD : STAGE_DAYS;
}

static size_t chunk_end(const struct verify *verify)
{
    size_t end = verify->ticket_next + TICKETS_AT_ONCE;
    return end < verify->ticket_count ? end : verify->ticket_count;
}

static void fold_ask(struct verify *verify, struct store *store)
{
    array_start(&verify->chunk, ARRAY_BIGINT);
    for (size_t i = verify->ticket_next; i < chunk_end(verify); i++)
        array_add_integer(&verify->chunk, verify->tickets[i]);
    struct parameter of[] = {P_INTEGER(verify->city_id), P_BIGINT(verify->counts.position), P_ARRAY(&verify->chunk)};
    verify->statement = store_send(store, &query_audit_events_of, of, 3);
    store_send(store, &query_audit_counted_of, (struct parameter[]){of[0], of[2]}, 2);
}

static void fold_take_all(struct verify *verify, struct store *store)
{
    int events = verify->statement, counted = verify->statement + 1, event = 0, kept = 0;
    int event_rows = store_rows(store, events), kept_rows = store_rows(store, counted);
    for (size_t end = chunk_end(verify); verify->ticket_next < end; verify->ticket_next++) {
        int64_t ticket_id = verify->tickets[verify->ticket_next];
        int from = kept;
        fold_begin(&verify->fold);
        for (; event < event_rows && store_integer(store, events, event, 0) == ticket_id; event++) {
            struct figure_event of = figure_event_read(store, events, event);
            fold_take(&verify->fold, &of);
        }
        while (kept < kept_rows && store_integer(store, counted, kept, 0) == ticket_id)
            kept++;
        ticket_compare(&verify->differences, &verify->fold, ticket_id, store, counted, from, kept);
        verify->counts.entries += (int64_t)verify->fold.count;
    }
    if (verify->ticket_next == verify->ticket_count)
        verify->stage = STAGE_DAYS;
}

bool verify_step(struct verify *verify, struct store *store)
{
    static const struct {
        void (*ask)(struct verify *verify, struct store *store);
        void (*take)(struct verify *verify, struct store *store);
    } stages[] = {
        [STAGE_BEGIN] = {begin_ask, begin_take},       [STAGE_TICKETS] = {tickets_ask, tickets_take},
        [STAGE_FOLD] = {fold_ask, fold_take_all},      [STAGE_DAYS] = {days_ask, days_take},
        [STAGE_ENTRIES] = {entries_ask, entries_take}, [STAGE_CELLS] = {cells_ask, cells_take},
        [STAGE_MONTH] = {month_ask, month_take},
    };
    if (verify->asked)
        stages[verify->stage].take(verify, store);
    verify->asked = verify->stage != STAGE_END;
    if (verify->asked)
        stages[verify->stage].ask(verify, store);
    return verify->asked;
}
