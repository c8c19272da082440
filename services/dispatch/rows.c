/* Cell by cell, in the order in which the queries of common/store/sql/dispatch and event_append.sql name them. */
#include "services/dispatch/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/dispatch/clocks.h"

enum { NUMBERS_BYTES = 24 * LADDER_STEPS_MOST };

/* -- one value --------------------------------------------------------------------------------------------------- */

static void number_or_null(struct columns_of *columns, int64_t value)
{
    if (value)
        columns_number(columns, value);
    else
        columns_null(columns);
}

static void instant_or_null(struct columns_of *columns, int64_t instant)
{
    if (instant == NO_INSTANT)
        columns_null(columns);
    else
        columns_instant(columns, instant);
}

static void text_or_null(struct columns_of *columns, const char *text, size_t length)
{
    if (text)
        columns_text(columns, text, length);
    else
        columns_null(columns);
}

/* A bigint[] as PostgreSQL reads it; `unknown` becomes null. */
static void numbers_text(struct columns_of *columns, const int64_t *numbers, int count, int64_t unknown)
{
    char text[NUMBERS_BYTES] = "{";
    size_t used = 1;
    for (int i = 0; i < count; i++)
        if (numbers[i] == unknown)
            used += (size_t)snprintf(text + used, sizeof text - used, "%snull", i ? "," : "");
        else
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%lld", i ? "," : "", (long long)numbers[i]);
    text[used++] = '}';
    columns_text(columns, text, used);
}

/* The first columns of every statement: which ticket. */
static void ticket_key(struct columns_of *columns, const struct ticket_row *ticket)
{
    columns_number(columns, ticket->city_id);
    columns_number(columns, ticket->ticket_id);
}

/* -- rows -------------------------------------------------------------------------------------------------------- */

void row_progress(struct columns_of *columns, const struct ticket_row *ticket)
{
    ticket_key(columns, ticket);
    columns_number(columns, ticket->version);
    columns_number(columns, ticket->state);
    columns_number(columns, ticket->organisation_id);
    columns_number(columns, ticket->task_id);
    columns_number(columns, ticket->returns);
    columns_number(columns, ticket->tasks);
    columns_number(columns, ticket->clocks);
    columns_number(columns, ticket->marks);
}

void row_standing(struct columns_of *columns, const struct move *move)
{
    const struct standing_row *standing = &move->standing;
    ticket_key(columns, &move->ticket);
    columns_number(columns, move->ticket.category_id);
    columns_number(columns, move->ticket.area_id);
    columns_number(columns, standing->urgency);
    text_or_null(columns, standing->standard_length ? standing->standard : NULL, standing->standard_length);
    columns_number(columns, standing->urges);
    instant_or_null(columns, standing->urged_at);
    columns_number(columns, standing->calls);
    columns_number(columns, standing->asked_by);
    columns_number(columns, standing->asked_ms);
    columns_number(columns, standing->agreed_by);
    columns_number(columns, standing->merged_into);
}

void row_task_new(struct columns_of *columns, const struct ticket_row *ticket, const struct task_row *task)
{
    ticket_key(columns, ticket);
    columns_number(columns, task->task_id);
    columns_number(columns, task->role);
    columns_number(columns, task->organisation_id);
    columns_number(columns, task->state);
    number_or_null(columns, task->handler_id);
    number_or_null(columns, task->called_by);
    instant_or_null(columns, task->opened_at);
    instant_or_null(columns, task->signed_at);
    columns_number(columns, task->extensions);
    columns_number(columns, task->extended_ms);
}

void row_task_changed(struct columns_of *columns, const struct ticket_row *ticket, const struct task_row *task)
{
    ticket_key(columns, ticket);
    columns_number(columns, task->task_id);
    columns_number(columns, task->state);
    number_or_null(columns, task->handler_id);
    instant_or_null(columns, task->signed_at);
    instant_or_null(columns, task->handled_at);
    instant_or_null(columns, task->finished_at);
    columns_number(columns, task->extensions);
    columns_number(columns, task->extended_ms);
    number_or_null(columns, task->rating);
    columns_number(columns, task->exempt);
    text_or_null(columns, task->result, task->result_length);
}

void row_clock_new(struct columns_of *columns, const struct move *move, const struct clock_row *clock)
{
    ticket_key(columns, &move->ticket);
    columns_number(columns, clock->clock_id);
    columns_number(columns, clock->task_id);
    columns_number(columns, clock->kind);
    columns_number(columns, clock->organisation_id);
    columns_number(columns, clock->pack_version);
    columns_number(columns, clock->version);
    columns_number(columns, clock->state.limit.kind);
    columns_number(columns, clock->state.limit.milliseconds);
    instant_or_null(columns, clock->state.started_at);
    instant_or_null(columns, clock->state.settled_at);
    numbers_text(columns, clock->state.used_ms, LIMIT_KINDS, CLOCK_UNKNOWN);
    instant_or_null(columns, clock->state.due_at);
    instant_or_null(columns, clock->state.late_from);
    numbers_text(columns, clock->steps, clock->step_count, NO_INSTANT);
    columns_number(columns, clock->overdue_step);
    instant_or_null(columns, clock->next_at);
    columns_number(columns, move->standing.urgency);
}

