/* Counting a stretch of a city's log: the events of every ticket that it touches are folded from their first on, and
 * what has come to count in the stretch, or ceased to, is written beside the sums that it changes. All of it, and the
 * cursor, is one transaction. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/audit/events.h"
#include "common/base/instant.h"
#include "common/store/queries.h"
#include "services/tally/tally.h"

/* Not for each event by itself: figures that are a third of a second old are new enough, and counting many at once
 * costs little more than counting one. */
enum { COUNT_EVENTS_MOST = 10000, COUNT_EACH_US = 300000, HELD_AGAIN_US = 1000000 };

enum { HELD, TREE_KEPT, EVENTS, AREAS }; /* statements of the first step */

static struct count *count_of(struct worker *worker)
{
    return &((struct tally *)worker_state(worker))->count;
}

void count_clear(struct count *count)
{
    area_tree_clear(&count->areas);
    fold_clear(&count->fold);
    cells_clear(&count->cells);
    columns_clear(&count->fresh);
    columns_clear(&count->ended);
    columns_clear(&count->states);
}

bool count_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    struct count *count = count_of(worker);
    count->pace.each_us = COUNT_EACH_US;
    count->pace.few = COUNT_EVENTS_MOST;
    if (!pace_begin(&count->pace, worker_follower(worker), now, wake))
        return false;
    *detail = follower_next(worker_follower(worker));
    return *detail != NULL;
}

/* -- writing ----------------------------------------------------------------------------------------------------- */

static void number_or_null(struct columns_of *columns, bool there, int64_t number)
{
    if (there)
        columns_number(columns, number);
    else
        columns_null(columns);
}

static void fresh_add(struct count *count, int32_t city_id, int64_t ticket_id, size_t i)
{
    const struct figure_entry *entry = &count->fold.entries[i];
    struct columns_of *fresh = &count->fresh;
    columns_number(fresh, city_id);
    columns_number(fresh, ticket_id);
    columns_number(fresh, (int64_t)i);
    columns_number(fresh, entry->since);
    number_or_null(fresh, entry->until, entry->until);
    number_or_null(fresh, entry->event_pos != entry->since, entry->event_pos);
    columns_number(fresh, entry->day);
    columns_number(fresh, entry->organisation_id);
    columns_number(fresh, entry->area_id);
    columns_number(fresh, entry->category_id);
    columns_number(fresh, entry->channel_id);
    columns_number(fresh, entry->urgency);
    columns_number(fresh, (int64_t)entry->measures);
    number_or_null(fresh, entry->state, entry->state);
    number_or_null(fresh, entry->handling_s >= 0, entry->handling_s);
    number_or_null(fresh, entry->solving_s >= 0, entry->solving_s);
    number_or_null(fresh, entry->stay_s >= 0, entry->stay_s);
}

static void ended_add(struct count *count, int32_t city_id, int64_t ticket_id, size_t i)
{
    columns_number(&count->ended, city_id);
    columns_number(&count->ended, ticket_id);
    columns_number(&count->ended, (int64_t)i);
    columns_number(&count->ended, count->fold.entries[i].until);
}

/* What of a ticket's entries has changed since a position. */
static void ticket_add(struct count *count, int32_t city_id, int64_t ticket_id, int64_t since)
{
    const struct fold *fold = &count->fold;
    for (size_t i = 0; i < fold->count; i++) {
        const struct figure_entry *entry = &fold->entries[i];
        bool fresh = entry->since > since;
        if (fresh)
            fresh_add(count, city_id, ticket_id, i);
        else if (entry->until > since)
            ended_add(count, city_id, ticket_id, i);
        if (fresh && !entry->until)
            cells_add(&count->cells, &count->areas, entry, 1);
        else if (!fresh && entry->until > since)
            cells_add(&count->cells, &count->areas, entry, -1);
    }
}

