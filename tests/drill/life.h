/* A ticket as the client that submitted it knows it, and what that client does with it next. */
#ifndef TESTS_DRILL_LIFE_H
#define TESTS_DRILL_LIFE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "tests/drill/moves.h"
#include "tests/drill/random.h"

enum { LIFE_CODE_BYTES = 33 };

struct life {
    const char *city; /* of town_cities */
    int64_t ticket;
    enum ticket_state state;
    unsigned knows;                     /* set of enum know */
    char organisation[LIFE_CODE_BYTES]; /* who holds it, as last seen; may be empty */
    char helper[LIFE_CODE_BYTES];       /* who was called in last; may be empty */
    int64_t next_at;                    /* ms of the monotonic clock: when its next move is due */
    bool busy;                          /* a request about it is under way */
    int refusals;                       /* moves refused one after another */
    bool ending;                        /* it is brought to its end, which somebody waits for */
};

/* What to do next. */
struct move {
    const char *message; /* "ticket.sign"; MOVES_LOOK; NULL: nothing more */
    json_t *body;        /* owned by whom life_choose gave it to; NULL where message is NULL or MOVES_LOOK */
};

/* The body of a new complaint; the caller owns it. */
json_t *life_complaint(struct random *random, const char *city);

/* Chooses the next move by what the client knows, which may be old. `earlier` is a ticket that it may be merged into.
 */
struct move life_choose(struct random *random, const struct life *life, int64_t earlier);

/* What is known after a move that was acknowledged. True: somebody has to look who holds it now. */
bool life_moved(struct life *life, const char *message, const json_t *body);

/* The same request with other words: same key, this body → conflict. The caller owns it. */
json_t *life_other_body(const json_t *body);

#endif
