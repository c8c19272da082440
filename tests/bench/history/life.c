/* Of 100 tickets 3 are rejected, 4 merged, 0.5 withdrawn; the others are handed out, 6 returned, 5 extended, 15 late, 3
 * worked on again, 60 followed up, 2 reopened. Each move is one that proto/lifecycle.def allows. */
#include "tests/bench/history/life.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "common/base/instant.h"

enum { TASK_OPEN = 1, TASK_SIGNED, TASK_HANDLED, TASK_DONE, TASK_RETURNED };
enum { FATE_REJECTED, FATE_MERGED, FATE_WITHDRAWN, FATE_HANDLED };

#define MINUTE INT64_C(60000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static bool happens(struct life *life, double chance)
{
    return chance_draw(&life->chance) < chance;
}

static int64_t between(struct life *life, int64_t least, int64_t most)
{
    return least + (int64_t)(chance_draw(&life->chance) * (double)(most - least));
}

static struct life_task *lead(struct life *life)
{
    return life->task_count ? &life->tasks[life->task_count - 1] : NULL;
}

/* -- one event --------------------------------------------------------------------------------------------------- */

static struct step *step_add(struct life *life, int64_t at, int kind, int actor)
{
    const struct life_task *task = lead(life);
    struct step *step = &life->steps[life->count++];
    *step = (struct step){.at = at,
                          .due_at = task ? task->due_at : NO_INSTANT,
                          .done_at = NO_INSTANT,
                          .ticket_id = life->ticket_id,
                          .kind = kind,
                          .task = life->task_count,
                          .organisation = task ? task->organisation : -1,
                          .area = life->area,
                          .category = life->now_category,
                          .actor = actor};
    return step;
}

/* False after the end: then nothing happens. */
static struct step *move_add(struct life *life, const struct plan *plan, int64_t at, int action, int to, int actor)
{
    if (at > plan->until)
        return NULL;
    struct step *step = step_add(life, at, action, actor);
    step->from = life->state;
    step->to = to;
    step->version = ++life->version;
    life->state = to;
    return step;
}

static void overdue_add(struct life *life, const struct plan *plan)
{
    struct life_task *task = lead(life);
    int64_t late = between(life, 1, 900);
    if (task->raised_at != NO_INSTANT || task->due_at + late > plan->until)
        return;
    struct step *step = step_add(life, task->due_at + late, EVENT_CLOCK_OVERDUE, -1);
    snprintf(step->data, sizeof step->data, "{\"clock\":\"handling\",\"step\":1,\"late_ms\":%d}", (int)late);
    task->raised_at = task->due_at + late;
}

/* -- the lead task ----------------------------------------------------------------------------------------------- */

static int64_t limit_of(const struct plan *plan, int category, int area)
{
    struct limit limit = pack_limit(plan->pack, pack_route(plan->pack, category, area), category);
    if (limit.kind == LIMIT_WORKING_TIME)
        return limit.milliseconds * 4; /* of 24 hours 8, on five days of seven */
    if (limit.kind == LIMIT_WORKING_DAYS)
        return limit.milliseconds * 7 / 5;
    return limit.milliseconds;
}

static int owner_of(const struct plan *plan, int category, int area)
{
    const struct pack_rule *rule = pack_route(plan->pack, category, area);
    int owner = rule ? rule->organisation : pack_responsible(plan->pack, category, area, plan->first_day);
    return owner >= 0 ? owner : 0;
}

static bool task_open(struct life *life, const struct plan *plan, int64_t at, int action, int actor, int organisation)
{
    int64_t limit = limit_of(plan, life->now_category, life->area);
    if (at > plan->until || life->task_count == TASKS_MOST)
        return false;
    life->tasks[life->task_count++] = (struct life_task){.organisation = organisation,
                                                         .state = TASK_OPEN,
                                                         .handler = -1,
                                                         .opened_at = at,
                                                         .signed_at = NO_INSTANT,
                                                         .handled_at = NO_INSTANT,
                                                         .finished_at = NO_INSTANT,
                                                         .limit_ms = limit,
                                                         .due_at = at + limit,
                                                         .raised_at = NO_INSTANT,
                                                         .stopped_at = NO_INSTANT};
    move_add(life, plan, at, action, STATE_DISPATCHED, actor);
    return true;
}

static int handler_of(const struct plan *plan, int organisation)
{
    return plan->handlers[organisation] >= 0 ? plan->handlers[organisation] : plan->dispatcher;
}

