/* Which moves the drill makes in which state, how often, and by whom. The table is the drill's own, so that the drill
 * does not learn from what it tests what may be done. */
#ifndef TESTS_DRILL_MOVES_H
#define TESTS_DRILL_MOVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/lifecycle.h"

/* What a client remembers of a ticket beside its state. */
enum know {
    KNOW_ASKED = 1,       /* an extension waits */
    KNOW_HELP = 2,        /* a co-handler is called */
    KNOW_HELPED = 4,      /* a co-handler has reported its result */
    KNOW_SUPERVISED = 8,  /* */
    KNOW_SUSPENDED = 16,  /* it was once */
    KNOW_APPEALED = 32,   /* an appeal waits */
    KNOW_AGREED = 64,     /* for its second reviewer */
    KNOW_JUDGED = 128,    /* the appeal is over */
    KNOW_RATED = 256,     /* */
    KNOW_CHECKED = 512,   /* somebody has looked on site */
    KNOW_REPORTED = 1024, /* the co-handler is there */
    KNOW_ALL = 2047,
};

enum mover {
    BY_RESIDENT,
    BY_OPERATOR,
    BY_DISPATCHER,
    BY_SUPERVISOR,
    BY_SUPERVISOR2,
    BY_GRID,    /* who was asked to look */
    BY_HANDLER, /* of the organisation that holds the ticket, as the three below */
    BY_HANDLER2,
    BY_HEAD,
    BY_HELPER,  /* a handler of the organisation that was called in last */
    BY_CLAIMER, /* a handler of any organisation */
};

/* What the body has beside city, ticket, actor and reason. */
enum extra {
    EXTRA_NONE,
    EXTRA_ORGANISATION,
    EXTRA_HELPER, /* the organisation that was called in last */
    EXTRA_GROUP,
    EXTRA_RESULT,
    EXTRA_ANSWER,
    EXTRA_SEEN,
    EXTRA_REACHED,
    EXTRA_WORKER,
    EXTRA_HANDLER,
    EXTRA_EXTENSION,
    EXTRA_UNTIL,
    EXTRA_INTO,
    EXTRA_URGENCY,
    EXTRA_STARS,
    EXTRA_HELP_STARS,
};

struct move_row {
    enum ticket_state state;
    uint32_t weight;     /* among those of its state */
    const char *message; /* MOVES_LOOK: see how it stands; NULL: the life is over */
    enum mover mover;
    enum extra extra;
    unsigned needs, unless; /* of enum know: all of these, none of those */
};

#define MOVES_LOOK "ticket.show"

extern const struct move_row moves[];
extern const size_t move_count;

/* Does this move bring a ticket to its end, or nearer to it? NULL: no. */
bool moves_end(const char *message);

/* What a client knows after a move that was acknowledged. */
unsigned moves_know(unsigned known, const char *message);

#endif
