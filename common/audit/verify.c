/* Stages of a month, in the order of the enum; each asks, and takes in what was answered. */
#include "common/audit/verify.h"

#include <stdlib.h>
#include <string.h>

#include "common/audit/events.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "common/time/date.h"

enum { TICKETS_AT_ONCE = 2000, PAIRS_AT_ONCE = 8, LEVELS = 8, LIMIT_DAYS_MOST = 4000 };

enum stage { STAGE_BEGIN, STAGE_TICKETS, STAGE_FOLD, STAGE_DAYS, STAGE_ENTRIES, STAGE_CELLS, STAGE_MONTH, STAGE_END };

/* Every cuboid with each of its levels, in the order of the key. */
struct pair {
    int16_t cuboid, level;
};
enum { PAIRS_MOST = 4 * LEVELS + 7 };

struct verify {
    int32_t city_id, from, to;
    int32_t first, last; /* of the month that is looked at, as far as it is of the period */
    enum stage stage;
    bool asked;
    int statement; /* the first of what was asked */
    struct verified counts;
    struct area_tree areas;
    struct codes codes;
    struct fold fold;
    struct cells cells;
    struct pair pairs[PAIRS_MOST];
    int pair_count, pair_next;
    size_t cell_next;
    int64_t *tickets;
    size_t ticket_count, ticket_capacity, ticket_next;
    int32_t *days;
    size_t day_count, day_capacity, day_next;
    struct array chunk, cuboids, levels;
    struct differences differences;
};

static void pairs_make(struct verify *verify)
{
    static const int cuboids[] = {12, 13, 14, 15, 16, 23, 24, 25, 34, 35, 45};
    for (size_t i = 0; i < sizeof cuboids / sizeof *cuboids; i++) {
        bool area = cuboids[i] / 10 == DIMENSION_AREA || cuboids[i] % 10 == DIMENSION_AREA;
        for (int level = 0; level < (area ? LEVELS : 1); level++)
            verify->pairs[verify->pair_count++] = (struct pair){(int16_t)cuboids[i], (int16_t)level};
    }
}

struct verify *verify_new(int32_t city_id, int32_t from, int32_t to)
{
    struct verify *verify = memory_new(1, sizeof *verify);
    verify->city_id = city_id;
    verify->from = from;
    verify->to = to;
    verify->counts.position = -1;
    verify->cells.without_months = true;
    pairs_make(verify);
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
    array_clear(&old->chunk);
    array_clear(&old->cuboids);
    array_clear(&old->levels);
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

int32_t verify_at(const struct verify *verify)
{
    return verify->first;
}

/* -- months ------------------------------------------------------------------------------------------------------ */

static int32_t month_after(int32_t day)
{
    return date_month(date_month(day) + 31);
}

/* Looks at the month of a day, as far as it is of the period. */
static void month_enter(struct verify *verify, int32_t day)
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

/* -- cells of days ----------------------------------------------------------------------------------------------- */

static void days_ask(struct verify *verify, struct store *store)
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

static void days_take(struct verify *verify, struct store *store)
{
    size_t count = (size_t)store_rows(store, verify->statement);
    memory_reserve((void **)&verify->days, &verify->day_capacity, count + 1, sizeof *verify->days);
    for (size_t i = 0; i < count; i++)
        verify->days[i] = (int32_t)store_integer(store, verify->statement, (int)i, 0);
    verify->day_count = count;
    verify->day_next = 0;
    verify->pair_next = 0;
    verify->stage = count ? STAGE_ENTRIES : STAGE_MONTH;
}

static void entries_ask(struct verify *verify, struct store *store)
{
    struct parameter of[] = {P_INTEGER(verify->city_id), P_INTEGER(verify->days[verify->day_next])};
    verify->statement = store_send(store, &query_audit_counted_day, of, 2);
}

static void entries_take(struct verify *verify, struct store *store)
{
    cells_empty(&verify->cells);
    for (int row = 0; row < store_rows(store, verify->statement); row++) {
        struct counted_row counted = counted_row_read(store, verify->statement, row);
        cells_add(&verify->cells, &verify->areas, &counted.entry, 1);
    }
    cells_sort(&verify->cells);
    verify->cell_next = 0;
    verify->pair_next = 0;
    verify->stage = STAGE_CELLS;
}

static int pairs_end(const struct verify *verify)
{
    int end = verify->pair_next + PAIRS_AT_ONCE;
    return end < verify->pair_count ? end : verify->pair_count;
}

static void cells_ask(struct verify *verify, struct store *store)
{
    verify->statement = -1;
    for (int i = verify->pair_next; i < pairs_end(verify); i++) {
        struct parameter of[] = {P_INTEGER(verify->city_id), P_INTEGER(verify->pairs[i].cuboid), P_INTEGER(GRAIN_DAY),
                                 P_INTEGER(verify->pairs[i].level), P_INTEGER(verify->days[verify->day_next])};
        int statement = store_send(store, &query_rollup_cells, of, 5);
        verify->statement = verify->statement < 0 ? statement : verify->statement;
    }
}

static void cells_take(struct verify *verify, struct store *store)
{
    int statement = verify->statement;
    for (int end = pairs_end(verify); verify->pair_next < end; verify->pair_next++, statement++) {
        const struct cells *all = &verify->cells;
        struct cell_group group = {.cuboid = verify->pairs[verify->pair_next].cuboid,
                                   .level = verify->pairs[verify->pair_next].level,
                                   .day = verify->days[verify->day_next],
                                   .cells = all->cells + verify->cell_next};
        for (; verify->cell_next < all->count && all->cells[verify->cell_next].cuboid == group.cuboid &&
               all->cells[verify->cell_next].level == group.level;
             verify->cell_next++)
            group.count++;
        cells_compare(&verify->differences, &verify->codes, &group, store, statement);
        verify->counts.cells += (int64_t)group.count;
    }
    if (verify->pair_next < verify->pair_count)
        return;
    verify->pair_next = 0;
    verify->stage = ++verify->day_next < verify->day_count ? STAGE_ENTRIES : STAGE_MONTH;
}

/* -- cells of the month ------------------------------------------------------------------------------------------ */

static void month_ask(struct verify *verify, struct store *store)
{
    verify->statement = -1;
    for (int i = verify->pair_next; i < pairs_end(verify); i++) {
        struct parameter of[] = {P_INTEGER(verify->city_id), P_INTEGER(verify->pairs[i].cuboid),
                                 P_INTEGER(verify->pairs[i].level), P_INTEGER(date_month(verify->first))};
        int statement = store_send(store, &query_rollup_months, of, 4);
        verify->statement = verify->statement < 0 ? statement : verify->statement;
    }
}

static void month_take(struct verify *verify, struct store *store)
{
    char month[DATE_TEXT_BYTES];
    date_print(verify->first, month);
    int statement = verify->statement;
    for (int end = pairs_end(verify); verify->pair_next < end; verify->pair_next++, statement++) {
        int64_t wrong = store_integer(store, statement, 0, 1);
        verify->counts.months += store_integer(store, statement, 0, 0);
        if (wrong) {
            difference_add(&verify->differences, "month %.7s, cuboid %d, level %d: %s", month,
                           verify->pairs[verify->pair_next].cuboid, verify->pairs[verify->pair_next].level,
                           store_text(store, statement, 0, 2, NULL));
            verify->differences.count += wrong - 1;
        }
    }
    if (verify->pair_next == verify->pair_count)
        month_enter(verify, month_after(verify->first));
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
