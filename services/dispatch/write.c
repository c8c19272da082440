/* Moves as rows: each table's changes of a whole batch in one statement, then the log's lock, then the events. */
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/dispatch/move.h"

enum { COLUMNS_MAX = 17, FIRST_MOVE = 2 /* the version that it makes */ };

/* The columns of one statement. */
struct columns {
    struct array arrays[COLUMNS_MAX];
    size_t count;
};

struct writer {
    struct columns progress_new, progress_changed, task_new, task_changed, clock_new, clock_changed, command, event;
};

struct writer *writer_new(void)
{
    return memory_new(1, sizeof(struct writer));
}

void writer_destroy(struct writer **writer)
{
    if (!*writer)
        return;
    struct columns *all = (struct columns *)*writer;
    for (size_t i = 0; i < sizeof **writer / sizeof *all; i++)
        for (size_t j = 0; j < COLUMNS_MAX; j++)
            array_clear(&all[i].arrays[j]);
    free(*writer);
    *writer = NULL;
}

/* One letter a column: s, i, b (smallint, integer, bigint), t (text), @ (instant), j (jsonb). */
static void columns_start(struct columns *columns, const char *types)
{
    columns->count = strlen(types);
    for (size_t i = 0; i < columns->count; i++)
        array_start(&columns->arrays[i], types[i] == 's'   ? ARRAY_SMALLINT
                                         : types[i] == 'i' ? ARRAY_INTEGER
                                         : types[i] == 'b' ? ARRAY_BIGINT
                                         : types[i] == 't' ? ARRAY_TEXT
                                         : types[i] == '@' ? ARRAY_INSTANT
                                                           : ARRAY_JSONB);
}

/* Returns the statement, or -1 where there is nothing to send. */
static int columns_send(struct columns *columns, struct store *store, const struct query *query)
{
    struct parameter parameters[COLUMNS_MAX];
    if (!columns->arrays[0].count)
        return -1;
    for (size_t i = 0; i < columns->count; i++)
        parameters[i] = P_ARRAY(&columns->arrays[i]);
    return store_send(store, query, parameters, columns->count);
}

static void integer_add(struct array *array, int64_t value)
{
    array_add_integer(array, value);
}

static void instant_add(struct array *array, int64_t instant)
{
    if (instant == NO_INSTANT)
        array_add_null(array);
    else
        array_add_instant(array, instant);
}

/* The first columns of every statement: which ticket. */
static struct array *ticket_key_add(struct columns *columns, const struct ticket_row *ticket)
{
    integer_add(&columns->arrays[0], ticket->city_id);
    integer_add(&columns->arrays[1], ticket->ticket_id);
    return &columns->arrays[2];
}

static void progress_add(struct columns *columns, const struct ticket_row *ticket)
{
    struct array *next = ticket_key_add(columns, ticket);
    integer_add(next++, ticket->version);
    integer_add(next++, ticket->state);
    integer_add(next++, ticket->organisation_id);
    integer_add(next++, ticket->task_id);
    integer_add(next, ticket->returns);
}

static void task_add(struct writer *writer, const struct move *move)
{
    const struct task_row *task = &move->task;
    bool new = task->change == ROW_NEW;
    struct array *next = ticket_key_add(new ? &writer->task_new : &writer->task_changed, &move->ticket);
    integer_add(next++, move->ticket.task_id);
    if (new) {
        integer_add(next++, move->ticket.organisation_id);
        integer_add(next++, task->state);
        instant_add(next, task->opened_at);
        return;
    }
    integer_add(next++, task->state);
    if (task->handler_id)
        integer_add(next++, task->handler_id);
    else
        array_add_null(next++);
    instant_add(next++, task->signed_at);
    instant_add(next++, task->handled_at);
    instant_add(next++, task->finished_at);
    if (move->wish.result)
        array_add_text(next, move->wish.result, move->wish.result_length);
    else
        array_add_null(next);
}

static void clock_add(struct writer *writer, const struct move *move)
{
    const struct clock_row *clock = &move->clock;
    bool new = clock->change == ROW_NEW;
    struct array *next = ticket_key_add(new ? &writer->clock_new : &writer->clock_changed, &move->ticket);
    integer_add(next++, move->ticket.task_id);
    if (new) {
        integer_add(next++, clock->limit.kind);
        integer_add(next++, clock->limit.milliseconds);
        instant_add(next++, clock->started_at);
        instant_add(next++, clock->due_at);
    } else {
        instant_add(next++, clock->stopped_at);
    }
    instant_add(next, clock->next_at);
}

