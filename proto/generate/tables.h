/* The rows of proto/lifecycle.def and proto/messages.def as data that can be walked, for the generator and its tests.
 *
 * Services do not use this: proto itself gives them names and lookups. All of it is constant and lives for ever.
 */
#ifndef PROTO_GENERATE_TABLES_H
#define PROTO_GENERATE_TABLES_H

#include <stdbool.h>
#include <stddef.h>

struct state {
    const char *name, *name_zh, *meaning;
    int code;
    bool ended;
    int clock; /* code of the clock that runs in it, or 0 */
};

struct role {
    const char *name, *name_zh, *meaning;
    int code;
};

struct action {
    const char *name, *event, *name_zh, *meaning;
    int code;
    bool reason_mandatory;
};

struct clock {
    const char *name, *name_zh, *meaning;
    int code;
};

/* An event of the log that is no move of a ticket. */
struct fact {
    const char *event, *name_zh, *meaning;
    int code;
};

struct guard {
    const char *name, *refusal; /* the refusal is empty where nothing can be refused */
};

struct effect {
    const char *name, *meaning;
};

struct edge {
    const struct state *from;
    const struct action *action;
    const struct guard *guard;
    const struct state *to;
    const struct effect *effect;
    unsigned roles; /* bit 1 << code of each role that may take it */
    const char *why;
};

struct lifecycle {
    const struct state *states;
    size_t state_count;
    const struct role *roles;
    size_t role_count;
    const struct action *actions;
    size_t action_count;
    const struct clock *clocks;
    size_t clock_count;
    const struct fact *facts;
    size_t fact_count;
    const struct guard *guards;
    size_t guard_count;
    const struct effect *effects;
    size_t effect_count;
    const struct edge *edges;
    size_t edge_count;
};

enum message_kind { KIND_COMMAND, KIND_QUERY, KIND_EVENT, KIND_REPLY };
enum field_type {
    TYPE_TEXT,
    TYPE_CODE,
    TYPE_INTEGER,
    TYPE_NUMBER,
    TYPE_BOOLEAN,
    TYPE_TIME,
    TYPE_CODES,
    TYPE_OBJECT,
    TYPE_ARRAY
};

struct field {
    const char *name; /* NULL in the row that ends a message */
    enum field_type type;
    bool required;
    double least, most; /* of TEXT in bytes, of CODE in characters, of ARRAY and CODES in elements; integers up to 2^53
                           are exact */
    const char *meaning;
};

struct message {
    enum message_kind kind;
    const char *id, *name, *meaning;
    const char *service; /* who answers or publishes it: "intake" … or "every" */
    const struct field *fields;
};

extern const struct lifecycle lifecycle; /* rows in the order of the file: the first state is the beginning */
extern const struct message messages[];
extern const size_t message_count;

/* The row that decides for this role: the first of (from, action) that holds it; NULL where the move is refused. */
const struct edge *edge_find(const struct lifecycle *table, const struct state *from, const struct action *action,
                             const struct role *role);

/* Is this the first row of its move (from, action, to)? Later ones only add roles under another guard. */
bool edge_opens_move(const struct lifecycle *table, size_t index);

/* The reply to a command or query: of the same name, else one whose name ends in `*` and begins alike within the same
 * service; NULL where there is none. */
const struct message *message_reply(const struct message *request);

/* Is messages[index] the first of its service? */
bool message_opens_service(size_t index);

/* Is it sent as JSON? The heartbeat is not: its fields are its two frames. */
bool message_is_json(const struct message *message);

/* "command", "query", "event" or "reply". */
const char *kind_name(enum message_kind kind);

#endif
