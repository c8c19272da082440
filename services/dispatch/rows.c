/* Cell by cell, in the order in which the queries of common/store/sql/dispatch and event_append.sql name them. */
#include "services/dispatch/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/dispatch/clocks.h"

enum { NUMBERS_BYTES = 24 * LADDER_STEPS_MOST };

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

void row_progress(struct columns_of *columns, const struct ticket_row *ticket)
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

void row_standing(struct columns_of *columns, const struct move *move)
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

void row_task_new(struct columns_of *columns, const struct ticket_row *ticket, const struct task_row *task)
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

void row_task_changed(struct columns_of *columns, const struct ticket_row *ticket, const struct task_row *task)
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

void row_clock_new(struct columns_of *columns, const struct move *move, const struct clock_row *clock)
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

void row_clock_changed(struct columns_of *columns, const struct move *move, const struct clock_row *clock)
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

void row_clock_entries(struct columns_of *columns, const struct move *move, const struct clock_row *clock)
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

void row_command(struct columns_of *columns, const struct move *move)
{
    struct array *next = key_add(columns, move->request, move->ticket.city_id, move->ticket.ticket_id);
    integer_add(next++, move->ticket.version);
    integer_add(next++, move->ticket.state);
    array_add_null(next++);
    integer_add(next, move->wish.action);
}

void row_refusal(struct columns_of *columns, const struct refusal *refusal)
{
    struct array *next = key_add(columns, refusal->request, refusal->city_id, refusal->ticket_id);
    integer_add(next++, 0);
    integer_add(next++, STATE_NONE);
    array_add_text(next++, refusal->request->reply, refusal->request->reply_length);
    integer_add(next, refusal->action);
}

static void data_add(struct array *array, const json_t *data)
{
    char *text = data && json_object_size(data) ? json_dumps(data, JSON_COMPACT) : NULL;
    text_add(array, text, text ? strlen(text) : 0);
    free(text);
}

void row_event(struct columns_of *columns, const struct move *move)
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

void row_told(struct columns_of *columns, const struct move *move, const struct told *told)
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
