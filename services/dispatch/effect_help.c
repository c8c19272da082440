/* Effects on what stands beside the lead task: co-handlers, offers, field checks. */
#include "services/dispatch/clocks.h"
#include "services/dispatch/effects.h"

/* -- co-handlers ------------------------------------------------------------------------------------------------- */

/* Who was called, or offered it, stands in the event. */
static void group_note(struct move *move)
{
    json_t *codes = json_array();
    for (int i = 0; i < move->wish.group_count; i++)
        json_array_append_new(codes, move_organisation_code(move, move->wish.group[i]));
    move_note(move, "group", codes);
}

static bool help_open_one(struct move *move, int32_t organisation_id)
{
    struct task_row *task = task_open(move, TASK_CO, organisation_id);
    task->called_by = move->wish.actor_id;
    struct limit limit = pack_limit(move->pack, NULL, pack_category_of_id(move->pack, move->ticket.category_id));
    return clock_open(move, CLOCK_HANDLING, task->task_id, organisation_id, limit) &&
           clock_open_kept(move, CLOCK_SIGN_IN, task->task_id, organisation_id);
}

bool help_open(struct move *move)
{
    if (move->wish.group_count)
        group_note(move);
    for (int i = 0; i < move->wish.group_count; i++)
        if (!help_open_one(move, move->wish.group[i]))
            return false;
    return true;
}

bool help_end_of(struct move *move, int32_t organisation_id)
{
    struct task_row *task = move_task_open(move, TASK_CO, organisation_id);
    return !task || task_end(move, task, TASK_RELEASED);
}

bool effect_open_help(struct move *move)
{
    return help_open(move);
}

static struct task_row *help_of(const struct move *move)
{
    return move_task_open(move, TASK_CO, move->wish.organisation_id);
}

static void help_note(struct move *move, const struct task_row *task)
{
    move_note(move, "organisation", move_organisation_code(move, task->organisation_id));
    move_note(move, "task", json_integer(task->task_id));
}

/* By when they had to be there, or to be done: figures tell by it who was late (common/figures/help.c). */
static void due_note(struct move *move, enum clock_kind kind, const struct task_row *task)
{
    const struct clock_row *clock = clock_find(move, kind, task->task_id);
    if (clock && clock->state.due_at != NO_INSTANT)
        move_note(move, "due", json_integer(clock->state.due_at));
}

static bool sign_in_stop(struct move *move, int16_t task_id)
{
    struct clock_row *clock = clock_find(move, CLOCK_SIGN_IN, task_id);
    return !clock || clock_change(move, clock, CLOCK_STOPPED);
}

bool effect_sign_help(struct move *move)
{
    struct task_row *task = help_of(move);
    task_change(task);
    task->state = TASK_SIGNED;
    task->signed_at = move->wish.at;
    task->handler_id = move->wish.actor_id;
    help_note(move, task);
    due_note(move, CLOCK_SIGN_IN, task);
    return sign_in_stop(move, task->task_id);
}

bool effect_finish_help(struct move *move)
{
    struct task_row *task = help_of(move);
    task->handler_id = move->wish.actor_id;
    task->handled_at = move->wish.at;
    task->result = move->wish.result;
    task->result_length = move->wish.result_length;
    help_note(move, task);
    due_note(move, CLOCK_HANDLING, task);
    return task_end(move, task, TASK_DONE);
}

bool effect_release_help(struct move *move)
{
    struct task_row *task = help_of(move);
    help_note(move, task);
    return task_end(move, task, TASK_RELEASED);
}

bool effect_rate_help(struct move *move)
{
    struct task_row *task = move_help_unrated(move);
    task_change(task);
    task->rating = move->wish.stars;
    help_note(move, task);
    return true;
}

/* -- offers ------------------------------------------------------------------------------------------------------ */

bool effect_offer_tasks(struct move *move)
{
    for (int i = 0; i < move->wish.group_count; i++)
        task_open(move, TASK_OFFER, move->wish.group[i]);
    group_note(move);
    return effect_sort(move);
}

bool effect_claim_task(struct move *move)
{
    int32_t claimer = move->wish.organisation_id;
    const struct pack_rule *rule = move_rule(move);
    move->rule = rule && rule->mode == HAND_OUT_CLAIM ? rule : NULL; /* its limit is for whoever claims */
    if (!tasks_end(move, TASK_OFFER, TASK_CANCELLED) || !lead_open(move, claimer))
        return false;
    return effect_sign_task(move);
}

/* -- field checks ------------------------------------------------------------------------------------------------ */

bool effect_open_check(struct move *move)
{
    struct task_row *task = task_open(move, TASK_CHECK, 0);
    task->handler_id = move->wish.person_id;
    task->called_by = move->wish.actor_id;
    move_note(move, "worker", move_person_code(move, move->wish.person_id));
    return true;
}

bool effect_end_check(struct move *move)
{
    struct task_row *task = move_task_open(move, TASK_CHECK, 0);
    move_note(move, "asked_by", move_person_code(move, task->called_by));
    task->result = move->wish.result;
    task->result_length = move->wish.result_length;
    return task_end(move, task, move->wish.action == ACTION_ANSWER_CHECK ? TASK_DONE : TASK_CANCELLED);
}
