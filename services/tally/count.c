/* Counting a stretch of a city's log: the events of every ticket that it touches are folded from their first on, and
 * what has come to count in the stretch, or ceased to, is written beside the sums that it changes. All of it, and the
 * cursor, is one transaction, of many steps where the stretch is long: some tickets at a time, then the sums that they
 * change. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/audit/events.h"
#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/tally/tally.h"

/* Not for each event by itself: figures that are a third of a second old are new enough, and counting many at once
 * costs little more than counting one. */
enum { COUNT_EVENTS_MOST = 40000, COUNT_FEW = 10000, COUNT_EACH_US = 300000, HELD_AGAIN_US = 1000000 };

/* What is in memory at once: tickets with their events, and about as many cells. */
enum { TICKETS_AT_ONCE = 2000, CELLS_AT_ONCE = 60000 };

enum { BROKEN_AGAIN_US = 60000000 };

/* Statements of the first step, and of the one that reads the tree of areas. */
enum { HELD, TOUCHED };
enum { TREE_KEPT, TREE };

static struct count *count_of(struct worker *worker)
{
    return &((struct tally *)worker_state(worker))->count;
}

void count_clear(struct count *count)
{
    area_tree_clear(&count->areas);
    free(count->tickets);
    array_clear(&count->chunk);
    fold_clear(&count->fold);
    sums_clear(&count->sums);
    columns_clear(&count->fresh);
    columns_clear(&count->ended);
    columns_clear(&count->states);
}

bool count_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    struct count *count = count_of(worker);
    count->pace.each_us = COUNT_EACH_US;
    count->pace.few = COUNT_FEW;
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
            cells_add(&count->sums.cells, &count->areas, entry, 1);
        else if (!fresh && entry->until > since)
            cells_add(&count->sums.cells, &count->areas, entry, -1);
    }
}

