/* The lifecycle as names and look-ups, expanded from proto/lifecycle.def. Pure. */
#ifndef PROTO_LIFECYCLE_H
#define PROTO_LIFECYCLE_H

#include <stdbool.h>
#include <stddef.h>

enum ticket_state {
#define STATE(code, id, ...) STATE_##id = (code),
#include "proto/lifecycle.def"
};

enum ticket_action {
#define ACTION(code, id, ...) ACTION_##id = (code),
#include "proto/lifecycle.def"
};

/* Kinds of event in the log: an action's own code, and those that are no move of a ticket. */
enum event_kind {
#define FACT(code, id, ...) EVENT_##id = (code),
#include "proto/lifecycle.def"
};

enum { FACT_LEAST = 100 /* codes below are actions */, EVENT_KIND_COUNT = 256 /* every kind is below */ };

/* A person may have several roles: a set is the sum of their bits. */
enum ticket_role {
#define ROLE(code, id, ...) ROLE_##id = 1 << (code),
#include "proto/lifecycle.def"
};

enum clock_kind {
    CLOCK_NONE,
#define CLOCK(code, id, ...) CLOCK_##id = (code),
#include "proto/lifecycle.def"
    CLOCK_KIND_COUNT
};

enum ticket_guard {
#define GUARD(id, ...) GUARD_##id,
#include "proto/lifecycle.def"
    GUARD_COUNT
};

enum ticket_effect {
#define EFFECT(id, ...) EFFECT_##id,
#include "proto/lifecycle.def"
    EFFECT_COUNT
};

struct lifecycle_edge {
    enum ticket_state from;
    enum ticket_action action;
    enum ticket_guard guard;
    enum ticket_state to;
    enum ticket_effect effect;
    unsigned roles; /* set of enum ticket_role */
};

/* The first edge of (from, action) that one role of `set` may take, or NULL; its guard is still to be asked. */
const struct lifecycle_edge *lifecycle_find(enum ticket_state from, enum ticket_action action, unsigned set);

/* Has (from, action) any edge, for whatever role? */
bool lifecycle_has(enum ticket_state from, enum ticket_action action);

/* Writes what may be done in `state`, as "sign (handler), return (handler)", into `out`; returns out. */
const char *lifecycle_allowed(enum ticket_state state, char *out, size_t size);

/* Writes the names of a set of roles, as "operator, dispatcher", into `out`; returns out. */
const char *lifecycle_role_names(unsigned set, char *out, size_t size);

/* Roles that may take (from, action), as a set; 0 where there is no edge. */
unsigned lifecycle_roles(enum ticket_state from, enum ticket_action action);

/* Names; NULL for a number that is none. */
const char *lifecycle_state_name(int state);
const char *lifecycle_state_name_zh(int state);
const char *lifecycle_action_name(int action);
const char *lifecycle_event_name(int kind); /* of an action's event or of another enum event_kind */
const char *lifecycle_clock_name(int clock);
const char *lifecycle_guard_refusal(enum ticket_guard guard);

/* Numbers by name of `length` bytes; -1 where there is none. The role comes as its bit. */
int lifecycle_state_of(const char *name, size_t length);
int lifecycle_role_of(const char *name, size_t length);
int lifecycle_clock_of(const char *name, size_t length);
int lifecycle_event_of(const char *name, size_t length);

bool lifecycle_state_ended(enum ticket_state state);

/* The clock that runs while a ticket is in the state; CLOCK_NONE where there is none. */
enum clock_kind lifecycle_state_clock(enum ticket_state state);

bool lifecycle_reason_mandatory(enum ticket_action action);

#endif
