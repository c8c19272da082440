/* Effects on the lead task, from its opening to its end. */
#include "services/dispatch/clocks.h"
#include "services/dispatch/effects.h"

struct task_row *task_open(struct move *move, enum task_role role, int32_t organisation_id)
{
    struct task_row *task = &move->tasks[move->task_count++];
    *task = (struct task_row){.change = ROW_NEW,
                              .task_id = ++move->ticket.tasks,
                              .role = role,
                              .state = TASK_OPEN,
                              .organisation_id = organisation_id,
                              .opened_at = move->wish.at,
                              .signed_at = NO_INSTANT,
                              .handled_at = NO_INSTANT,
                              .finished_at = NO_INSTANT};
    return task;
}

bool task_end(struct move *move, struct task_row *task, enum task_state state)
{
    task_change(task);
    task->state = state;
    task->finished_at = move->wish.at;
    return clocks_stop_of_task(move, task->task_id);
}

bool tasks_end(struct move *move, enum task_role role, enum task_state state)
{
    for (int i = 0; i < move->task_count; i++)
        if (move->tasks[i].role == role && task_is_open(&move->tasks[i]) && !task_end(move, &move->tasks[i], state))
            return false;
    return true;
}

/* -- opening ----------------------------------------------------------------------------------------------------- */

/* How long the task may take: as the importer says, the rule, the standard, the category, the city. */
static struct limit handling_limit(const struct move *move)
{
    const struct wish *wish = &move->wish;
    if (wish->due != NO_INSTANT) {
        int64_t length = wish->due - wish->at;
        return (struct limit){LIMIT_CONTINUOUS, length > 0 ? length : 1};
    }
    int standard = pack_standard_find(move->pack, move->standing.standard ? move->standing.standard : "",
                                      move->standing.standard_length);
    bool by_rule = move->rule && move->rule->has_limit;
    if (!by_rule && standard >= 0)
        return move->pack->standards[standard].limit;
    return pack_limit(move->pack, move->rule, pack_category_of_id(move->pack, move->ticket.category_id));
}

static void lead_set(struct move *move, const struct task_row *task)
{
    move->ticket.task_id = task->task_id;
    move->ticket.organisation_id = task->organisation_id;
}

bool lead_open(struct move *move, int32_t organisation_id)
{
    const struct task_row *task = task_open(move, TASK_LEAD, organisation_id);
    lead_set(move, task);
    return move->wish.no_limit ||
           clock_open(move, CLOCK_HANDLING, task->task_id, organisation_id, handling_limit(move));
}

bool effect_open_task(struct move *move)
{
    return effect_sort(move) && tasks_end(move, TASK_OFFER, TASK_CANCELLED) &&
           lead_open(move, move->wish.organisation_id) && help_open(move);
}

bool effect_open_final_task(struct move *move)
{
    mark_set(move, MARK_FINAL, true);
    return effect_open_task(move);
}

/* Returns are counted by ticket, and a final decision stays one: who has it then had it in the end. */
bool effect_reopen_task(struct move *move)
{
    mark_set(move, MARK_SUSPENDED | MARK_RATED | MARK_REACHED | MARK_APPEALED | MARK_APPEAL_WAITS, false);
    if (move->standing.asked_by || move->standing.agreed_by || move->standing.urges || move->standing.calls) {
        move->standing.asked_by = move->standing.agreed_by = 0;
        move->standing.urges = move->standing.calls = 0;
        if (move->standing.change == ROW_KEPT)
            move->standing.change = ROW_CHANGED;
    }
    const struct pack_rule *rule = move_rule(move);
    bool by_rule = rule && move->pack->organisations[rule->organisation].id == move->ticket.organisation_id;
    move->rule = by_rule ? rule : NULL; /* the limit is the one that it had */
    return lead_open(move, move->ticket.organisation_id);
}

/* -- inside the organisation ------------------------------------------------------------------------------------- */

bool effect_sign_task(struct move *move)
{
    struct task_row *lead = move_lead(move);
    task_change(lead);
    lead->state = TASK_SIGNED;
    lead->handler_id = move->wish.actor_id;
    lead->signed_at = move->wish.at;
    return true;
}

bool effect_give_task(struct move *move)
{
    struct task_row *lead = move_lead(move);
    task_change(lead);
    lead->state = TASK_GIVEN;
    lead->handler_id = move->wish.person_id;
    return true;
}

