/* Messages as C structures, expanded from proto/messages.def, and the one decoder of them. Pure.
 *
 * struct message_ticket_submit and its like hold one struct value a field, in the order of the table, so that the
 * i-th row of the table describes the i-th value of the structure. Texts point into the decoded JSON: the structure
 * lives no longer than the message's json_t.
 */
#ifndef PROTO_MESSAGE_H
#define PROTO_MESSAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct value {
    bool present;
    union {
        struct {
            const char *text; /* ends with NUL as well */
            size_t length;    /* bytes */
        };
        int64_t integer; /* INTEGER and TIME */
        double number;
        bool boolean;
        const json_t *json; /* CODES, OBJECT and ARRAY, borrowed */
    };
};

enum field_type {
    FIELD_TEXT,
    FIELD_CODE,
    FIELD_INTEGER,
    FIELD_NUMBER,
    FIELD_BOOLEAN,
    FIELD_TIME,
    FIELD_CODES,
    FIELD_OBJECT,
    FIELD_ARRAY
};
enum field_need { NEED_OPTIONAL, NEED_REQUIRED };

struct message_field {
    const char *name;
    enum field_type type;
    enum field_need need;
    int64_t least, most; /* bytes of a text, bounds of a number, entries of an array */
};

enum message_service {
    OWNER_INTAKE,
    OWNER_DISPATCH,
    OWNER_REPORT,
    OWNER_RELAY,
    OWNER_CONTACT,
    OWNER_NOTIFY,
    OWNER_TALLY,
    OWNER_EVERY
};

enum message_id {
#define COMMAND(id, ...) MESSAGE_##id,
#define QUERY(id, ...)   MESSAGE_##id,
#include "proto/messages.def"
    MESSAGE_COUNT
};

enum { MESSAGE_FIELDS_MAX = 24, MESSAGE_CODE_OF_LIST_MOST = 128 /* bytes */ };

struct message_type {
    const char *name;
    enum message_service owner;
    bool is_command; /* else a query: changes nothing, needs no key */
    const struct message_field *fields;
    size_t field_count;
};

/* One structure a message. A message without fields makes an empty one, which is GNU C. */
#define COMMAND(id, ...) struct message_##id {
#define QUERY(id, ...)   struct message_##id {
#define REPLY(id, ...)   struct reply_##id {
#define EVENT(id, ...)   struct published_##id {
#define FIELD(name, ...) struct value name;
#define END(id)                                                                                                        \
    }                                                                                                                  \
    ;
#include "proto/messages.def"

/* What every move begins with (MOVE_FIELDS). */
struct message_move {
    struct value city, ticket, actor, reason, at;
};

/* What is wrong with a message or a command, as it is told to who sent it. */
struct fault {
    const char *code;   /* static: missing_field, unknown_field, wrong_type, out_of_range, … */
    char field[64];     /* empty where no field is to blame */
    char message[2800]; /* one sentence; of a refused move with all that is allowed instead */
};

/* Fills `fault`; returns false, so that a check may end with `return fault_set (…)`. */
bool fault_set(struct fault *fault, const char *code, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The command or query called `name`, or NULL. */
const struct message_type *message_type_of(const char *name, size_t length);
const struct message_type *message_type_at(enum message_id id);
enum message_id message_id_of(const struct message_type *type);

/* Checks `body` against `type` and fills values[0 … field_count-1] (absent ones with present = false).
 * False, with `fault` filled, where a field is missing, unknown, of the wrong type, too long or short, out of range,
 * or holds NUL or invalid UTF-8. The values point into `body`. */
bool message_decode(const struct message_type *type, json_t *body, struct value *values, struct fault *fault);

/* Parses `length` bytes of JSON; NULL with `fault` filled where they are none. The caller owns the reference. */
json_t *message_parse(const char *bytes, size_t length, struct fault *fault);

#endif
