/* The effects of proto/lifecycle.def: one function each, found by its name; a missing one does not compile. */
#include "services/dispatch/move.h"

static void effect_nothing(struct move *move)
{
    (void)move;
}

static void clock_start(struct move *move)
{
    struct clock_row *clock = &move->clock;
    const struct wish *wish = &move->wish;
    *clock = (struct clock_row){.change = ROW_NEW, .present = true, .next_step = 1, .stopped_at = NO_INSTANT};
    clock->started_at = wish->at;
    if (wish->due != NO_INSTANT) {
        clock->limit = (struct limit){LIMIT_CONTINUOUS, wish->due > wish->at ? wish->due - wish->at : 0};
        clock->due_at = wish->due;
    } else {
        clock->limit = pack_limit(move->pack, move->rule, pack_category_of_id(move->pack, move->ticket.category_id));
        clock->due_at = limit_due(clock->limit, clock->started_at);
    }
    clock->next_at = clock->due_at;
    if (wish->alert_after != NO_INSTANT && wish->alert_after > clock->next_at)
        clock->next_at = wish->alert_after;
}

/* What has not fired is cancelled; but what should have fired by now stays armed, for it is a fact. Who is done in the
 * millisecond in which it is due is on time. */
static void clock_stop(struct move *move)
{
    struct clock_row *clock = &move->clock;
    if (!clock->present || clock->stopped_at != NO_INSTANT)
        return;
    clock->change = ROW_CHANGED;
    clock->stopped_at = move->wish.at;
    if (clock->due_at >= move->wish.at || clock->next_at > move->wish.now)
        clock->next_at = NO_INSTANT;
}

/* As if it had never stopped: what fell due in between fires now. */
static void clock_run_on(struct move *move)
{
    struct clock_row *clock = &move->clock;
    if (!clock->present)
        return;
    clock->change = ROW_CHANGED;
    clock->stopped_at = NO_INSTANT;
    clock->next_at = clock->due_at; /* unless it has fired: clock_update.sql */
}

static void effect_open_task(struct move *move)
{
    move->ticket.task_id++;
    move->ticket.organisation_id = move->wish.organisation_id;
    move->task = (struct task_row){.change = ROW_NEW,
                                   .state = TASK_OPEN,
                                   .opened_at = move->wish.at,
                                   .signed_at = NO_INSTANT,
                                   .handled_at = NO_INSTANT,
                                   .finished_at = NO_INSTANT};
    if (move->wish.no_limit)
        move->clock = (struct clock_row){0};
    else
        clock_start(move);
}

static void effect_sign_task(struct move *move)
{
    move->task.change = ROW_CHANGED;
    move->task.state = TASK_SIGNED;
    move->task.handler_id = move->wish.actor_id;
    move->task.signed_at = move->wish.at;
}

static void effect_finish_task(struct move *move)
{
    move->task.change = ROW_CHANGED;
    move->task.state = TASK_HANDLED;
    move->task.handler_id = move->wish.actor_id;
    move->task.handled_at = move->wish.at;
    clock_stop(move);
}

static void effect_rework_task(struct move *move)
{
    move->task.change = ROW_CHANGED;
    move->task.state = TASK_SIGNED;
    move->task.handled_at = NO_INSTANT;
    clock_run_on(move);
}

static void task_end(struct move *move, enum task_state state)
{
    move->task.change = ROW_CHANGED;
    move->task.state = state;
    move->task.finished_at = move->wish.at;
    clock_stop(move);
}

static void effect_return_task(struct move *move)
{
    move->ticket.returns++;
    task_end(move, TASK_RETURNED);
}

static void effect_close_task(struct move *move)
{
    task_end(move, TASK_DONE);
}

static void effect_cancel_task(struct move *move)
{
    task_end(move, TASK_CANCELLED);
}

void effect_make(struct move *move)
{
    static void (*const effects[EFFECT_COUNT])(struct move *) = {
#define EFFECT(id, name, meaning) [EFFECT_##id] = effect_##name,
#include "proto/lifecycle.def"
    };
    effects[move->edge->effect](move);
}