/* Folds the tickets, one after the other. */
static void tickets_count(struct count *count, const struct store *store, int32_t city_id, int64_t since)
{
    int rows = store_rows(store, count->statement);
    int64_t ticket_id = 0;
    for (int row = 0; row < rows; row++) {
        struct figure_event event = figure_event_read(store, count->statement, row);
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
    columns_begin(&count->states, "isb");
    for (int state = STATE_NONE + 1; state < STATES_MOST; state++)
        if (count->state_changes[state]) {
            columns_number(&count->states, city_id);
            columns_number(&count->states, state);
            columns_number(&count->states, count->state_changes[state]);
        }
    columns_write(&count->states, store, &query_state_add);
}

/* -- a stretch --------------------------------------------------------------------------------------------------- */

static enum work_next begin_ask(struct count *count, struct work *work, const struct followed *city)
{
    int64_t most = city->pos + COUNT_EVENTS_MOST;
    count->to = city->head < most ? city->head : most;
    struct parameter of[] = {P_INTEGER(city->city_id), P_BIGINT(city->pos), P_BIGINT(count->to)};
    store_send(work->store, &query_cursor_hold, of, 1);
    store_send(work->store, &query_touched_tickets, of, 3);
    memset(count->state_changes, 0, sizeof count->state_changes);
    cells_empty(&count->sums.cells);
    count->stage = COUNT_BEGUN;
    return WORK_MORE;
}

static void tickets_take(struct count *count, const struct store *store)
{
    count->ticket_count = (size_t)store_rows(store, TOUCHED);
    count->ticket_next = 0;
    memory_reserve((void **)&count->tickets, &count->ticket_capacity, count->ticket_count + 1, sizeof *count->tickets);
    for (size_t i = 0; i < count->ticket_count; i++)
        count->tickets[i] = store_integer(store, TOUCHED, (int)i, 0);
}

static enum work_next events_ask(struct count *count, struct store *store, int32_t city_id)
{
    array_start(&count->chunk, ARRAY_BIGINT);
    for (int i = 0; i < TICKETS_AT_ONCE && count->ticket_next < count->ticket_count; i++)
        array_add_integer(&count->chunk, count->tickets[count->ticket_next++]);
    struct parameter of[] = {P_INTEGER(city_id), P_BIGINT(count->to), P_ARRAY(&count->chunk)};
    count->statement = store_send(store, &query_audit_events_of, of, 3);
    count->stage = COUNT_EVENTS;
    return WORK_MORE;
}

static enum work_next stretch_end(struct count *count, struct work *work, struct followed *city)
{
    states_write(count, work->store, city->city_id);
    count->moved = follower_move(worker_follower(work->worker), city, work->store, count->to, 0);
    return WORK_COMMIT;
}

/* Some more tickets, or it is done. */
static enum work_next stretch_go_on(struct count *count, struct work *work, struct followed *city)
{
    return count->ticket_next < count->ticket_count ? events_ask(count, work->store, city->city_id)
                                                    : stretch_end(count, work, city);
}

/* Takes hold of the city, and looks whether its tree of areas is known: it is that of a version of the pack. */
static enum work_next begin_take(struct count *count, struct work *work, struct followed *city)
{
    struct store *store = work->store;
    if (!store_rows(store, HELD)) { /* it is being counted anew by somebody else */
        count->pace.due = instant_monotonic() + HELD_AGAIN_US;
        return WORK_ABANDON;
    }
    int64_t pos = store_integer(store, HELD, 0, 0), version = store_integer(store, HELD, 0, 1);
    if (pos != city->pos) { /* it was */
        city->pos = pos;
        return WORK_ABANDON;
    }
    tickets_take(count, store);
    if (count->areas_city == city->city_id && count->areas_version == version)
        return stretch_go_on(count, work, city);
    struct parameter of = P_INTEGER(city->city_id);
    count->areas_city = 0;
    count->areas_version = version;
    store_send(store, &query_area_tree_kept, &of, 1);
    store_send(store, &query_area_tree, &of, 1);
    count->stage = COUNT_TREE;
    return WORK_MORE;
}

/* Where the tree is another than the sums were made with, these have to be made anew first. */
static enum work_next tree_take(struct count *count, struct work *work, struct followed *city)
{
    struct areas *areas = &((struct tally *)worker_state(work->worker))->areas;
    if (!store_integer(work->store, TREE_KEPT, 0, 0)) {
        areas->city_id = city->city_id;
        snprintf(areas->code, sizeof areas->code, "%s", city->code);
        return WORK_ABANDON;
    }
    area_tree_read(&count->areas, work->store, TREE);
    count->areas_city = city->city_id;
    return stretch_go_on(count, work, city);
}

static enum work_next events_take(struct count *count, struct work *work, struct followed *city)
{
    columns_begin(&count->fresh, "ibsbbbiiiiisbsiii");
    columns_begin(&count->ended, "ibsb");
    tickets_count(count, work->store, city->city_id, city->pos);
    columns_write(&count->fresh, work->store, &query_counted_insert);
    columns_write(&count->ended, work->store, &query_counted_end);
    if (count->ticket_next < count->ticket_count && count->sums.cells.count < CELLS_AT_ONCE)
        return events_ask(count, work->store, city->city_id);
    sums_begin(&count->sums, city->city_id);
    if (!sums_ask(&count->sums, work->store))
        return stretch_go_on(count, work, city);
    count->stage = COUNT_SUMS;
    return WORK_MORE;
}

static enum work_next sums_take(struct count *count, struct work *work, struct followed *city)
{
    if (!sums_write(&count->sums, work->store)) {
        count->pace.due = instant_monotonic() + BROKEN_AGAIN_US;
        return WORK_ABANDON;
    }
    return sums_ask(&count->sums, work->store) ? WORK_MORE : stretch_go_on(count, work, city);
}

static enum work_next count_step(struct work *work, int step)
{
    static enum work_next (*const take[])(struct count * count, struct work * work, struct followed * city) = {
        [COUNT_BEGUN] = begin_take,
        [COUNT_TREE] = tree_take,
        [COUNT_EVENTS] = events_take,
        [COUNT_SUMS] = sums_take,
    };
    struct count *count = count_of(work->worker);
    struct followed *city = work->detail;
    return step == 0 ? begin_ask(count, work, city) : take[count->stage](count, work, city);
}

static void count_done(struct work *work)
{
    struct count *count = count_of(work->worker);
    struct followed *city = work->detail;
    follower_moved(city, work->store, count->moved);
    pace_end(&count->pace, worker_follower(work->worker), instant_monotonic());
}

const struct work_kind count_batch = {.name = "count", .step = count_step, .done = count_done};