/* The result is reported: by the handler alone, or to the head, who confirms it. */
static bool task_handle(struct life *life, const struct plan *plan, int64_t at)
{
    struct life_task *task = lead(life);
    int handler = handler_of(plan, task->organisation), head = plan->heads[task->organisation];
    bool late = at > task->due_at;
    int64_t submit = late ? at - (at - task->due_at) / 2 : at - 10 * MINUTE;
    if (late)
        overdue_add(life, plan);
    if (life->state == STATE_ASSIGNED && !move_add(life, plan, submit, ACTION_HANDLE, STATE_SUBMITTED, handler))
        return false;
    int action = life->state == STATE_SUBMITTED ? ACTION_CONFIRM : ACTION_HANDLE;
    if (!move_add(life, plan, at, action, STATE_HANDLED, action == ACTION_CONFIRM ? head : handler))
        return false;
    task->handler = handler;
    task->handled_at = task->stopped_at = at;
    task->state = TASK_HANDLED;
    return true;
}

static bool task_sign(struct life *life, const struct plan *plan, int64_t at)
{
    struct life_task *task = lead(life);
    if (!move_add(life, plan, at, ACTION_SIGN, STATE_IN_PROGRESS, handler_of(plan, task->organisation)))
        return false;
    task->state = TASK_SIGNED;
    task->signed_at = at;
    task->handler = handler_of(plan, task->organisation);
    return true;
}

/* -- stretches of a life ----------------------------------------------------------------------------------------- */

/* Sorted wrongly: it goes on as another category of the same season. */
static void reclassify(struct life *life, const struct plan *plan, int64_t at)
{
    int category = chance_among(&life->chance, &plan->categories[0]);
    if (category == life->now_category || at > plan->until)
        return;
    life->now_category = category;
    life->sorted = true;
    move_add(life, plan, at, ACTION_RECLASSIFY, life->state, plan->dispatcher);
}

static void extend(struct life *life, const struct plan *plan, int64_t at)
{
    struct life_task *task = lead(life);
    if (!move_add(life, plan, at, ACTION_ASK_EXTENSION, life->state, handler_of(plan, task->organisation)) ||
        at + HOUR > plan->until)
        return;
    task->extensions = 1;
    task->extended_ms = task->limit_ms / 2;
    task->due_at += task->extended_ms;
    move_add(life, plan, at + HOUR, ACTION_GRANT_EXTENSION, life->state, plan->dispatcher);
}

/* What happens between signing and the result, in the order of time: from `from` on, before `to`. */
static void work_on(struct life *life, const struct plan *plan, int64_t from, int64_t to)
{
    int64_t part = (to - from) / 8;
    int handler = handler_of(plan, lead(life)->organisation), head = plan->heads[lead(life)->organisation];
    if (part <= 0)
        return;
    if (happens(life, 0.01))
        reclassify(life, plan, from + part / 2);
    if (head >= 0 && happens(life, 0.6))
        move_add(life, plan, from + part, ACTION_GIVE, STATE_ASSIGNED, head);
    if (happens(life, 0.6))
        move_add(life, plan, from + 2 * part, ACTION_TALK, life->state, handler);
    if (part > HOUR && from + 3 * part + 2 * HOUR < lead(life)->due_at && happens(life, 0.06))
        extend(life, plan, from + 3 * part);
    if (from + 5 * part < lead(life)->due_at && happens(life, 0.25) &&
        move_add(life, plan, from + 5 * part, ACTION_URGE, life->state, plan->dispatcher))
        life->urges++;
}

/* From the hand-out, which has been, to the result. */
static bool stretch_handle(struct life *life, const struct plan *plan)
{
    struct life_task *task = lead(life);
    int64_t opened = task->opened_at, limit = task->limit_ms;
    double draw = chance_draw(&life->chance);
    bool late = happens(life, 0.15), stuck = plan->until - opened < 120 * DAY && happens(life, 0.05);
    int64_t sign = opened + 5 * MINUTE + between(life, 0, limit / 20 < 3 * HOUR ? limit / 20 : 3 * HOUR);
    int64_t handle = late ? opened + limit + limit / 50 + (int64_t)(draw * draw * 1.5 * (double)limit)
                          : opened + (int64_t)((0.35 + 0.6 * pow(draw, 0.7)) * (double)limit);
    if (!task_sign(life, plan, sign))
        return false;
    work_on(life, plan, sign, (handle < task->due_at ? handle : task->due_at) - 15 * MINUTE);
    if (stuck) {
        overdue_add(life, plan);
        return false;
    }
    if (late && handle <= task->due_at)
        handle = task->due_at + limit / 50;
    if (!task_handle(life, plan, handle)) {
        overdue_add(life, plan);
        return false;
    }
    return true;
}

