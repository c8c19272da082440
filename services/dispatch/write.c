/* Moves as rows: each table's changes of a whole batch in one statement, then the log's lock, then the events. */
#include "services/dispatch/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/columns.h"
#include "common/store/queries.h"
#include "services/dispatch/clocks.h"

enum { FIRST_MOVE = 2 /* the version that it makes */, NUMBERS_BYTES = 24 * LADDER_STEPS_MOST };

struct writer {
    struct columns_of progress_new, progress_changed, standing, task_new, task_changed, clock_new, clock_changed,
        clock_entry, command, judged, event;
};

struct writer *writer_new(void)
{
    return memory_new(1, sizeof(struct writer));
}

void writer_destroy(struct writer **writer)
{
    if (!*writer)
        return;
    struct columns_of *all = (struct columns_of *)*writer;
    for (size_t i = 0; i < sizeof **writer / sizeof *all; i++)
        columns_clear(&all[i]);
    free(*writer);
    *writer = NULL;
}

/* -- one value --------------------------------------------------------------------------------------------------- */

static void integer_add(struct array *array, int64_t value)
{
    array_add_integer(array, value);
}

static void integer_or_null_add(struct array *array, int64_t value)
{
    if (value)
        array_add_integer(array, value);
    else
        array_add_null(array);
}

static void instant_add(struct array *array, int64_t instant)
{
    if (instant == NO_INSTANT)
        array_add_null(array);
    else
        array_add_instant(array, instant);
}

static void text_add(struct array *array, const char *text, size_t length)
{
    if (text)
        array_add_text(array, text, length);
    else
        array_add_null(array);
}

/* A bigint[] as PostgreSQL reads it; `unknown` becomes null. */
static void numbers_add(struct array *array, const int64_t *numbers, int count, int64_t unknown)
{
    char text[NUMBERS_BYTES] = "{";
    size_t used = 1;
    for (int i = 0; i < count; i++)
        if (numbers[i] == unknown)
            used += (size_t)snprintf(text + used, sizeof text - used, "%snull", i ? "," : "");
        else
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%lld", i ? "," : "", (long long)numbers[i]);
    text[used++] = '}';
    array_add_text(array, text, used);
}

/* The first columns of every statement: which ticket. */
static struct array *ticket_key_add(struct columns_of *columns, const struct ticket_row *ticket)
{
    integer_add(&columns->arrays[0], ticket->city_id);
    integer_add(&columns->arrays[1], ticket->ticket_id);
    return &columns->arrays[2];
}

/* -- rows -------------------------------------------------------------------------------------------------------- */

static void progress_add(struct columns_of *columns, const struct ticket_row *ticket)
{
    struct array *next = ticket_key_add(columns, ticket);
    integer_add(next++, ticket->version);
    integer_add(next++, ticket->state);
    integer_add(next++, ticket->organisation_id);
    integer_add(next++, ticket->task_id);
    integer_add(next++, ticket->returns);
    integer_add(next++, ticket->tasks);
    integer_add(next++, ticket->clocks);
    integer_add(next, ticket->marks);
}

static void standing_add(struct columns_of *columns, const struct move *move)
{
    const struct standing_row *standing = &move->standing;
    struct array *next = ticket_key_add(columns, &move->ticket);
    integer_add(next++, move->ticket.category_id);
    integer_add(next++, move->ticket.area_id);
    integer_add(next++, standing->urgency);
    text_add(next++, standing->standard_length ? standing->standard : NULL, standing->standard_length);
    integer_add(next++, standing->urges);
    instant_add(next++, standing->urged_at);
    integer_add(next++, standing->calls);
    integer_add(next++, standing->asked_by);
    integer_add(next++, standing->asked_ms);
    integer_add(next++, standing->agreed_by);
    integer_add(next, standing->merged_into);
}

