/* A service: a table of handlers on the one main loop.
 *
 * One process, one loop, one connection, one transaction under way. What has arrived is taken in and checked while
 * PostgreSQL works on the batch before it; batches grow by themselves and never wait for more.
 */
#ifndef COMMON_SERVICE_SERVICE_H
#define COMMON_SERVICE_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/service/cities.h"
#include "common/service/follower.h"
#include "common/service/request.h"
#include "common/store/store.h"
#include "proto/lifecycle.h"

struct worker;
struct work;

enum { WORK_REQUESTS_MAX = 256, SERVICE_ASIDES = 2 };

/* What a step of a transaction wants next. */
enum work_next {
    WORK_MORE,     /* its statements are sent: call the next step with their results */
    WORK_COMMIT,   /* commit, with the statements just sent */
    WORK_ABANDON,  /* nothing to commit: roll back; answers that were set go out */
    WORK_OUTDATED, /* judged by a pack that is not the newest: roll back, read the packs, check the requests anew */
};

/* A kind of transaction. */
struct work_kind {
    const char *name;
    size_t requests_max; /* how many requests one transaction takes */
    bool snapshot;       /* all its statements see the database as the first one does */
    /* Step 0 sends the first statements (the transaction is open), step n finds the results of step n-1. */
    enum work_next (*step)(struct work *work, int step);
    /* The transaction is durable; answers go out after this. May be NULL. */
    void (*done)(struct work *work);
    /* Statements failed for good. True: run the same work again, with work->attempt one higher. May be NULL. */
    bool (*retry)(struct work *work, const struct store_error *error);
};

/* One transaction under way. */
struct work {
    const struct work_kind *kind;
    struct worker *worker;
    struct store *store;
    int attempt; /* 0 at first */
    struct request *requests[WORK_REQUESTS_MAX];
    size_t request_count; /* 0 for a duty */
    void *detail;         /* a duty's own */
};

/* What is done with one message. */
struct handler {
    enum message_id message;
    /* Checks what can be checked without the database and keeps what it found in request->detail. */
    bool (*check)(struct worker *worker, struct request *request, struct fault *fault);
    const struct work_kind *kind;
};

/* What a service does of its own accord. */
struct duty {
    const char *name;
    const struct work_kind *kind;
    /* Is there something to do? Else *wake says when to ask again at the latest (monotonic µs). */
    bool (*ready)(struct worker *worker, int64_t now, int64_t *wake, void **detail);
};

struct service {
    const char *name;                            /* "intake" */
    const char *role;                            /* PostgreSQL's: "steward_intake" */
    bool by_index;                               /* plan without scans: for writers, who touch rows by key */
    const char *consumer;                        /* name of its cursor, or NULL where it follows no log */
    const char *consumers_aside[SERVICE_ASIDES]; /* of further cursors, for work that may fall behind the first */
    int64_t heed_us; /* how long it need not hear of the log again once it has; 0: always at once */
    const struct handler *handlers;
    size_t handler_count;
    const struct duty *duties;
    size_t duty_count;
    /* Makes the service's own state; may be NULL. */
    void *(*open)(struct worker *worker);
    void (*close)(void *state);
    /* The connection was lost, and with it every session lock; may be NULL. */
    void (*lost)(void *state);
    /* A city's log has grown, says relay; may be NULL. */
    void (*heard)(void *state, const char *city, int64_t position);
    /* The service's own sockets to be polled: the i-th, or NULL after the last; and what to do when the loop turns. */
    void *(*socket)(void *state, int index);
    void (*turn)(struct worker *worker, void *state);
    /* The service's own descriptor, polled for reading (-1: none); what makes several of them one is epoll's matter.
     * *wake may be brought forward: when the loop is to turn at the latest, in monotonic µs. May be NULL. */
    int (*descriptor)(void *state, int64_t *wake);
};

/* Runs the service until SIGTERM or SIGINT. Returns the process's exit status. */
int service_run(const struct service *service, int argc, char **argv);

/* -- what handlers and duties may use ------------------------------------------------------------------------ */

void *worker_state(struct worker *worker); /* what open made */
const struct settings *worker_settings(const struct worker *worker);
int worker_instance(const struct worker *worker);
struct cities *worker_cities(struct worker *worker);
struct follower *worker_follower(struct worker *worker);
struct follower *worker_follower_aside(struct worker *worker, int aside); /* the one of consumers_aside[aside] */

/* Tells relay how far the logs are that this work has appended to: `statement` is its event_append, whose result must
 * still be there. To be called in done. */
void work_tell(struct work *work, int statement);

/* Takes no requests in until then (monotonic µs): who comes after cannot keep up. */
void worker_pause(struct worker *worker, int64_t until);

/* Hands a request of this work back: it is done by a later transaction. Not for requests that have an answer. */
void work_defer(struct work *work, struct request *request);

#endif