static struct array *key_add(struct columns *columns, const struct request *request, int32_t city_id, int64_t ticket_id)
{
    struct array *next = columns->arrays;
    integer_add(next++, city_id);
    array_add_text(next++, request->key, request->key_length);
    integer_add(next++, request->hash);
    integer_add(next++, ticket_id);
    return next;
}

static void command_add(struct columns *columns, const struct move *move)
{
    struct array *next = key_add(columns, move->request, move->ticket.city_id, move->ticket.ticket_id);
    integer_add(next++, move->ticket.version);
    integer_add(next++, move->ticket.state);
    array_add_null(next);
}

static void refusal_add(struct columns *columns, const struct refusal *refusal)
{
    struct array *next = key_add(columns, refusal->request, refusal->city_id, refusal->ticket_id);
    integer_add(next++, 0);
    integer_add(next++, STATE_NONE);
    array_add_text(next, refusal->request->reply, refusal->request->reply_length);
}

static void data_add(struct array *array, const json_t *data)
{
    char *text = data && json_object_size(data) ? json_dumps(data, JSON_COMPACT) : NULL;
    if (text)
        array_add_text(array, text, strlen(text));
    else
        array_add_null(array);
    free(text);
}

static void event_add(struct columns *columns, const struct move *move)
{
    const struct ticket_row *ticket = &move->ticket;
    struct array *next = ticket_key_add(columns, ticket);
    integer_add(next++, move->wish.action);
    integer_add(next++, move->from);
    integer_add(next++, ticket->state);
    integer_add(next++, ticket->version);
    integer_add(next++, ticket->task_id);
    integer_add(next++, move->wish.actor_id);
    integer_add(next++, ticket->organisation_id);
    integer_add(next++, ticket->area_id);
    integer_add(next++, ticket->category_id);
    integer_add(next++, ticket->channel_id);
    instant_add(next++, move->wish.at);
    instant_add(next++, move->clock.present ? move->clock.due_at : NO_INSTANT);
    instant_add(next++, ticket->task_id ? move->task.handled_at : NO_INSTANT);
    data_add(next, move->data);
}

static void writer_start(struct writer *writer)
{
    columns_start(&writer->progress_new, "ibisiss");
    columns_start(&writer->progress_changed, "ibisiss");
    columns_start(&writer->task_new, "ibsis@");
    columns_start(&writer->task_changed, "ibssi@@@t");
    columns_start(&writer->clock_new, "ibssb@@@");
    columns_start(&writer->clock_changed, "ibs@@");
    columns_start(&writer->command, "itbbist");
    columns_start(&writer->event, "ibsssisiiiii@@@j");
}

int moves_send(struct writer *writer, struct store *store, const struct move *moves, size_t count,
               const struct refusal *refusals, size_t refusal_count)
{
    writer_start(writer);
    for (size_t i = 0; i < count; i++) {
        bool first = moves[i].ticket.version == FIRST_MOVE;
        progress_add(first ? &writer->progress_new : &writer->progress_changed, &moves[i].ticket);
        if (moves[i].task.change != ROW_KEPT)
            task_add(writer, &moves[i]);
        if (moves[i].clock.change != ROW_KEPT)
            clock_add(writer, &moves[i]);
        if (moves[i].request)
            command_add(&writer->command, &moves[i]);
        event_add(&writer->event, &moves[i]);
    }
    for (size_t i = 0; i < refusal_count; i++)
        refusal_add(&writer->command, &refusals[i]);
    columns_send(&writer->progress_new, store, &query_progress_insert);
    columns_send(&writer->progress_changed, store, &query_progress_update);
    columns_send(&writer->task_new, store, &query_task_insert);
    columns_send(&writer->task_changed, store, &query_task_update);
    columns_send(&writer->clock_new, store, &query_clock_insert);
    columns_send(&writer->clock_changed, store, &query_clock_update);
    columns_send(&writer->command, store, &query_command_insert);
    if (!count)
        return -1;
    struct parameter cities = P_ARRAY(&writer->event.arrays[0]);
    store_send(store, &query_log_lock, &cities, 1);
    return columns_send(&writer->event, store, &query_event_append);
}