static void task_new_add(struct columns_of *columns, const struct ticket_row *ticket, const struct task_row *task)
{
    struct array *next = ticket_key_add(columns, ticket);
    integer_add(next++, task->task_id);
    integer_add(next++, task->role);
    integer_add(next++, task->organisation_id);
    integer_add(next++, task->state);
    integer_or_null_add(next++, task->handler_id);
    integer_or_null_add(next++, task->called_by);
    instant_add(next++, task->opened_at);
    instant_add(next++, task->signed_at);
    integer_add(next++, task->extensions);
    integer_add(next, task->extended_ms);
}

static void task_changed_add(struct columns_of *columns, const struct ticket_row *ticket, const struct task_row *task)
{
    struct array *next = ticket_key_add(columns, ticket);
    integer_add(next++, task->task_id);
    integer_add(next++, task->state);
    integer_or_null_add(next++, task->handler_id);
    instant_add(next++, task->signed_at);
    instant_add(next++, task->handled_at);
    instant_add(next++, task->finished_at);
    integer_add(next++, task->extensions);
    integer_add(next++, task->extended_ms);
    integer_or_null_add(next++, task->rating);
    integer_add(next++, task->exempt);
    text_add(next, task->result, task->result_length);
}

static void clock_new_add(struct columns_of *columns, const struct move *move, const struct clock_row *clock)
{
    struct array *next = ticket_key_add(columns, &move->ticket);
    integer_add(next++, clock->clock_id);
    integer_add(next++, clock->task_id);
    integer_add(next++, clock->kind);
    integer_add(next++, clock->organisation_id);
    integer_add(next++, clock->pack_version);
    integer_add(next++, clock->version);
    integer_add(next++, clock->state.limit.kind);
    integer_add(next++, clock->state.limit.milliseconds);
    instant_add(next++, clock->state.started_at);
    instant_add(next++, clock->state.settled_at);
    numbers_add(next++, clock->state.used_ms, LIMIT_KINDS, CLOCK_UNKNOWN);
    instant_add(next++, clock->state.due_at);
    instant_add(next++, clock->state.late_from);
    numbers_add(next++, clock->steps, clock->step_count, NO_INSTANT);
    integer_add(next++, clock->overdue_step);
    instant_add(next++, clock->next_at);
    integer_add(next, move->standing.urgency);
}

static void clock_changed_add(struct columns_of *columns, const struct move *move, const struct clock_row *clock)
{
    struct array *next = ticket_key_add(columns, &move->ticket);
    integer_add(next++, clock->clock_id);
    integer_add(next++, clock->task_id);
    integer_add(next++, clock->organisation_id);
    integer_add(next++, clock->pack_version);
    integer_add(next++, clock->version);
    integer_add(next++, clock->state.limit.kind);
    integer_add(next++, clock->state.limit.milliseconds);
    instant_add(next++, clock->state.settled_at);
    numbers_add(next++, clock->state.used_ms, LIMIT_KINDS, CLOCK_UNKNOWN);
    instant_add(next++, clock->state.due_at);
    instant_add(next++, clock->state.late_from);
    instant_add(next++, clock->state.stopped_at);
    integer_add(next++, clock->state.paused);
    integer_add(next++, clock->state.exempted);
    numbers_add(next++, clock->steps, clock->step_count, NO_INSTANT);
    integer_add(next++, clock->next_step);
    instant_add(next++, clock->next_at);
    integer_add(next, move->standing.urgency);
}

static void clock_entries_add(struct columns_of *columns, const struct move *move, const struct clock_row *clock)
{
    for (int i = 0; i < clock->entry_count; i++) {
        const struct ledger_entry *entry = &clock->entries[i];
        struct array *next = ticket_key_add(columns, &move->ticket);
        integer_add(next++, clock->clock_id);
        integer_add(next++, clock->version - clock->entry_count + i + 1);
        integer_add(next++, entry->entry.change);
        instant_add(next++, entry->entry.at);
        integer_add(next++, move->ticket.version);
        integer_or_null_add(next++, entry->entry.limit.kind);
        integer_or_null_add(next++, entry->entry.limit.milliseconds);
        instant_add(next++, entry->due_at);
        integer_add(next++, entry->pack_version);
        integer_add(next, entry->organisation_id);
    }
}

