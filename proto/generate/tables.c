/* Expands the two tables of proto into arrays: nothing but the two .def files says what is in them. */
#include "proto/generate/tables.h"

#include <stdint.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Where each row stands in its array, so that an edge can point at it. */
enum {
#define STATE(CODE, ID, ...) PLACE_STATE_##ID,
#include "proto/lifecycle.def"
};
enum {
#define ACTION(CODE, ID, ...) PLACE_ACTION_##ID,
#include "proto/lifecycle.def"
};
enum {
#define GUARD(ID, ...) PLACE_GUARD_##ID,
#include "proto/lifecycle.def"
};
enum {
#define EFFECT(ID, ...) PLACE_EFFECT_##ID,
#include "proto/lifecycle.def"
};
enum { /* the words that the ROLES of an edge are made of */
#define ROLE(CODE, ID, ...) ID = 1 << (CODE),
#include "proto/lifecycle.def"
};
enum {
    CODE_CLOCK_NONE,
#define CLOCK(CODE, ID, ...) CODE_CLOCK_##ID = (CODE),
#include "proto/lifecycle.def"
};
enum { REASON_OPTIONAL, REASON_MANDATORY };
enum { PHASE_OPEN, PHASE_ENDED };
enum { NEED_OPTIONAL, NEED_REQUIRED };

static const struct state states[] = {
#define STATE(CODE, ID, NAME, NAME_ZH, PHASE, CLOCK, MEANING)                                                          \
    {#NAME, NAME_ZH, MEANING, CODE, PHASE_##PHASE, CODE_CLOCK_##CLOCK},
#include "proto/lifecycle.def"
};
static const struct role roles[] = {
#define ROLE(CODE, ID, NAME, NAME_ZH, MEANING) {#NAME, NAME_ZH, MEANING, CODE},
#include "proto/lifecycle.def"
};
static const struct action actions[] = {
#define ACTION(CODE, ID, NAME, EVENT, NAME_ZH, REASON, MEANING) {#NAME, EVENT, NAME_ZH, MEANING, CODE, REASON_##REASON},
#include "proto/lifecycle.def"
};
static const struct clock clocks[] = {
#define CLOCK(CODE, ID, NAME, NAME_ZH, MEANING) {#NAME, NAME_ZH, MEANING, CODE},
#include "proto/lifecycle.def"
};
static const struct fact facts[] = {
#define FACT(CODE, ID, EVENT, NAME_ZH, MEANING) {EVENT, NAME_ZH, MEANING, CODE},
#include "proto/lifecycle.def"
};
static const struct guard guards[] = {
#define GUARD(ID, NAME, REFUSAL) {#NAME, REFUSAL},
#include "proto/lifecycle.def"
};
static const struct effect effects[] = {
#define EFFECT(ID, NAME, MEANING) {#NAME, MEANING},
#include "proto/lifecycle.def"
};
static const struct edge edges[] = {
#define EDGE(FROM, ACTION, GUARD, TO, EFFECT, ROLES, WHY)                                                              \
    {&states[PLACE_STATE_##FROM],                                                                                      \
     &actions[PLACE_ACTION_##ACTION],                                                                                  \
     &guards[PLACE_GUARD_##GUARD],                                                                                     \
     &states[PLACE_STATE_##TO],                                                                                        \
     &effects[PLACE_EFFECT_##EFFECT],                                                                                  \
     ROLES,                                                                                                            \
     WHY},
#include "proto/lifecycle.def"
};

const struct lifecycle lifecycle = {
    .states = states,
    .state_count = LENGTH(states),
    .roles = roles,
    .role_count = LENGTH(roles),
    .actions = actions,
    .action_count = LENGTH(actions),
    .clocks = clocks,
    .clock_count = LENGTH(clocks),
    .facts = facts,
    .fact_count = LENGTH(facts),
    .guards = guards,
    .guard_count = LENGTH(guards),
    .effects = effects,
    .effect_count = LENGTH(effects),
    .edges = edges,
    .edge_count = LENGTH(edges),
};

/* The fields of each message, then the messages that point at them. */
/* clang-format off */
#define COMMAND(ID, ...) static const struct field command_##ID[] = {
#define QUERY(ID, ...)   static const struct field query_##ID[] = {
#define EVENT(ID, ...)   static const struct field event_##ID[] = {
#define REPLY(ID, ...)   static const struct field reply_##ID[] = {
#define FIELD(NAME, TYPE, NEED, MIN, MAX, MEANING) \
    {#NAME, TYPE_##TYPE, NEED_##NEED, (double)(MIN), (double)(MAX), MEANING},
#define END(ID) {.name = NULL}};
/* clang-format on */
#include "proto/messages.def"

/* Services as they are written outside C. */
#define INTAKE   "intake"
#define DISPATCH "dispatch"
#define REPORT   "report"
#define RELAY    "relay"
#define CONTACT  "contact"
#define NOTIFY   "notify"
#define TALLY    "tally"
#define EVERY    "every"

const struct message messages[] = {
#define COMMAND(ID, NAME, SERVICE, MEANING) {KIND_COMMAND, #ID, NAME, MEANING, SERVICE, command_##ID},
#define QUERY(ID, NAME, SERVICE, MEANING)   {KIND_QUERY, #ID, NAME, MEANING, SERVICE, query_##ID},
#define EVENT(ID, NAME, SERVICE, MEANING)   {KIND_EVENT, #ID, NAME, MEANING, SERVICE, event_##ID},
#define REPLY(ID, NAME, SERVICE, MEANING)   {KIND_REPLY, #ID, NAME, MEANING, SERVICE, reply_##ID},
#include "proto/messages.def"
};
const size_t message_count = LENGTH(messages);

const struct edge *edge_find(const struct lifecycle *table, const struct state *from, const struct action *action,
                             const struct role *role)
{
    for (size_t i = 0; i < table->edge_count; i++) {
        const struct edge *edge = &table->edges[i];
        if (edge->from == from && edge->action == action && edge->roles & 1U << role->code)
            return edge;
    }
    return NULL;
}

bool edge_opens_move(const struct lifecycle *table, size_t index)
{
    const struct edge *edge = &table->edges[index];
    for (size_t i = 0; i < index; i++) {
        const struct edge *before = &table->edges[i];
        if (before->from == edge->from && before->action == edge->action && before->to == edge->to)
            return false;
    }
    return true;
}

static bool reply_covers(const struct message *reply, const struct message *request)
{
    size_t length = strlen(reply->name);
    return length && reply->name[length - 1] == '*' && strcmp(reply->service, request->service) == 0 &&
           strncmp(reply->name, request->name, length - 1) == 0;
}

const struct message *message_reply(const struct message *request)
{
    const struct message *covering = NULL;
    for (size_t i = 0; i < message_count; i++) {
        if (messages[i].kind != KIND_REPLY)
            continue;
        if (strcmp(messages[i].name, request->name) == 0)
            return &messages[i];
        if (reply_covers(&messages[i], request))
            covering = &messages[i];
    }
    return covering;
}

bool message_opens_service(size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(messages[i].service, messages[index].service) == 0)
            return false;
    return true;
}

bool message_is_json(const struct message *message)
{
    return strcmp(message->name, "heartbeat") != 0;
}

const char *kind_name(enum message_kind kind)
{
    static const char *const names[] = {"command", "query", "event", "reply"};
    return names[kind];
}