void row_clock_changed(struct columns_of *columns, const struct move *move, const struct clock_row *clock)
{
    ticket_key(columns, &move->ticket);
    columns_number(columns, clock->clock_id);
    columns_number(columns, clock->task_id);
    columns_number(columns, clock->organisation_id);
    columns_number(columns, clock->pack_version);
    columns_number(columns, clock->version);
    columns_number(columns, clock->state.limit.kind);
    columns_number(columns, clock->state.limit.milliseconds);
    instant_or_null(columns, clock->state.settled_at);
    numbers_text(columns, clock->state.used_ms, LIMIT_KINDS, CLOCK_UNKNOWN);
    instant_or_null(columns, clock->state.due_at);
    instant_or_null(columns, clock->state.late_from);
    instant_or_null(columns, clock->state.stopped_at);
    columns_number(columns, clock->state.paused);
    columns_number(columns, clock->state.exempted);
    numbers_text(columns, clock->steps, clock->step_count, NO_INSTANT);
    columns_number(columns, clock->next_step);
    instant_or_null(columns, clock->next_at);
    columns_number(columns, move->standing.urgency);
}

void row_clock_entries(struct columns_of *columns, const struct move *move, const struct clock_row *clock)
{
    for (int i = 0; i < clock->entry_count; i++) {
        const struct ledger_entry *entry = &clock->entries[i];
        ticket_key(columns, &move->ticket);
        columns_number(columns, clock->clock_id);
        columns_number(columns, clock->version - clock->entry_count + i + 1);
        columns_number(columns, entry->entry.change);
        instant_or_null(columns, entry->entry.at);
        columns_number(columns, move->ticket.version);
        number_or_null(columns, entry->entry.limit.kind);
        number_or_null(columns, entry->entry.limit.milliseconds);
        instant_or_null(columns, entry->due_at);
        columns_number(columns, entry->pack_version);
        columns_number(columns, entry->organisation_id);
    }
}

/* -- commands and events ----------------------------------------------------------------------------------------- */

static void key_of(struct columns_of *columns, const struct request *request, int32_t city_id, int64_t ticket_id)
{
    columns_number(columns, city_id);
    columns_text(columns, request->key, request->key_length);
    columns_number(columns, request->hash);
    columns_number(columns, ticket_id);
}

void row_command(struct columns_of *columns, const struct move *move)
{
    key_of(columns, move->request, move->ticket.city_id, move->ticket.ticket_id);
    columns_number(columns, move->ticket.version);
    columns_number(columns, move->ticket.state);
    columns_null(columns);
    columns_number(columns, move->wish.action);
}

void row_refusal(struct columns_of *columns, const struct refusal *refusal)
{
    key_of(columns, refusal->request, refusal->city_id, refusal->ticket_id);
    columns_number(columns, 0);
    columns_number(columns, STATE_NONE);
    columns_text(columns, refusal->request->reply, refusal->request->reply_length);
    columns_number(columns, refusal->action);
}

static void data_text(struct columns_of *columns, const json_t *data)
{
    char *text = data && json_object_size(data) ? json_dumps(data, JSON_COMPACT) : NULL;
    text_or_null(columns, text, text ? strlen(text) : 0);
    free(text);
}

void row_event(struct columns_of *columns, const struct move *move)
{
    const struct ticket_row *ticket = &move->ticket;
    const struct task_row *lead = move_lead(move);
    const struct clock_row *clock = lead ? clock_find(move, CLOCK_HANDLING, lead->task_id) : NULL;
    ticket_key(columns, ticket);
    columns_number(columns, move->wish.action);
    columns_number(columns, move->from);
    columns_number(columns, ticket->state);
    columns_number(columns, ticket->version);
    columns_number(columns, ticket->task_id);
    columns_number(columns, move->wish.actor_id);
    columns_number(columns, ticket->organisation_id);
    columns_number(columns, ticket->area_id);
    columns_number(columns, ticket->category_id);
    columns_number(columns, ticket->channel_id);
    instant_or_null(columns, move->wish.at);
    instant_or_null(columns, clock ? clock->state.due_at : NO_INSTANT);
    instant_or_null(columns, lead ? lead->handled_at : NO_INSTANT);
    data_text(columns, move->data);
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
    ticket_key(columns, &told->ticket);
    columns_number(columns, told->kind);
    columns_number(columns, 0);
    columns_number(columns, 0);
    columns_number(columns, 0);
    columns_number(columns, 0);
    columns_number(columns, move->wish.actor_id);
    columns_number(columns, told->ticket.organisation_id);
    columns_number(columns, told->ticket.area_id);
    columns_number(columns, told->ticket.category_id);
    columns_number(columns, told->ticket.channel_id);
    instant_or_null(columns, move->wish.at);
    instant_or_null(columns, told->kind == EVENT_CLOCK_CHANGED ? told->due : NO_INSTANT);
    instant_or_null(columns, NO_INSTANT);
    data_text(columns, data);
    json_decref(data);
}
