/* Reading a ticket and taking it along an edge. */
#include "services/dispatch/move.h"

#include <stdio.h>
#include <string.h>

static int64_t instant_or_none(const struct store *store, int statement, int row, int column)
{
    return store_is_null(store, statement, row, column) ? NO_INSTANT : store_instant(store, statement, row, column);
}

static void task_read(struct task_row *task, const struct store *store, int statement, int row)
{
    task->state = (enum task_state)store_integer(store, statement, row, 11);
    task->handler_id = (int32_t)store_integer(store, statement, row, 12);
    task->opened_at = instant_or_none(store, statement, row, 13);
    task->signed_at = instant_or_none(store, statement, row, 14);
    task->handled_at = instant_or_none(store, statement, row, 15);
    task->finished_at = instant_or_none(store, statement, row, 16);
}

static void clock_read(struct clock_row *clock, const struct store *store, int statement, int row)
{
    clock->present = !store_is_null(store, statement, row, 17);
    clock->limit.kind = (enum limit_kind)store_integer(store, statement, row, 18);
    clock->limit.milliseconds = store_integer(store, statement, row, 19);
    clock->started_at = instant_or_none(store, statement, row, 20);
    clock->due_at = instant_or_none(store, statement, row, 21);
    clock->stopped_at = instant_or_none(store, statement, row, 22);
    clock->next_step = (int16_t)store_integer(store, statement, row, 23);
    clock->next_at = instant_or_none(store, statement, row, 24);
}

void ticket_read(struct move *move, const struct store *store, int statement, int row, bool with_task, int64_t now)
{
    struct ticket_row *ticket = &move->ticket;
    ticket->city_id = (int32_t)store_integer(store, statement, row, 0);
    ticket->ticket_id = store_integer(store, statement, row, 1);
    ticket->state = (enum ticket_state)store_integer(store, statement, row, 2);
    ticket->version = (int32_t)store_integer(store, statement, row, 3);
    ticket->channel_id = (int32_t)store_integer(store, statement, row, 4);
    ticket->category_id = (int32_t)store_integer(store, statement, row, 5);
    ticket->area_id = (int32_t)store_integer(store, statement, row, 6);
    ticket->pack_version = (int32_t)store_integer(store, statement, row, 7);
    ticket->organisation_id = (int32_t)store_integer(store, statement, row, 8);
    ticket->task_id = (int16_t)store_integer(store, statement, row, 9);
    ticket->returns = (int16_t)store_integer(store, statement, row, 10);
    move->wish.now = now;
    move->from = ticket->state;
    memset(&move->task, 0, sizeof move->task);
    memset(&move->clock, 0, sizeof move->clock);
    if (with_task && ticket->task_id) {
        task_read(&move->task, store, statement, row);
        clock_read(&move->clock, store, statement, row);
    }
}

/* The state, what is allowed in it, and for whom. */
static bool refuse_edge(const struct move *move, struct fault *fault)
{
    char allowed[400], roles[200];
    enum ticket_state state = move->ticket.state;
    enum ticket_action action = move->wish.action;
    const char *name = lifecycle_action_name((int)action);
    if (lifecycle_has(state, action))
        return fault_set(fault, "not_allowed", "actor", "%s of a ticket in state %s is for %s", name,
                         lifecycle_state_name((int)state),
                         lifecycle_role_names(lifecycle_roles(state, action), roles, sizeof roles));
    return fault_set(fault, "move_refused", NULL, "ticket %lld is %s: %s is not possible; allowed: %s",
                     (long long)move->ticket.ticket_id, lifecycle_state_name((int)state), name,
                     lifecycle_allowed(state, allowed, sizeof allowed));
}

bool move_apply(struct move *move, struct fault *fault)
{
    move->edge = lifecycle_find(move->ticket.state, move->wish.action, move->wish.roles);
    if (!move->edge)
        return refuse_edge(move, fault);
    if (!guard_ask(move, fault))
        return false;
    effect_make(move);
    move->ticket.state = move->edge->to;
    move->ticket.version++;
    return true;
}

void move_clear(struct move *move)
{
    json_decref(move->data);
    move->data = NULL;
}