/* The result does not hold: its clock runs on as if it had never stopped. */
static bool stretch_rework(struct life *life, const struct plan *plan)
{
    struct life_task *task = lead(life);
    int64_t sent_back = task->handled_at + between(life, HOUR, 6 * HOUR);
    if (!move_add(life, plan, sent_back, ACTION_REWORK, STATE_IN_PROGRESS, plan->dispatcher))
        return false;
    task->state = TASK_SIGNED;
    task->handled_at = task->stopped_at = NO_INSTANT;
    int64_t again = sent_back + between(life, HOUR, 24 * HOUR);
    if (again > task->due_at && task->due_at < sent_back && task->raised_at == NO_INSTANT) {
        struct step *step =
            sent_back + 500 > plan->until ? NULL : step_add(life, sent_back + 500, EVENT_CLOCK_OVERDUE, -1);
        if (step) {
            snprintf(step->data, sizeof step->data, "{\"clock\":\"handling\",\"step\":1,\"late_ms\":%lld}",
                     (long long)(step->at - task->due_at));
            task->raised_at = step->at;
        }
    }
    if (again > task->due_at && again < task->due_at + HOUR)
        again = task->due_at + HOUR;
    return task_handle(life, plan, again);
}

static bool stretch_close(struct life *life, const struct plan *plan)
{
    struct life_task *task = lead(life);
    int64_t verified = task->handled_at + between(life, HOUR, 12 * HOUR);
    if (!move_add(life, plan, verified, ACTION_VERIFY, STATE_VERIFIED, plan->grid_worker))
        return false;
    int64_t closed = verified + between(life, 10 * MINUTE, 8 * HOUR);
    struct step *step = move_add(life, plan, closed, ACTION_CLOSE, STATE_CLOSED, plan->operator);
    if (!step)
        return false;
    step->done_at = task->handled_at;
    task->state = TASK_DONE;
    task->finished_at = closed;
    return true;
}

static void stretch_follow_up(struct life *life, const struct plan *plan)
{
    bool reached = happens(life, 0.85), solved = happens(life, 0.88), satisfied = solved && happens(life, 0.93);
    struct step *step = move_add(life, plan, lead(life)->finished_at + between(life, 4 * HOUR, 3 * DAY),
                                 ACTION_FOLLOW_UP, STATE_FOLLOWED_UP, plan->operator);
    if (step && reached)
        snprintf(step->data, sizeof step->data, "{\"reached\":true,\"solved\":%s,\"satisfied\":%s}",
                 solved ? "true" : "false", satisfied ? "true" : "false");
    else if (step)
        snprintf(step->data, sizeof step->data, "{\"reached\":false}");
}

/* From the first hand-out on. */
static void life_handle(struct life *life, const struct plan *plan)
{
    if (!stretch_handle(life, plan) || (happens(life, 0.033) && !stretch_rework(life, plan)) ||
        !stretch_close(life, plan))
        return;
    if (happens(life, 0.62))
        stretch_follow_up(life, plan);
    const struct step *last = &life->steps[life->count - 1];
    if (happens(life, 0.022) &&
        task_open(life, plan, last->at + between(life, 6 * HOUR, 8 * DAY), ACTION_REOPEN, plan->operator,
                  lead(life)->organisation) &&
        stretch_handle(life, plan))
        stretch_close(life, plan);
}

/* -- from the registration --------------------------------------------------------------------------------------- */

static bool stretch_accept(struct life *life, const struct plan *plan, int64_t at)
{
    struct step *step = move_add(life, plan, at, ACTION_ACCEPT, STATE_ACCEPTED, plan->operator);
    if (!step)
        return false;
    if (happens(life, 0.4)) {
        life->urgency = happens(life, 0.25) ? 1 : happens(life, 0.6) ? 2 : 4;
        life->sorted = true;
        snprintf(step->data, sizeof step->data, "{\"urgency\":%d}", life->urgency);
    }
    return true;
}

/* Not theirs, says the first one: another one has it then. */
static bool stretch_return(struct life *life, const struct plan *plan)
{
    struct life_task *task = lead(life);
    int64_t at = task->opened_at + between(life, 10 * MINUTE, task->limit_ms / 8 + 11 * MINUTE);
    int others = plan->pack->organisation_count - 1;
    int other = (task->organisation + 1 + (int)(chance_draw(&life->chance) * others)) % (others + 1);
    if (!move_add(life, plan, at, ACTION_RETURN, STATE_RETURNED, handler_of(plan, task->organisation)))
        return false;
    task->state = TASK_RETURNED;
    task->finished_at = task->stopped_at = at;
    life->returns++;
    return task_open(life, plan, at + between(life, 10 * MINUTE, 2 * HOUR), ACTION_DISPATCH, plan->dispatcher, other);
}

