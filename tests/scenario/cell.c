#include "tests/scenario/cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"

enum { DAY_MS = 86400000 };

/* Who has which role, and only that. */
static const char *const people[CELL_ROLES] = {"",         "resident",      "grid.west",    "head",
                                               "operator", "dispatcher",    "west.handler", "supervisor",
                                               "auditor",  "administrator", "importer",     "west.head"};

const char *cell_person(int role, enum ticket_action action)
{
    bool helps = action == ACTION_REPORT_IN || action == ACTION_CONTRIBUTE;
    if (helps && 1 << role == ROLE_HANDLER)
        return "urban.handler";
    return helps && 1 << role == ROLE_HEAD ? "urban.head" : people[role];
}

/* -- messages ---------------------------------------------------------------------------------------------------- */

/* What each action says besides who, which ticket and why. */
static const struct {
    enum ticket_action action;
    const char *field, *text;
} texts[] = {
    {ACTION_DISPATCH, "organisation", "west.company"},
    {ACTION_GIVE, "handler", "west.handler"},
    {ACTION_HANDLE, "result", "已处理"},
    {ACTION_CLOSE, "answer", "已答复"},
    {ACTION_REJECT, "answer", "请向邻县反映"},
    {ACTION_ASK_CHECK, "worker", "grid.west"},
    {ACTION_ANSWER_CHECK, "answer", "看过了"},
    {ACTION_DECIDE, "organisation", "housing"},
    {ACTION_TRANSFER, "organisation", "housing"},
    {ACTION_ASK_EXTENSION, "extension", "1h"},
    {ACTION_CONTRIBUTE, "result", "帮了忙"},
    {ACTION_RELEASE, "organisation", "urban"},
    {ACTION_RATE_HELP, "organisation", "urban"},
};

static int64_t merge_target(struct world *world);

static void body_add(struct world *world, enum ticket_action action, json_t *body)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].action == action)
            json_object_set_new(body, texts[i].field, json_string(texts[i].text));
    if (action == ACTION_OFFER)
        json_object_set_new(body, "group", json_pack("[s, s]", "west.company", "volunteers"));
    if (action == ACTION_CALL_IN)
        json_object_set_new(body, "group", json_pack("[s]", "urban"));
    if (action == ACTION_FOLLOW_UP)
        json_object_set_new(body, "reached", json_false());
    if (action == ACTION_ANSWER_CHECK)
        json_object_set_new(body, "holds", json_true());
    if (action == ACTION_SUSPEND)
        json_object_set_new(body, "until", json_integer(instant_now() + DAY_MS));
    if (action == ACTION_RATE || action == ACTION_RATE_HELP)
        json_object_set_new(body, "stars", json_integer(5));
    if (action == ACTION_RECLASSIFY)
        json_object_set_new(body, "urgency", json_integer(1));
    if (action == ACTION_MERGE)
        json_object_set_new(body, "into", json_integer(merge_target(world)));
}

static json_t *body_of(struct world *world, enum ticket_action action, const char *person, int64_t ticket)
{
    json_t *body = json_pack("{s:s, s:s}", "city", CELL_CITY, "actor", person);
    if (action == ACTION_SUBMIT)
        json_object_update_new(body, json_pack("{s:s, s:s, s:s, s:s}", "channel", "app", "category", "unrouted", "area",
                                               "west.bridge", "title", "每格一试"));
    else
        json_object_update_new(body, json_pack("{s:I, s:s}", "ticket", (json_int_t)ticket, "reason", "试"));
    body_add(world, action, body);
    return body;
}

static struct world_reply say(struct world *world, enum ticket_action action, json_t *body)
{
    char message[64];
    snprintf(message, sizeof message, "ticket.%s", lifecycle_action_name((int)action));
    return world_ask(world, message, NULL, body);
}

struct world_reply cell_move(struct world *world, enum ticket_action action, const char *person, int64_t ticket)
{
    return say(world, action, body_of(world, action, person, ticket));
}

/* A step that must be possible; the number of the ticket. */
static int64_t step(struct world *world, enum ticket_action action, json_t *body)
{
    struct world_reply reply = say(world, action, body);
    if (reply.status != REPLY_OK) {
        fprintf(stderr, "on the way: %s is refused: %s\n", lifecycle_action_name((int)action),
                world_reply_error(&reply, "message"));
        exit(1);
    }
    int64_t ticket = world_reply_number(&reply, "ticket");
    world_reply_clear(&reply);
    return ticket;
}

static int64_t move(struct world *world, enum ticket_action action, const char *person, int64_t ticket)
{
    return step(world, action, body_of(world, action, person, ticket));
}

/* An open ticket that is earlier than all that are merged into it: the first that each process makes. */
static int64_t merge_target(struct world *world)
{
    static int64_t target;
    if (!target)
        target = move(world, ACTION_SUBMIT, "resident", 0);
    return target;
}

/* -- ways -------------------------------------------------------------------------------------------------------- */

