/* One request of a client, sent until it has an answer that is final: a time-out is no answer. */
#ifndef TESTS_DRILL_ERRAND_H
#define TESTS_DRILL_ERRAND_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/bus/client.h"
#include "tests/drill/journal.h"
#include "tests/drill/life.h"
#include "tests/drill/random.h"

enum { ERRAND_KEY_BYTES = 48 };

/* Why it is sent. */
enum errand_purpose {
    PURPOSE_FIRST, /* for its own sake */
    PURPOSE_RIVAL, /* another move of the same ticket at the same time, under a key of its own */
    PURPOSE_CLASH, /* one of two moves of different tickets under one key: only one of them may be done */
    PURPOSE_TWIN,  /* the same as another that is under way: the same reply is expected */
    PURPOSE_AGAIN, /* the same as one that was acknowledged: likewise */
    PURPOSE_OTHER, /* key of one that was acknowledged, another body: a conflict is expected */
    PURPOSE_LOOK,  /* a query; not in the journal */
};

struct errand {
    enum errand_purpose purpose;
    const char *message; /* static */
    char key[ERRAND_KEY_BYTES];
    json_t *body;
    char *text; /* of the body */
    size_t length;
    uint64_t digest;
    struct life *life; /* whose move or look; NULL otherwise, and for all but FIRST, CLASH and LOOK */
    int64_t send_at;   /* ms of the monotonic clock; while it waits to be sent */
    int tries;         /* how often it had no final answer */
    struct errand *next;
};

/* Takes over `body`. */
struct errand *errand_new(enum errand_purpose purpose, const char *message, const char *key, json_t *body);
void errand_destroy(struct errand **errand);

/* Gives it to the bus; false where that has no room. */
bool errand_send(struct errand *errand, struct bus_client *bus, struct random *random);

/* It had no final answer: ms until it should be sent anew. Longer each time, or who was down would come up to more than
 * it can do. */
int64_t errand_rest(struct errand *errand, struct random *random);

/* Is the answer final? */
bool errand_is_final(const struct bus_answer *answer);

/* Writes the answer into the journal. */
void errand_record(const struct errand *errand, const struct bus_answer *answer, const json_t *reply,
                   struct journal *journal);

/* Writes that no final answer came. */
void errand_record_unanswered(const struct errand *errand, struct journal *journal);

#endif
