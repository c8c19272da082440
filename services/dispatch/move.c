/* Taking a ticket along an edge, and what guards and effects ask of a move. */
#include "services/dispatch/move.h"

#include <stdlib.h>

#include "services/dispatch/clocks.h"
#include "services/dispatch/refusal.h"

struct task_row *move_lead(const struct move *move)
{
    for (int i = move->task_count - 1; i >= 0 && move->ticket.task_id; i--)
        if (move->tasks[i].task_id == move->ticket.task_id)
            return &move->tasks[i];
    return NULL;
}

bool task_is_open(const struct task_row *task)
{
    return task->state == TASK_OPEN || task->state == TASK_SIGNED || task->state == TASK_GIVEN ||
           task->state == TASK_SUBMITTED;
}

struct task_row *move_task_open(const struct move *move, enum task_role role, int32_t organisation_id)
{
    for (int i = move->task_count - 1; i >= 0; i--) {
        struct task_row *task = &move->tasks[i];
        if (task->role == role && task->organisation_id == organisation_id && task_is_open(task))
            return task;
    }
    return NULL;
}

bool move_serves(const struct move *move, unsigned roles, int32_t organisation_id)
{
    int organisation = pack_organisation_of_id(move->people, organisation_id);
    return move->actor >= 0 && organisation >= 0 &&
           pack_person_serves(move->people, move->actor, roles, organisation, pack_date(move->people, move->now));
}

void move_note(struct move *move, const char *name, json_t *value)
{
    if (!move->data)
        move->data = json_object();
    json_object_set_new(move->data, name, value);
}

json_t *move_organisation_code(const struct move *move, int32_t organisation_id)
{
    int at = pack_organisation_of_id(move->people, organisation_id);
    return at < 0 ? json_null() : json_string(move->people->organisations[at].code);
}

json_t *move_person_code(const struct move *move, int32_t person_id)
{
    int at = pack_person_of_id(move->people, person_id);
    return at < 0 ? json_null() : json_string(move->people->people[at].code);
}

/* Its tasks or clocks have no numbers left: one more move may end it, which opens hardly any. */
static bool numbers_left(const struct move *move, struct fault *fault)
{
    bool left = move->ticket.tasks < NUMBERS_MOST && move->ticket.clocks < NUMBERS_MOST;
    return left || lifecycle_state_ended(move->edge->to) ||
           fault_set(fault, "move_refused", NULL,
                     "it has had %d tasks or clocks, the most that a ticket can have: it can only be ended",
                     NUMBERS_MOST);
}

bool move_apply(struct move *move, struct fault *fault)
{
    int16_t lead_before = move->ticket.task_id;
    move->fault = fault;
    if (move->ticket.archived)
        return fault_set(fault, "archived", "ticket",
                         "events of ticket %lld are archived: steward log restore brings them back",
                         (long long)move->ticket.ticket_id);
    move->edge = lifecycle_find(move->ticket.state, move->wish.action, move->roles);
    if (!move->edge || !numbers_left(move, fault) || !guard_ask(move, fault) || !effect_make(move, fault) ||
        !clock_of_state_change(move, lead_before))
        return move_refuse(move, fault);
    move->ticket.state = move->edge->to;
    move->ticket.version++;
    return true;
}

void move_clear(struct move *move)
{
    json_decref(move->data);
    free(move->tasks);
    free(move->clocks);
    free(move->told);
    move->data = NULL;
    move->tasks = NULL;
    move->clocks = NULL;
    move->told = NULL;
}