static void fate_handled(struct life *life, const struct plan *plan)
{
    int64_t at = life->received_at + between(life, 800, 5000);
    int owner = owner_of(plan, life->category, life->area), actor = -1;
    if (happens(life, 0.25)) {
        at = life->received_at + between(life, 3 * MINUTE, 15 * MINUTE);
        if (!stretch_accept(life, plan, at))
            return;
        at += between(life, 2 * MINUTE, 10 * MINUTE);
        actor = plan->dispatcher;
    }
    if (!task_open(life, plan, at, ACTION_DISPATCH, actor, owner))
        return;
    if (!happens(life, 0.065) || stretch_return(life, plan))
        life_handle(life, plan);
}

static int fate_of(struct life *life)
{
    double draw = chance_draw(&life->chance);
    return draw < 0.03 ? FATE_REJECTED : draw < 0.071 ? FATE_MERGED : draw < 0.076 ? FATE_WITHDRAWN : FATE_HANDLED;
}

static void life_begin(struct life *life, const struct plan *plan, int64_t i)
{
    const struct pack *pack = plan->pack;
    life->count = life->task_count = 0;
    life->i = i;
    life->ticket_id = plan->first_number + i;
    life->state = STATE_NONE;
    life->version = life->returns = life->urges = 0;
    life->merged_into = 0;
    life->sorted = false;
    life->urgency = 3;
    life->received_at = plan_received(plan, i);
    life->chance = chance_of(plan, (uint64_t)i);
    int season = (int)((life->received_at / DAY - plan->first_day) / 30 % SEASONS);
    life->category = life->now_category = chance_among(&life->chance, &plan->categories[season]);
    life->area = chance_among(&life->chance, &plan->areas);
    life->channel = chance_among(&life->chance, &plan->channels);
    const char *channel = pack->channels[life->channel].code;
    life->reporter = strcmp(channel, "app") == 0 || strcmp(channel, "qr") == 0 || strcmp(channel, "wechat") == 0
                         ? plan->resident
                     : strcmp(channel, "grid") == 0 || strcmp(channel, "patrol") == 0 ? plan->grid_worker
                                                                                      : plan->operator;
    move_add(life, plan, life->received_at, ACTION_SUBMIT, STATE_RECEIVED, life->reporter);
}

/* An earlier ticket that is in work at an instant, or 0. */
static int64_t open_before(const struct plan *plan, int64_t i, int64_t at)
{
    struct life other;
    for (int64_t before = i - 1; before >= 0 && before >= i - 8; before--) {
        life_begin(&other, plan, before);
        if (fate_of(&other) != FATE_HANDLED)
            continue;
        fate_handled(&other, plan);
        const struct life_task *task = &other.tasks[0];
        if (other.task_count && task->opened_at < at && (task->stopped_at == NO_INSTANT || task->stopped_at > at))
            return other.ticket_id;
    }
    return 0;
}

static bool fate_merged(struct life *life, const struct plan *plan)
{
    int64_t at = life->received_at + between(life, 3 * MINUTE, 10 * MINUTE);
    int64_t into = open_before(plan, life->i, at);
    if (!into)
        return false;
    struct step *step = move_add(life, plan, at, ACTION_MERGE, STATE_MERGED, plan->operator);
    if (!step)
        return true;
    snprintf(step->data, sizeof step->data, "{\"reason\":\"重复反映\",\"into\":%lld}", (long long)into);
    life->merged_into = into;
    life->sorted = true;
    struct step *told = step_add(life, at, EVENT_TICKET_JOINED, plan->operator);
    told->ticket_id = into;
    snprintf(told->data, sizeof told->data, "{\"ticket\":%lld}", (long long)life->ticket_id);
    return true;
}

void life_make(struct life *life, const struct plan *plan, int64_t i)
{
    life_begin(life, plan, i);
    int fate = fate_of(life);
    struct chance chance = life->chance;
    if (fate == FATE_MERGED && fate_merged(life, plan))
        return;
    life->chance = chance;
    struct step *step = NULL;
    if (fate == FATE_REJECTED)
        step = move_add(life, plan, life->received_at + between(life, 4 * MINUTE, HOUR), ACTION_REJECT, STATE_REJECTED,
                        plan->operator);
    else if (fate == FATE_WITHDRAWN)
        step = move_add(life, plan, life->received_at + between(life, 10 * MINUTE, 2 * HOUR), ACTION_WITHDRAW,
                        STATE_WITHDRAWN, life->reporter);
    else
        fate_handled(life, plan);
    if (step)
        snprintf(step->data, sizeof step->data, "{\"reason\":\"%s\"}",
                 fate == FATE_REJECTED ? "不属于受理范围" : "问题已自行解决");
}
