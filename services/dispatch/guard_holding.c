/* Guards that ask who holds what: own tasks, giving, returning, helping, field checks. */
#include "common/time/calendar.h"
#include "services/dispatch/guards.h"

enum { HOLDERS = ROLE_HANDLER | ROLE_HEAD };

static bool holds_lead(const struct move *move)
{
    return move_serves(move, HOLDERS, move->ticket.organisation_id);
}

/* What was given to somebody in person waits for them, or for who stands in for them today. */
static bool acts_for(const struct move *move, int32_t person_id)
{
    int other = pack_person_of_id(move->people, person_id);
    return move->actor >= 0 && other >= 0 &&
           pack_person_stands_for(move->people, move->actor, other, pack_date(move->people, move->now));
}

bool guard_own_task(struct move *move, struct fault *fault)
{
    bool head_only = move->edge->roles == ROLE_HEAD;
    bool own = move_serves(move, head_only ? ROLE_HEAD : HOLDERS, move->ticket.organisation_id);
    return own || guard_refuse(move, "actor", fault);
}

static bool help_is_done(const struct move *move)
{
    for (int i = 0; i < move->task_count; i++)
        if (move->tasks[i].role == TASK_CO && task_is_open(&move->tasks[i]))
            return false;
    return true;
}

bool guard_own_result(struct move *move, struct fault *fault)
{
    if (!guard_own_task(move, fault))
        return false;
    return help_is_done(move) || guard_refuse(move, NULL, fault);
}

bool guard_given_to_me(struct move *move, struct fault *fault)
{
    const struct task_row *lead = move_lead(move);
    return (lead && acts_for(move, lead->handler_id)) || guard_refuse(move, "actor", fault);
}

bool guard_giveable(struct move *move, struct fault *fault)
{
    int handler = pack_person_of_id(move->people, move->wish.person_id);
    int organisation = pack_organisation_of_id(move->people, move->ticket.organisation_id);
    if (!move_serves(move, ROLE_HEAD, move->ticket.organisation_id))
        return guard_refuse(move, "actor", fault);
    bool theirs =
        handler >= 0 && organisation >= 0 &&
        pack_person_serves(move->people, handler, ROLE_HANDLER, organisation, pack_date(move->people, move->now));
    return theirs || guard_refuse(move, "handler", fault);
}

/* Not signed for yet, or only so long ago as the pack allows. False, with `fault` filled, where the calendar by which
 * that is counted lacks the year. */
static bool sign_off_is_near(const struct move *move, bool *near, struct fault *fault)
{
    const struct task_row *lead = move_lead(move);
    int holder = pack_organisation_of_id(move->people, move->ticket.organisation_id);
    const struct calendar *calendar = pack_calendar(move->people, holder);
    int64_t until;
    *near = lead && lead->signed_at == NO_INSTANT;
    if (!lead || *near)
        return true;
    if (!calendar) /* the newest pack may have none any more; the one that has the limit had one */
        calendar = pack_calendar(move->pack, -1);
    int missing = calendar_due(calendar, move->pack->return_within, lead->signed_at, &until);
    if (missing)
        return fault_set(fault, "calendar_missing", NULL,
                         "until when it may be returned cannot be counted: the calendar has no year %d", missing);
    *near = move->wish.at <= until;
    return true;
}

bool guard_returnable(struct move *move, struct fault *fault)
{
    bool own = holds_lead(move), soon;
    bool seldom = move->ticket.returns < move->pack->return_times && !marked(move, MARK_FINAL);
    if (!sign_off_is_near(move, &soon, fault))
        return false;
    return (own && seldom && soon) || guard_refuse(move, own ? NULL : "actor", fault);
}

bool guard_another_person(struct move *move, struct fault *fault)
{
    const struct task_row *lead = move_lead(move);
    return !lead || lead->handler_id != move->wish.actor_id || guard_refuse(move, "actor", fault);
}