/* How a ticket comes into a state: from which, by whose action. */
static const struct {
    enum ticket_state from;
    enum ticket_action action;
    const char *person;
} ways[CELL_STATES] = {
    [STATE_RECEIVED] = {STATE_NONE, ACTION_SUBMIT, "resident"},
    [STATE_ACCEPTED] = {STATE_RECEIVED, ACTION_ACCEPT, "operator"},
    [STATE_DISPATCHED] = {STATE_RECEIVED, ACTION_DISPATCH, "dispatcher"},
    [STATE_IN_PROGRESS] = {STATE_DISPATCHED, ACTION_SIGN, "west.handler"},
    [STATE_HANDLED] = {STATE_IN_PROGRESS, ACTION_HANDLE, "west.handler"},
    [STATE_VERIFIED] = {STATE_HANDLED, ACTION_VERIFY, "supervisor"},
    [STATE_CLOSED] = {STATE_VERIFIED, ACTION_CLOSE, "operator"},
    [STATE_FOLLOWED_UP] = {STATE_CLOSED, ACTION_FOLLOW_UP, "operator"},
    [STATE_RETURNED] = {STATE_DISPATCHED, ACTION_RETURN, "west.handler"},
    [STATE_REJECTED] = {STATE_RECEIVED, ACTION_REJECT, "operator"},
    [STATE_VOIDED] = {STATE_RECEIVED, ACTION_VOID, "operator"},
    [STATE_WITHDRAWN] = {STATE_RECEIVED, ACTION_WITHDRAW, "resident"},
    [STATE_MERGED] = {STATE_RECEIVED, ACTION_MERGE, "operator"},
    [STATE_CHECKING] = {STATE_RECEIVED, ACTION_ASK_CHECK, "operator"},
    [STATE_OFFERED] = {STATE_RECEIVED, ACTION_OFFER, "dispatcher"},
    [STATE_ASSIGNED] = {STATE_IN_PROGRESS, ACTION_GIVE, "west.head"},
    [STATE_SUBMITTED] = {STATE_ASSIGNED, ACTION_HANDLE, "west.handler"},
    [STATE_SUSPENDED] = {STATE_IN_PROGRESS, ACTION_SUSPEND, "dispatcher"},
    [STATE_VERIFYING] = {STATE_HANDLED, ACTION_ASK_CHECK, "operator"},
};

/* What somebody is about to do with the ticket. */
struct plan {
    enum ticket_action action;
    int role;
};

/* Help must be there before the lead is done; who rates it has called it. */
static void help_call(struct world *world, const struct plan *plan, int64_t ticket)
{
    bool rates = plan->action == ACTION_RATE_HELP,
         holder = 1 << plan->role == ROLE_HANDLER || 1 << plan->role == ROLE_HEAD;
    bool helps =
        plan->action == ACTION_REPORT_IN || plan->action == ACTION_CONTRIBUTE || plan->action == ACTION_RELEASE;
    if (rates || helps)
        move(world, ACTION_CALL_IN, rates && holder ? people[plan->role] : "dispatcher", ticket);
    if (rates)
        move(world, ACTION_CONTRIBUTE, "urban.handler", ticket);
}

/* Reporters act on what is theirs. */
static const char *reporter(const struct plan *plan)
{
    bool reports = 1 << plan->role == ROLE_RESIDENT || 1 << plan->role == ROLE_GRID_WORKER ||
                   1 << plan->role == ROLE_BUILDING_HEAD;
    return reports ? people[plan->role] : "resident";
}

static int64_t bring(struct world *world, enum ticket_state state, const struct plan *plan)
{
    if (state == STATE_NONE)
        return CELL_NOBODY;
    bool theirs = ways[state].action == ACTION_SUBMIT || ways[state].action == ACTION_WITHDRAW;
    int64_t ticket = bring(world, ways[state].from, plan);
    ticket = move(world, ways[state].action, theirs ? reporter(plan) : ways[state].person, ticket);
    if (state == STATE_DISPATCHED)
        help_call(world, plan, ticket);
    return ticket;
}

/* A ticket of another system, late there. */
static int64_t bring_late(struct world *world, enum ticket_state state)
{
    static const enum ticket_action life[] = {ACTION_SUBMIT, ACTION_DISPATCH, ACTION_SIGN,     ACTION_HANDLE,
                                              ACTION_VERIFY, ACTION_CLOSE,    ACTION_FOLLOW_UP};
    int64_t ticket = 0, at = instant_now() - INT64_C(10) * DAY_MS;
    size_t steps = state == STATE_CLOSED ? 6 : 7;
    for (size_t i = 0; i < steps; i++, at += DAY_MS) {
        json_t *body = body_of(world, life[i], "importer", ticket);
        json_object_set_new(body, "at", json_integer(at));
        if (life[i] == ACTION_DISPATCH)
            json_object_set_new(body, "due", json_integer(at + DAY_MS));
        ticket = step(world, life[i], body);
    }
    return ticket;
}

static int64_t bring_appealed(struct world *world, enum ticket_state state, enum ticket_action action)
{
    int64_t ticket = bring_late(world, state);
    if (action != ACTION_APPEAL)
        move(world, ACTION_APPEAL, "west.handler2", ticket);
    if (action == ACTION_GRANT_APPEAL)
        move(world, ACTION_AGREE_APPEAL, "supervisor2", ticket);
    return ticket;
}

int64_t cell_ticket(struct world *world, enum ticket_state state, enum ticket_action action, int role)
{
    bool appeals = action == ACTION_APPEAL || action == ACTION_AGREE_APPEAL || action == ACTION_GRANT_APPEAL ||
                   action == ACTION_REFUSE_APPEAL;
    if (appeals && (state == STATE_CLOSED || state == STATE_FOLLOWED_UP))
        return bring_appealed(world, state, action);
    int64_t ticket = bring(world, state, &(struct plan){action, role});
    if (action == ACTION_GRANT_EXTENSION || action == ACTION_REFUSE_EXTENSION)
        move(world, ACTION_ASK_EXTENSION, "west.handler", ticket);
    return ticket;
}
