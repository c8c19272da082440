/* A worker from the inside: what the files of common/service share; services include service.h instead. */
#ifndef COMMON_SERVICE_WORKER_H
#define COMMON_SERVICE_WORKER_H

#include "common/bus/feed.h"
#include "common/service/service.h"
#include "common/service/settings.h"

enum {
    WORKER_QUEUE_MAX = 2 * WORK_REQUESTS_MAX,
    WORKER_SUSPEND_US = 1000000,
    WORKER_REST_US = 50000,
    CONNECT_LEAST_US = 50000,
    CONNECT_MOST_US = 2000000
};

/* Requests that were checked and wait for a transaction, first come first served. */
struct request_queue {
    struct request *first, *last;
    size_t count;
};

struct worker {
    const struct service *service;
    int instance;
    struct settings *settings;
    struct store *store;
    struct bus_server *server;
    struct feed_subscriber *subscriber; /* heartbeats; NULL where the service follows no log */
    struct feed_poker *poker;
    struct cities *cities;
    struct follower *follower;               /* NULL likewise */
    struct follower *asides[SERVICE_ASIDES]; /* NULL where the service has no such consumer */
    struct follower *claiming;               /* whose city the transaction under way claims */
    void *state;                             /* the service's own */

    struct request_queue queue;
    struct request *free;
    int64_t heed_at;      /* when heartbeats are taken in next: monotonic µs */
    int64_t paused_until; /* takes no requests in before: monotonic µs */

    /* the transaction under way */
    struct work work;
    bool working;
    enum { PHASE_STEP, PHASE_COMMIT, PHASE_ABANDON, PHASE_OUTDATED } phase;
    int step;
    size_t batch_limit; /* halved when a batch is refused by SQL, doubled when one is committed */
    bool requests_next; /* whose turn it is: requests or duties */
    size_t duty_next;
    int64_t resting_until;   /* nothing is begun before: what the database needs for it is not there yet */
    int64_t suspended_until; /* duties that failed for good are tried again then */

    int64_t connect_at;    /* when to connect again: monotonic µs */
    int64_t connect_pause; /* before the next try, µs: doubled with each */

    int64_t started; /* ms since the epoch */
    int64_t answered, refused, batches;
};

/* -- queue.c: requests on their way in and out ----------------------------------------------------------------- */

/* Takes in what has arrived, as far as the queue has room; answers at once what does not fit. */
void worker_receive(struct worker *worker);

/* Sends the request's answer and lets it go. */
void worker_answer(struct worker *worker, struct request *request);

void queue_push(struct request_queue *queue, struct request *request);
void queue_push_front(struct request_queue *queue, struct request *request);

/* Takes up to `limit` requests of one kind of transaction from the queue into worker->work. */
void queue_take(struct worker *worker, size_t limit);

void worker_requests_free(struct worker *worker);

/* -- choose.c: what is begun next --------------------------------------------------------------------------------- */

/* Chooses the next transaction into worker->work; false where there is none, with *wake (monotonic µs) no later than
 * the earliest that may come. */
bool work_choose(struct worker *worker, int64_t now, int64_t *wake);

/* -- transaction.c: the one transaction under way ----------------------------------------------------------------- */

/* Moves the transaction on as far as it goes without waiting, and begins new ones; returns when to call again at the
 * latest (monotonic µs). */
int64_t worker_advance(struct worker *worker);

/* Ends what is under way without a reply: the process is about to end. */
void worker_drop(struct worker *worker);

#endif
