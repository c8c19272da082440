/* Decisions about a life; how its messages are written is life_message.c. */
#include "services/ctl/simulate/life.h"

#include <string.h>

#include "services/ctl/simulate/delay.h"

enum { VERSIONS_APART = 64, PER_MILLE = 1000, FOLLOWED_UP_OF_TEN = 6, SOON_MS = 600000, SLOW = 5 };

/* How many of a thousand complaints meet which fate; the rest is plain. */
static const struct {
    enum fate fate;
    uint32_t of_thousand;
} fates[] = {
    {FATE_LATE, 80}, {FATE_RETURN, 60}, {FATE_REWORK, 50}, {FATE_WITHDRAW, 20}, {FATE_REJECT, 15}, {FATE_VOID, 5},
};

static enum fate fate_choose(struct random *random)
{
    uint32_t drawn = random_below(random, PER_MILLE);
    for (size_t i = 0; i < sizeof fates / sizeof *fates; i++) {
        if (drawn < fates[i].of_thousand)
            return fates[i].fate;
        drawn -= fates[i].of_thousand;
    }
    return FATE_PLAIN;
}

/* Somebody who enters what comes by this channel. */
static int reporter_choose(const struct play *play, const struct life *life, struct random *random)
{
    const char *name = phrases_channel_role(play->phrases, play->pack->channels[life->channel].name);
    int role = name ? lifecycle_role_of(name, strlen(name)) : ROLE_RESIDENT;
    int reporter = role > 0 ? cast_choose(play->cast, (unsigned)role, life->area, random) : NOBODY;
    if (reporter != NOBODY)
        return reporter;
    unsigned anybody = lifecycle_roles(STATE_NONE, ACTION_SUBMIT) & ~(unsigned)ROLE_IMPORTER;
    return cast_choose(play->cast, anybody, life->area, random);
}

struct life life_of(const struct play *play, uint32_t number)
{
    struct random random = random_of(play->seed, (uint64_t)number * VERSIONS_APART);
    struct life life = {.number = number, .organisation = -1, .handler = NOBODY, .state = STATE_NONE};
    life.category = play->categories[random_below(&random, (uint32_t)play->category_count)];
    life.area = play->areas[random_below(&random, (uint32_t)play->area_count)];
    life.channel = (int)random_below(&random, (uint32_t)play->pack->channel_count);
    life.fate = fate_choose(&random);
    life.reporter = reporter_choose(play, &life, &random);
    int standard, standards;
    pack_standards_of(play->pack, life.category, &standard, &standards);
    life.by_rule = play->pack->triage_by_rule && pack_route(play->pack, life.category, life.area) && standards < 2;
    return life;
}

/* What the fate has to say is said once. */
static bool fate_fulfilled(const struct life *life, enum ticket_state state)
{
    return (life->fate == FATE_RETURN && state == STATE_RETURNED) ||
           (life->fate == FATE_REWORK && state == STATE_IN_PROGRESS && life->state == STATE_HANDLED);
}

void life_move(const struct play *play, struct life *life, enum ticket_state state, int64_t version,
               const char *organisation, int64_t due)
{
    if (version <= life->version)
        return;
    life->fate_done = life->fate_done || fate_fulfilled(life, state);
    life->helped += life->state == STATE_IN_PROGRESS && state == STATE_IN_PROGRESS;
    bool handed = state == STATE_DISPATCHED || (life->state == STATE_OFFERED && state == STATE_IN_PROGRESS);
    life->state = state;
    life->version = version;
    life->due = due;
    if (handed) {
        struct random random = random_of(play->seed, (uint64_t)life->number * VERSIONS_APART + (uint64_t)version);
        life->organisation = pack_organisation_find(play->pack, organisation, strlen(organisation));
        life->handler = cast_handler(play->cast, life->organisation, &random);
    }
}

/* Nobody has dispatched it yet, and no rule does. */
static enum ticket_action received_next(const struct life *life)
{
    if (life->fate == FATE_REJECT)
        return ACTION_REJECT;
    if (life->fate == FATE_VOID)
        return ACTION_VOID;
    return life->fate == FATE_WITHDRAW ? ACTION_WITHDRAW : ACTION_ACCEPT;
}

/* Half of those who return a task do so before they sign for it. */
static enum ticket_action dispatched_next(const struct life *life)
{
    if (life->fate == FATE_WITHDRAW)
        return ACTION_WITHDRAW;
    return life->fate == FATE_RETURN && !life->fate_done && life->number % 2 ? ACTION_RETURN : ACTION_SIGN;
}

const struct pack_rule *life_rule(const struct play *play, const struct life *life)
{
    return pack_route(play->pack, life->category, life->area);
}

/* Those whom the rule called in report their results before the lead does; who returned it is not waited for. */
static enum ticket_action in_progress_next(const struct play *play, const struct life *life)
{
    const struct pack_rule *rule = life_rule(play, life);
    bool joint = rule && rule->mode == HAND_OUT_JOINT && life->organisation == rule->organisation;
    if (life->fate == FATE_RETURN && !life->fate_done)
        return ACTION_RETURN;
    return joint && life->helped < rule->group_count ? ACTION_CONTRIBUTE : ACTION_HANDLE;
}

/* 0 (no action has that number) where nobody does anything. */
static int action_next(const struct play *play, const struct life *life, struct random *random)
{
    switch (life->state) {
    case STATE_RECEIVED:
        return life->by_rule ? 0 : (int)received_next(life);
    case STATE_ACCEPTED:
        return ACTION_DISPATCH;
    case STATE_RETURNED: /* once a life: it is decided for good where the pack allows no more */
        return play->pack->return_times > 1 ? ACTION_DISPATCH : ACTION_DECIDE;
    case STATE_DISPATCHED:
        return dispatched_next(life);
    case STATE_IN_PROGRESS:
        return in_progress_next(play, life);
    case STATE_OFFERED:
        return ACTION_CLAIM;
    case STATE_HANDLED:
        return life->fate == FATE_REWORK && !life->fate_done ? ACTION_REWORK : ACTION_VERIFY;
    case STATE_VERIFIED:
        return ACTION_CLOSE;
    case STATE_CLOSED:
        return random_below(random, 10) < FOLLOWED_UP_OF_TEN ? ACTION_FOLLOW_UP : 0;
    default:
        return 0;
    }
}

/* Who is late waits until the task is overdue, if that comes soon; else is slow. */
static int64_t delay_late(const struct life *life, int64_t now, int64_t delay)
{
    int64_t left = life->due - now;
    return life->due > 0 && left < SOON_MS ? (left > 0 ? left : 0) + delay : delay * SLOW;
}

bool life_next(const struct play *play, const struct life *life, int64_t now, enum ticket_action *action,
               int64_t *delay)
{
    struct random random = random_of(play->seed, (uint64_t)life->number * VERSIONS_APART + (uint64_t)life->version);
    int next = action_next(play, life, &random);
    if (next == 0)
        return false;
    *action = (enum ticket_action)next;
    *delay = delay_choose(*action, play->pace, &random);
    if (life->fate == FATE_LATE && *action == ACTION_HANDLE)
        *delay = delay_late(life, now, *delay);
    return true;
}
