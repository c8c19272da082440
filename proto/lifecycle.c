/* Look-ups over the rows of proto/lifecycle.def. The table is small: a scan of a cell's rows is what it costs. */
#include "proto/lifecycle.h"

#include <stdio.h>
#include <string.h>

enum phase { PHASE_OPEN, PHASE_ENDED };
enum reason { REASON_OPTIONAL, REASON_MANDATORY };

static const struct {
    const char *name;
    const char *name_zh;
    enum phase phase;
    enum clock_kind clock;
} states[] = {
#define STATE(code, id, name, zh, phase, clock, meaning) [code] = {#name, zh, PHASE_##phase, CLOCK_##clock},
#include "proto/lifecycle.def"
};

static const struct {
    const char *name;
    const char *event;
    enum reason reason;
} actions[] = {
#define ACTION(code, id, name, event, zh, reason, meaning) [code] = {#name, event, REASON_##reason},
#include "proto/lifecycle.def"
};

static const struct {
    int code;
    const char *event;
} facts[] = {
#define FACT(code, id, event, zh, meaning) {code, event},
#include "proto/lifecycle.def"
};

static const char *const roles[] = {
#define ROLE(code, id, name, zh, meaning) [code] = #name,
#include "proto/lifecycle.def"
};

static const char *const clocks[CLOCK_KIND_COUNT] = {
#define CLOCK(code, id, name, zh, meaning) [code] = #name,
#include "proto/lifecycle.def"
};

static const char *const refusals[] = {
#define GUARD(id, name, refusal) [GUARD_##id] = (refusal),
#include "proto/lifecycle.def"
};

/* clang-format off */
enum role_word {
#define ROLE(code, id, ...) id = 1 << (code),
#include "proto/lifecycle.def"
};
/* clang-format on */

static const struct lifecycle_edge edges[] = {
#define EDGE(from, action, guard, to, effect, roles, why)                                                              \
    {STATE_##from, ACTION_##action, GUARD_##guard, STATE_##to, EFFECT_##effect, (roles)},
#include "proto/lifecycle.def"
};

enum {
    STATE_COUNT = sizeof states / sizeof *states,
    ACTION_COUNT = sizeof actions / sizeof *actions,
    ROLE_COUNT = sizeof roles / sizeof *roles,
    EDGE_COUNT = sizeof edges / sizeof *edges,
};

const struct lifecycle_edge *lifecycle_find(enum ticket_state from, enum ticket_action action, unsigned set)
{
    for (size_t i = 0; i < EDGE_COUNT; i++)
        if (edges[i].from == from && edges[i].action == action && (edges[i].roles & set))
            return &edges[i];
    return NULL;
}

unsigned lifecycle_roles(enum ticket_state from, enum ticket_action action)
{
    unsigned set = 0;
    for (size_t i = 0; i < EDGE_COUNT; i++)
        if (edges[i].from == from && edges[i].action == action)
            set |= edges[i].roles;
    return set;
}

bool lifecycle_has(enum ticket_state from, enum ticket_action action)
{
    return lifecycle_roles(from, action) != 0;
}

const char *lifecycle_role_names(unsigned set, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < ROLE_COUNT && used < size; i++)
        if (set & (1U << i))
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "", roles[i]);
    return out;
}

const char *lifecycle_allowed(enum ticket_state state, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int action = 1; action < ACTION_COUNT && used < size; action++) {
        unsigned set = lifecycle_roles(state, (enum ticket_action)action);
        char names[256];
        if (set)
            used += (size_t)snprintf(out + used, size - used, "%s%s (%s)", used ? "; " : "", actions[action].name,
                                     lifecycle_role_names(set, names, sizeof names));
    }
    return out[0] ? out : "nothing";
}

const char *lifecycle_state_name(int state)
{
    return state >= 0 && state < STATE_COUNT ? states[state].name : NULL;
}

const char *lifecycle_state_name_zh(int state)
{
    return state >= 0 && state < STATE_COUNT ? states[state].name_zh : NULL;
}

const char *lifecycle_action_name(int action)
{
    return action > 0 && action < ACTION_COUNT ? actions[action].name : NULL;
}

const char *lifecycle_event_name(int kind)
{
    for (size_t i = 0; kind >= FACT_LEAST && i < sizeof facts / sizeof *facts; i++)
        if (facts[i].code == kind)
            return facts[i].event;
    return kind > 0 && kind < ACTION_COUNT ? actions[kind].event : NULL;
}

const char *lifecycle_clock_name(int clock)
{
    return clock > 0 && clock < CLOCK_KIND_COUNT ? clocks[clock] : NULL;
}

const char *lifecycle_guard_refusal(enum ticket_guard guard)
{
    return refusals[guard];
}

static bool same(const char *name, const char *text, size_t length)
{
    return name && strlen(name) == length && memcmp(name, text, length) == 0;
}

int lifecycle_state_of(const char *name, size_t length)
{
    for (int i = 0; i < STATE_COUNT; i++)
        if (same(states[i].name, name, length))
            return i;
    return -1;
}

int lifecycle_role_of(const char *name, size_t length)
{
    for (int i = 0; i < ROLE_COUNT; i++)
        if (same(roles[i], name, length))
            return 1 << i;
    return -1;
}

int lifecycle_clock_of(const char *name, size_t length)
{
    for (int i = 1; i < CLOCK_KIND_COUNT; i++)
        if (same(clocks[i], name, length))
            return i;
    return -1;
}

int lifecycle_event_of(const char *name, size_t length)
{
    for (int kind = 1; kind < EVENT_KIND_COUNT; kind++)
        if (same(lifecycle_event_name(kind), name, length))
            return kind;
    return -1;
}

bool lifecycle_state_ended(enum ticket_state state)
{
    return states[state].phase == PHASE_ENDED;
}

enum clock_kind lifecycle_state_clock(enum ticket_state state)
{
    return states[state].clock;
}

bool lifecycle_reason_mandatory(enum ticket_action action)
{
    return actions[action].reason == REASON_MANDATORY;
}