bool guard_claimable(struct move *move, struct fault *fault)
{
    for (int i = 0; i < move->task_count; i++) {
        const struct task_row *task = &move->tasks[i];
        if (task->role != TASK_OFFER || !task_is_open(task) || !move_serves(move, HOLDERS, task->organisation_id))
            continue;
        move->wish.organisation_id = task->organisation_id;
        return true;
    }
    return guard_refuse(move, "actor", fault);
}

/* -- co-handlers ------------------------------------------------------------------------------------------------- */

static int tasks_open_count(const struct move *move)
{
    int open = 0;
    for (int i = 0; i < move->task_count; i++)
        open += task_is_open(&move->tasks[i]);
    return open;
}

bool guard_callable(struct move *move, struct fault *fault)
{
    bool centre = move->roles & (ROLE_DISPATCHER | ROLE_SUPERVISOR);
    if (!centre && !holds_lead(move))
        return fault_set(fault, "move_refused", "actor",
                         "only who holds the task, or the command centre, may call others in");
    for (int i = 0; i < move->wish.group_count; i++)
        if (move->wish.group[i] == move->ticket.organisation_id || move_task_open(move, TASK_CO, move->wish.group[i]))
            return guard_refuse(move, "group", fault);
    bool room = tasks_open_count(move) + move->wish.group_count <= OPEN_TASKS_MOST;
    return room || guard_refuse(move, "group", fault);
}

bool guard_own_help(struct move *move, struct fault *fault)
{
    for (int i = 0; i < move->task_count; i++) {
        const struct task_row *task = &move->tasks[i];
        if (task->role != TASK_CO || !task_is_open(task) || !move_serves(move, HOLDERS, task->organisation_id))
            continue;
        if (move->wish.action == ACTION_REPORT_IN && task->state != TASK_OPEN)
            continue;
        move->wish.organisation_id = task->organisation_id;
        return true;
    }
    return guard_refuse(move, "actor", fault);
}

bool guard_help_open(struct move *move, struct fault *fault)
{
    return move_task_open(move, TASK_CO, move->wish.organisation_id) != NULL ||
           guard_refuse(move, "organisation", fault);
}

/* Who called rates: the very person, or who stands in for them; where a rule called, who leads. */
static bool has_called(const struct move *move, const struct task_row *task)
{
    return task->called_by ? acts_for(move, task->called_by) : holds_lead(move);
}

/* And the command centre, for whoever of it called. */
struct task_row *move_help_unrated(const struct move *move)
{
    bool centre = move->roles & (ROLE_DISPATCHER | ROLE_SUPERVISOR);
    for (int i = move->task_count - 1; i >= 0; i--) {
        struct task_row *task = &move->tasks[i];
        if (task->role != TASK_CO || task->organisation_id != move->wish.organisation_id || task->rating)
            continue;
        if (task->state == TASK_DONE && (centre || has_called(move, task)))
            return task;
    }
    return NULL;
}

bool guard_help_done(struct move *move, struct fault *fault)
{
    return move_help_unrated(move) != NULL || guard_refuse(move, "organisation", fault);
}

/* -- field checks ------------------------------------------------------------------------------------------------ */

/* Who looks after another area could not answer. */
bool guard_checker_found(struct move *move, struct fault *fault)
{
    const struct task_row *lead = move_lead(move);
    int worker = move->wish.person_id ? pack_person_of_id(move->people, move->wish.person_id) : -1;
    int area = pack_area_of_id(move->people, move->ticket.area_id);
    int32_t today = pack_date(move->people, move->now);
    bool other = !lead || lead->handler_id != move->wish.person_id;
    bool fit = worker >= 0 && pack_person_roles(move->people, worker, area, today) & ROLE_GRID_WORKER;
    return (fit && other) || guard_refuse(move, "worker", fault);
}

static const struct task_row *check_of(const struct move *move)
{
    return move_task_open(move, TASK_CHECK, 0);
}

bool guard_asked_me(struct move *move, struct fault *fault)
{
    const struct task_row *check = check_of(move);
    return (check && acts_for(move, check->handler_id)) || guard_refuse(move, "actor", fault);
}