/* -- commands and events ----------------------------------------------------------------------------------------- */

static struct array *key_add(struct columns_of *columns, const struct request *request, int32_t city_id,
                             int64_t ticket_id)
{
    struct array *next = columns->arrays;
    integer_add(next++, city_id);
    array_add_text(next++, request->key, request->key_length);
    integer_add(next++, request->hash);
    integer_add(next++, ticket_id);
    return next;
}

static void command_add(struct columns_of *columns, const struct move *move)
{
    struct array *next = key_add(columns, move->request, move->ticket.city_id, move->ticket.ticket_id);
    integer_add(next++, move->ticket.version);
    integer_add(next++, move->ticket.state);
    array_add_null(next);
}

static void refusal_add(struct columns_of *columns, const struct refusal *refusal)
{
    struct array *next = key_add(columns, refusal->request, refusal->city_id, refusal->ticket_id);
    integer_add(next++, 0);
    integer_add(next++, STATE_NONE);
    array_add_text(next, refusal->request->reply, refusal->request->reply_length);
}

static void data_add(struct array *array, const json_t *data)
{
    char *text = data && json_object_size(data) ? json_dumps(data, JSON_COMPACT) : NULL;
    text_add(array, text, text ? strlen(text) : 0);
    free(text);
}

static void event_add(struct columns_of *columns, const struct move *move)
{
    const struct ticket_row *ticket = &move->ticket;
    const struct task_row *lead = move_lead(move);
    const struct clock_row *clock = lead ? clock_find(move, CLOCK_HANDLING, lead->task_id) : NULL;
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
    instant_add(next++, clock ? clock->state.due_at : NO_INSTANT);
    instant_add(next++, lead ? lead->handled_at : NO_INSTANT);
    data_add(next, move->data);
}

/* What another ticket is told, with the answer where there is one; of a clock, when it was due before. */
static json_t *told_data(const struct move *move, const struct told *told)
{
    const char *answer = json_string_value(json_object_get(move->data, "answer"));
    if (told->kind == EVENT_CLOCK_CHANGED)
        return json_pack("{s:i, s:I}", "clock", told->clock_id, "was", (json_int_t)told->was);
    return json_pack("{s:I,s:s*}", "ticket", (json_int_t)told->other, "answer",
                     told->kind == EVENT_TICKET_ANSWERED ? answer : NULL);
}

static void told_add(struct columns_of *columns, const struct move *move, const struct told *told)
{
    json_t *data = told_data(move, told);
    struct array *next = ticket_key_add(columns, &told->ticket);
    integer_add(next++, told->kind);
    integer_add(next++, 0);
    integer_add(next++, 0);
    integer_add(next++, 0);
    integer_add(next++, 0);
    integer_add(next++, move->wish.actor_id);
    integer_add(next++, told->ticket.organisation_id);
    integer_add(next++, told->ticket.area_id);
    integer_add(next++, told->ticket.category_id);
    integer_add(next++, told->ticket.channel_id);
    instant_add(next++, move->wish.at);
    instant_add(next++, told->kind == EVENT_CLOCK_CHANGED ? told->due : NO_INSTANT);
    instant_add(next++, NO_INSTANT);
    data_add(next, data);
    json_decref(data);
}

/* -- a batch ----------------------------------------------------------------------------------------------------- */