bool effect_free_task(struct move *move)
{
    struct task_row *lead = move_lead(move);
    task_change(lead);
    lead->state = TASK_SIGNED;
    lead->handler_id = move->wish.action == ACTION_TAKE_BACK ? move->wish.actor_id : 0;
    return true;
}

/* Of a deputy too: who has done it has it from then on, and does not verify it. */
bool effect_submit_task(struct move *move)
{
    struct task_row *lead = move_lead(move);
    task_change(lead);
    lead->state = TASK_SUBMITTED;
    lead->handler_id = move->wish.actor_id;
    lead->result = move->wish.result;
    lead->result_length = move->wish.result_length;
    return extension_drop(move);
}

bool effect_resume_task(struct move *move)
{
    struct task_row *lead = move_lead(move);
    task_change(lead);
    lead->state = TASK_GIVEN;
    return true;
}

/* -- result, rework, end ----------------------------------------------------------------------------------------- */

/* Who confirms a handler's result does not become its handler. */
bool effect_finish_task(struct move *move)
{
    struct task_row *lead = move_lead(move);
    task_change(lead);
    if (move->wish.action == ACTION_HANDLE) {
        lead->handler_id = move->wish.actor_id;
        lead->result = move->wish.result;
        lead->result_length = move->wish.result_length;
    }
    lead->state = TASK_HANDLED;
    lead->handled_at = move->wish.at;
    return extension_drop(move) && clocks_stop_of_task(move, lead->task_id);
}

bool effect_rework_task(struct move *move)
{
    struct task_row *lead = move_lead(move);
    task_change(lead);
    lead->state = TASK_SIGNED;
    lead->handled_at = NO_INSTANT;
    return clock_change(move, clock_find(move, CLOCK_HANDLING, lead->task_id), CLOCK_RUN_ON);
}

bool effect_return_task(struct move *move)
{
    move->ticket.returns++;
    return extension_drop(move) && tasks_end(move, TASK_CO, TASK_CANCELLED) &&
           task_end(move, move_lead(move), TASK_RETURNED);
}

bool effect_restore_task(struct move *move)
{
    struct task_row *lead = move_lead(move);
    task_change(lead);
    lead->state = TASK_OPEN;
    lead->signed_at = lead->finished_at = NO_INSTANT;
    return clock_change(move, clock_find(move, CLOCK_HANDLING, lead->task_id), CLOCK_RUN_ON);
}

/* The clock goes along: what was spent counts for whoever has it now. */
bool effect_move_task(struct move *move)
{
    struct task_row *old = move_lead(move);
    struct clock_row *clock = clock_find(move, CLOCK_HANDLING, old->task_id);
    move_note(move, "from", move_organisation_code(move, move->ticket.organisation_id));
    task_change(old);
    old->state = TASK_MOVED;
    old->finished_at = move->wish.at;
    struct task_row *task = task_open(move, TASK_LEAD, move->wish.organisation_id);
    task->extensions = old->extensions;
    task->extended_ms = old->extended_ms;
    lead_set(move, task);
    return extension_drop(move) && help_end_of(move, task->organisation_id) &&
           clock_hand_over(move, clock, task->task_id, task->organisation_id);
}

bool effect_raise_task(struct move *move)
{
    move_note(move, "from", move_organisation_code(move, move->ticket.organisation_id));
    return extension_drop(move) && task_end(move, move_lead(move), TASK_ESCALATED) &&
           help_end_of(move, move->wish.organisation_id) && lead_open(move, move->wish.organisation_id);
}

static bool merged_tell(struct move *move)
{
    for (int i = 0; i < move->told_count; i++)
        move->told[i].other = move->ticket.ticket_id;
    return true;
}

bool effect_close_task(struct move *move)
{
    mark_set(move, MARK_SUPERVISED, false);
    struct task_row *lead = move_lead(move);
    return task_end(move, lead, TASK_DONE) && clocks_stop_of_kind(move, CLOCK_SUPERVISION) && merged_tell(move);
}

bool effect_cancel_task(struct move *move)
{
    mark_set(move, MARK_EXTENSION_ASKED, false);
    for (int i = 0; i < move->task_count; i++)
        if (task_is_open(&move->tasks[i]) && !task_end(move, &move->tasks[i], TASK_CANCELLED))
            return false;
    return clocks_stop(move) && merged_tell(move);
}
