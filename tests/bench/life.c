/* The moves of a life are one table. */
#include "tests/bench/life.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *message;
    const char *actor; /* NULL: the handler */
    const char *rest;  /* fields after the actor */
} moves[LIFE_MOVES] = {
    {"ticket.submit", NULL, NULL},
    {"ticket.dispatch", "dispatcher", ""},
    {"ticket.sign", NULL, ""},
    {"ticket.handle", NULL, ",\"result\":\"已派人到现场处理完毕，并安排专人每天巡查，防止问题再次发生。\""},
    {"ticket.verify", "operator", ""},
    {"ticket.close", "operator", ",\"answer\":\"您反映的问题已经处理，感谢您对我们工作的监督和支持。\""},
};

const char *life_next(const struct life *life, const char *city, char space[LIFE_BODY_BYTES], const char **body,
                      size_t *length)
{
    if (life->move == 0) {
        *body = life->complaint->body;
        *length = life->complaint->length;
        return moves[0].message;
    }
    const char *actor = moves[life->move].actor ? moves[life->move].actor : life->complaint->handler;
    *body = space;
    *length = (size_t)snprintf(space, LIFE_BODY_BYTES, "{\"city\":\"%s\",\"ticket\":%lld,\"actor\":\"%s\"%s}", city,
                               (long long)life->ticket, actor, moves[life->move].rest);
    return moves[life->move].message;
}

bool life_at_intake(const struct life *life)
{
    return life->move == 0;
}

bool life_advance(struct life *life, const char *answer)
{
    json_t *reply = json_loads(answer, 0, NULL);
    json_int_t ticket = 0, version = 0;
    bool fits = reply && json_unpack(reply, "{s:I, s:I}", "ticket", &ticket, "version", &version) == 0 &&
                version == life->move + 1 && (life->move == 0 || ticket == life->ticket);
    json_decref(reply);
    life->ticket = ticket;
    life->move++;
    return fits;
}