/* Folds the tickets, one after the other. */
static void tickets_count(struct count *count, const struct store *store, int32_t city_id, int64_t since)
{
    int rows = store_rows(store, EVENTS);
    int64_t ticket_id = 0;
    for (int row = 0; row < rows; row++) {
        struct figure_event event = figure_event_read(store, EVENTS, row);
        if (event.ticket_id != ticket_id) {
            if (ticket_id)
                ticket_add(count, city_id, ticket_id, since);
            fold_begin(&count->fold);
            ticket_id = event.ticket_id;
        }
        int8_t before = count->fold.state;
        fold_take(&count->fold, &event);
        if (event.pos > since && before != count->fold.state) {
            count->state_changes[before]--;
            count->state_changes[count->fold.state]++;
        }
    }
    if (ticket_id)
        ticket_add(count, city_id, ticket_id, since);
}

static void states_write(struct count *count, struct store *store, int32_t city_id)
{
    for (int state = STATE_NONE + 1; state < STATES_MOST; state++)
        if (count->state_changes[state]) {
            columns_number(&count->states, city_id);
            columns_number(&count->states, state);
            columns_number(&count->states, count->state_changes[state]);
        }
    columns_write(&count->states, store, &query_state_add);
}

static void cells_write(struct count *count, struct store *store, int32_t city_id)
{
    size_t length;
    char *text = cells_text(&count->cells, city_id, &length);
    if (length > 2)
        store_send(store, &query_rollup_add, (struct parameter[]){P_TEXT(text, length)}, 1);
    free(text);
}

/* -- a stretch --------------------------------------------------------------------------------------------------- */

static void stretch_read(struct count *count, struct work *work, const struct followed *city)
{
    int64_t most = city->pos + COUNT_EVENTS_MOST;
    count->to = city->head < most ? city->head : most;
    struct parameter of[] = {P_INTEGER(city->city_id), P_BIGINT(city->pos), P_BIGINT(count->to)};
    store_send(work->store, &query_cursor_hold, of, 1);
    store_send(work->store, &query_area_tree_kept, of, 1);
    store_send(work->store, &query_figure_events, of, 3);
    store_send(work->store, &query_area_tree, of, 1);
}

/* False where the city is being counted anew by somebody else, or was, or its areas have to be summed anew first. */
static bool stretch_stands(struct work *work, struct followed *city)
{
    const struct store *store = work->store;
    struct tally *tally = worker_state(work->worker);
    if (!store_rows(store, HELD)) {
        tally->count.pace.due = instant_monotonic() + HELD_AGAIN_US;
        return false;
    }
    bool moved = store_integer(store, HELD, 0, 0) != city->pos, kept = store_integer(store, TREE_KEPT, 0, 0);
    city->pos = store_integer(store, HELD, 0, 0);
    if (!kept) {
        tally->areas.city_id = city->city_id;
        snprintf(tally->areas.code, sizeof tally->areas.code, "%s", city->code);
    }
    return !moved && kept;
}

static enum work_next count_step(struct work *work, int step)
{
    struct count *count = count_of(work->worker);
    struct followed *city = work->detail;
    if (step == 0) {
        stretch_read(count, work, city);
        return WORK_MORE;
    }
    if (!stretch_stands(work, city))
        return WORK_ABANDON;
    columns_begin(&count->fresh, "ibsbbbiiiiisbsiii");
    columns_begin(&count->ended, "ibsb");
    columns_begin(&count->states, "isb");
    cells_empty(&count->cells);
    memset(count->state_changes, 0, sizeof count->state_changes);
    area_tree_read(&count->areas, work->store, AREAS);
    tickets_count(count, work->store, city->city_id, city->pos);
    count->moved = follower_move(worker_follower(work->worker), city, work->store, count->to, 0);
    columns_write(&count->fresh, work->store, &query_counted_insert);
    columns_write(&count->ended, work->store, &query_counted_end);
    states_write(count, work->store, city->city_id);
    cells_write(count, work->store, city->city_id);
    return WORK_COMMIT;
}

static void count_done(struct work *work)
{
    struct count *count = count_of(work->worker);
    struct followed *city = work->detail;
    follower_moved(city, work->store, count->moved);
    pace_end(&count->pace, worker_follower(work->worker), instant_monotonic());
}

const struct work_kind count_batch = {.name = "count", .step = count_step, .done = count_done};
