/* Rows as a move has them. */
#include "services/dispatch/read.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/queries.h"

void reading_send(struct reading *reading, struct store *store, struct array *cities, struct array *tickets,
                  bool merged)
{
    struct parameter of[] = {P_ARRAY(cities), P_ARRAY(tickets)};
    store_send(store, &query_ticket_lock, of, 2);
    reading->tickets = store_send(store, &query_ticket_read, of, 2);
    reading->tasks = store_send(store, &query_ticket_tasks, of, 2);
    reading->clocks = store_send(store, &query_ticket_clocks, of, 2);
    reading->merged = merged ? store_send(store, &query_ticket_merged, of, 2) : -1;
    reading->time = store_send(store, &query_time_now, NULL, 0);
}

int64_t reading_now(const struct reading *reading, const struct store *store)
{
    return store_instant(store, reading->time, 0, 0);
}

/* The first row of a statement, sorted by city and ticket in its first columns, that is not before this ticket. */
static int first_row(const struct store *store, int statement, int32_t city_id, int64_t ticket_id)
{
    int low = 0, high = store_rows(store, statement);
    while (low < high) {
        int middle = (low + high) / 2;
        int64_t city = store_integer(store, statement, middle, 0), ticket = store_integer(store, statement, middle, 1);
        if (city < city_id || (city == city_id && ticket < ticket_id))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_of(const struct store *store, int statement, int row, int32_t city_id, int64_t ticket_id)
{
    return row < store_rows(store, statement) && store_integer(store, statement, row, 0) == city_id &&
           store_integer(store, statement, row, 1) == ticket_id;
}

/* How many rows from `row` on are of this ticket. */
static int rows_of(const struct store *store, int statement, int row, int32_t city_id, int64_t ticket_id)
{
    int count = 0;
    while (is_of(store, statement, row + count, city_id, ticket_id))
        count++;
    return count;
}

int reading_find(const struct reading *reading, const struct store *store, int32_t city_id, int64_t ticket_id)
{
    int row = first_row(store, reading->tickets, city_id, ticket_id);
    return is_of(store, reading->tickets, row, city_id, ticket_id) ? row : -1;
}

bool reading_place(const struct reading *reading, const struct store *store, int row, double *latitude,
                   double *longitude)
{
    if (store_is_null(store, reading->tickets, row, 24))
        return false;
    *latitude = DEGREES(store_integer(store, reading->tickets, row, 24));
    *longitude = DEGREES(store_integer(store, reading->tickets, row, 25));
    return true;
}

int32_t reading_handler(const struct reading *reading, const struct store *store, const struct ticket_row *ticket)
{
    int row = first_row(store, reading->tasks, ticket->city_id, ticket->ticket_id);
    for (; is_of(store, reading->tasks, row, ticket->city_id, ticket->ticket_id); row++)
        if (store_integer(store, reading->tasks, row, 2) == ticket->task_id)
            return (int32_t)store_integer(store, reading->tasks, row, 6);
    return 0;
}

static void complaint_read(struct ticket_row *ticket, const struct store *store, int statement, int row)
{
    *ticket = (struct ticket_row){0};
    ticket->city_id = (int32_t)store_integer(store, statement, row, 0);
    ticket->ticket_id = store_integer(store, statement, row, 1);
    ticket->state = (enum ticket_state)store_integer(store, statement, row, 2);
    ticket->version = (int32_t)store_integer(store, statement, row, 3);
    ticket->channel_id = (int32_t)store_integer(store, statement, row, 4);
    ticket->category_id = (int32_t)store_integer(store, statement, row, 5);
    ticket->area_id = (int32_t)store_integer(store, statement, row, 6);
    ticket->pack_version = (int32_t)store_integer(store, statement, row, 7);
    ticket->reporter_id = (int32_t)store_integer(store, statement, row, 8);
}

void ticket_read(struct ticket_row *ticket, const struct store *store, int statement, int row)
{
    complaint_read(ticket, store, statement, row);
    ticket->organisation_id = (int32_t)store_integer(store, statement, row, 9);
    ticket->task_id = (int16_t)store_integer(store, statement, row, 10);
    ticket->returns = (int16_t)store_integer(store, statement, row, 11);
    ticket->tasks = (int16_t)store_integer(store, statement, row, 12);
    ticket->clocks = (int16_t)store_integer(store, statement, row, 13);
    ticket->marks = (int32_t)store_integer(store, statement, row, 14);
    ticket->received_at = store_instant(store, statement, row, 26);
    ticket->archived = store_integer(store, statement, row, 27);
}

static const struct standing_row ordinary = {.urgency = 3, .urged_at = NO_INSTANT};

static void standing_read(struct standing_row *standing, const struct store *store, int statement, int row)
{
    *standing = ordinary;
    if (store_is_null(store, statement, row, 15))
        return;
    standing->urgency = (int16_t)store_integer(store, statement, row, 15);
    if (!store_is_null(store, statement, row, 16))
        standing->standard = store_text(store, statement, row, 16, &standing->standard_length);
    standing->urges = (int16_t)store_integer(store, statement, row, 17);
    standing->urged_at = store_instant_or_none(store, statement, row, 18);
    standing->calls = (int16_t)store_integer(store, statement, row, 19);
    standing->asked_by = (int32_t)store_integer(store, statement, row, 20);
    standing->asked_ms = store_integer(store, statement, row, 21);
    standing->agreed_by = (int32_t)store_integer(store, statement, row, 22);
    standing->merged_into = store_integer(store, statement, row, 23);
}

static void task_read(struct task_row *task, const struct store *store, int statement, int row)
{
    *task = (struct task_row){0};
    task->task_id = (int16_t)store_integer(store, statement, row, 2);
    task->role = (enum task_role)store_integer(store, statement, row, 3);
    task->state = (enum task_state)store_integer(store, statement, row, 4);
    task->organisation_id = (int32_t)store_integer(store, statement, row, 5);
    task->handler_id = (int32_t)store_integer(store, statement, row, 6);
    task->called_by = (int32_t)store_integer(store, statement, row, 7);
    task->opened_at = store_instant_or_none(store, statement, row, 8);
    task->signed_at = store_instant_or_none(store, statement, row, 9);
    task->handled_at = store_instant_or_none(store, statement, row, 10);
    task->finished_at = store_instant_or_none(store, statement, row, 11);
    task->extensions = (int16_t)store_integer(store, statement, row, 12);
    task->extended_ms = store_integer(store, statement, row, 13);
    task->rating = (int16_t)store_integer(store, statement, row, 14);
    task->exempt = store_integer(store, statement, row, 15);
}

/* Numbers of "{1,2,null}". */
static int numbers_read(const char *text, int64_t *numbers, int most)
{
    int count = 0;
    for (const char *at = text; *at && *at != '}' && count < most; at += strcspn(at, ",}")) {
        char *end;
        at++; /* the brace or the comma before it */
        numbers[count] = strtoll(at, &end, 10);
        if (end == at)
            numbers[count] = NO_INSTANT;
        count++;
    }
    return count;
}

static void clock_state_read(struct clock_state *state, const struct store *store, int statement, int row)
{
    state->limit.kind = (enum limit_kind)store_integer(store, statement, row, 8);
    state->limit.milliseconds = store_integer(store, statement, row, 9);
    state->started_at = store_instant_or_none(store, statement, row, 10);
    state->settled_at = store_instant_or_none(store, statement, row, 11);
    for (int i = 0; i < LIMIT_KINDS; i++)
        state->used_ms[i] =
            store_is_null(store, statement, row, 12 + i) ? CLOCK_UNKNOWN : store_integer(store, statement, row, 12 + i);
    state->due_at = store_instant_or_none(store, statement, row, 16);
    state->late_from = store_instant_or_none(store, statement, row, 17);
    state->stopped_at = store_instant_or_none(store, statement, row, 18);
    state->paused = store_integer(store, statement, row, 19);
    state->exempted = store_integer(store, statement, row, 20);
}

static void clock_read(struct clock_row *clock, const struct store *store, int statement, int row)
{
    *clock = (struct clock_row){0};
    clock->clock_id = (int16_t)store_integer(store, statement, row, 2);
    clock->task_id = (int16_t)store_integer(store, statement, row, 3);
    clock->kind = (enum clock_kind)store_integer(store, statement, row, 4);
    clock->organisation_id = (int32_t)store_integer(store, statement, row, 5);
    clock->pack_version = (int32_t)store_integer(store, statement, row, 6);
    clock->version = (int32_t)store_integer(store, statement, row, 7);
    clock_state_read(&clock->state, store, statement, row);
    size_t length;
    clock->step_count = numbers_read(store_text(store, statement, row, 21, &length), clock->steps, LADDER_STEPS_MOST);
    clock->overdue_step = (int)store_integer(store, statement, row, 22);
    clock->next_step = (int)store_integer(store, statement, row, 23);
    clock->next_at = store_instant_or_none(store, statement, row, 24);
}

static void tasks_read(struct move *move, const struct store *store, int statement)
{
    int first = first_row(store, statement, move->ticket.city_id, move->ticket.ticket_id);
    move->task_count = rows_of(store, statement, first, move->ticket.city_id, move->ticket.ticket_id);
    move->tasks = memory_new((size_t)move->task_count + NEW_TASKS_MOST, sizeof *move->tasks);
    for (int i = 0; i < move->task_count; i++)
        task_read(&move->tasks[i], store, statement, first + i);
}

static void clocks_read(struct move *move, const struct store *store, int statement)
{
    int first = first_row(store, statement, move->ticket.city_id, move->ticket.ticket_id);
    move->clock_count = rows_of(store, statement, first, move->ticket.city_id, move->ticket.ticket_id);
    move->clocks = memory_new((size_t)move->clock_count + NEW_CLOCKS_MOST, sizeof *move->clocks);
    for (int i = 0; i < move->clock_count; i++)
        clock_read(&move->clocks[i], store, statement, first + i);
    int last = move->clock_count ? move->clocks[move->clock_count - 1].clock_id : 0;
    if (move->ticket.clocks < last) /* one was started before the first move */
        move->ticket.clocks = (int16_t)last;
}

/* Room for what the move may tell other tickets, and those that were merged into it. */
static void told_read(struct move *move, const struct store *store, int statement)
{
    int first = statement < 0 ? 0 : first_row(store, statement, move->ticket.city_id, move->ticket.ticket_id);
    int count = statement < 0 ? 0 : rows_of(store, statement, first, move->ticket.city_id, move->ticket.ticket_id);
    move->told = memory_new((size_t)(count + move->clock_count) + 1, sizeof *move->told);
    move->told_count = count;
    for (int i = 0; i < count; i++) {
        struct ticket_row *ticket = &move->told[i].ticket;
        move->told[i].kind = EVENT_TICKET_ANSWERED;
        ticket->city_id = move->ticket.city_id;
        ticket->ticket_id = store_integer(store, statement, first + i, 2);
        ticket->channel_id = (int32_t)store_integer(store, statement, first + i, 3);
        ticket->category_id = (int32_t)store_integer(store, statement, first + i, 4);
        ticket->area_id = (int32_t)store_integer(store, statement, first + i, 5);
    }
}

/* -- packs ------------------------------------------------------------------------------------------------------- */

/* Every version is asked for, so that all that are missing are on their way at once. */
static bool packs_find(struct move *move, struct cities *cities)
{
    bool there = true;
    move->cities = cities;
    move->pack = cities_pack(cities, move->ticket.city_id, move->ticket.pack_version);
    move->people = cities_pack(cities, move->ticket.city_id, 0);
    for (int i = 0; i < move->clock_count; i++)
        there = cities_pack(cities, move->ticket.city_id, move->clocks[i].pack_version) && there;
    return there && move->pack && move->people;
}

bool move_read(struct move *move, const struct reading *reading, const struct store *store, int row,
               struct cities *cities)
{
    ticket_read(&move->ticket, store, reading->tickets, row);
    standing_read(&move->standing, store, reading->tickets, row);
    tasks_read(move, store, reading->tasks);
    clocks_read(move, store, reading->clocks);
    told_read(move, store, reading->merged);
    move->now = reading_now(reading, store);
    move->from = move->ticket.state;
    return packs_find(move, cities);
}

bool move_read_received(struct move *move, const struct store *store, int statement, int row, int64_t now,
                        struct cities *cities)
{
    complaint_read(&move->ticket, store, statement, row);
    move->standing = ordinary;
    move->tasks = memory_new(NEW_TASKS_MOST, sizeof *move->tasks);
    move->clocks = memory_new(NEW_CLOCKS_MOST, sizeof *move->clocks);
    move->now = now;
    move->from = move->ticket.state;
    return packs_find(move, cities);
}