static void writer_start(struct writer *writer)
{
    columns_begin(&writer->progress_new, "ibisissssi");
    columns_begin(&writer->progress_changed, "ibisissssi");
    columns_begin(&writer->standing, "ibiists@sibib");
    columns_begin(&writer->task_new, "ibssisii@@sb");
    columns_begin(&writer->task_changed, "ibssi@@@sbsst");
    columns_begin(&writer->clock_new, "ibsssiiisb@@t@@ts@s");
    columns_begin(&writer->clock_changed, "ibssiiisb@t@@@ssts@s");
    columns_begin(&writer->clock_entry, "ibsis@isb@ii");
    columns_begin(&writer->command, "itbbist");
    columns_begin(&writer->judged, "ii");
    columns_begin(&writer->event, "ibsssisiiiii@@@j");
}

static void tasks_add(struct writer *writer, const struct move *move)
{
    for (int i = 0; i < move->task_count; i++) {
        const struct task_row *task = &move->tasks[i];
        if (task->change == ROW_NEW)
            task_new_add(&writer->task_new, &move->ticket, task);
        else if (task->change == ROW_CHANGED)
            task_changed_add(&writer->task_changed, &move->ticket, task);
    }
}

static void clocks_add(struct writer *writer, const struct move *move)
{
    for (int i = 0; i < move->clock_count; i++) {
        const struct clock_row *clock = &move->clocks[i];
        if (clock->change == ROW_NEW)
            clock_new_add(&writer->clock_new, move, clock);
        else if (clock->change == ROW_CHANGED)
            clock_changed_add(&writer->clock_changed, move, clock);
        clock_entries_add(&writer->clock_entry, move, clock);
    }
}

/* By which pack the move was judged: it must still be the newest under the log's lock. Moves come city by city. */
static void judged_add(struct columns_of *columns, const struct move *move)
{
    integer_add(&columns->arrays[0], move->ticket.city_id);
    integer_add(&columns->arrays[1], move->people->version);
}

static void move_add(struct writer *writer, const struct move *move)
{
    clocks_add(writer, move);
    if (!move->still) {
        bool first = move->ticket.version == FIRST_MOVE;
        progress_add(first ? &writer->progress_new : &writer->progress_changed, &move->ticket);
        if (move->standing.change != ROW_KEPT)
            standing_add(&writer->standing, move);
        tasks_add(writer, move);
        if (move->request)
            command_add(&writer->command, move);
        event_add(&writer->event, move);
    }
    for (int i = 0; i < move->told_count; i++)
        told_add(&writer->event, move, &move->told[i]);
}

int64_t moves_event_count(const struct move *moves, size_t count)
{
    int64_t events = 0;
    for (size_t i = 0; i < count; i++)
        events += !moves[i].still + moves[i].told_count;
    return events;
}

int moves_send(struct writer *writer, struct store *store, const struct move *moves, size_t count,
               const struct refusal *refusals, size_t refusal_count)
{
    writer_start(writer);
    for (size_t i = 0; i < count; i++) {
        move_add(writer, &moves[i]);
        if (i == 0 || moves[i].ticket.city_id != moves[i - 1].ticket.city_id)
            judged_add(&writer->judged, &moves[i]);
    }
    for (size_t i = 0; i < refusal_count; i++)
        refusal_add(&writer->command, &refusals[i]);
    columns_write(&writer->progress_new, store, &query_progress_insert);
    columns_write(&writer->progress_changed, store, &query_progress_update);
    columns_write(&writer->standing, store, &query_standing_write);
    columns_write(&writer->task_new, store, &query_task_insert);
    columns_write(&writer->task_changed, store, &query_task_update);
    columns_write(&writer->clock_new, store, &query_clock_insert);
    columns_write(&writer->clock_changed, store, &query_clock_update);
    columns_write(&writer->clock_entry, store, &query_clock_entry_insert);
    columns_write(&writer->command, store, &query_command_insert);
    if (!writer->event.arrays[0].count)
        return -1;
    struct parameter cities = P_ARRAY(&writer->event.arrays[0]);
    store_send(store, &query_log_lock, &cities, 1);
    columns_write(&writer->judged, store, &query_pack_require);
    return columns_write(&writer->event, store, &query_event_append);
}
