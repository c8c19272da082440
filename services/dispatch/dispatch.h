/* dispatch: the only one that moves tickets — on command, by the rules of the pack, and when a clock has run out. */
#ifndef SERVICES_DISPATCH_DISPATCH_H
#define SERVICES_DISPATCH_DISPATCH_H

#include "common/service/service.h"
#include "services/dispatch/move.h"
#include "services/dispatch/nearest.h"
#include "services/dispatch/proposer.h"
#include "services/dispatch/read.h"
#include "services/dispatch/write.h"

enum { ROUTE_EVENTS_MAX = 512, RECOUNT_CITIES_MOST = 1024 };

/* How far a city's clocks are known to be counted by its newest calendar. */
struct recounted {
    int32_t city_id, version; /* 0: not known */
    int64_t not_before;       /* monotonic µs */
};

/* What a worker of dispatch keeps. */
struct dispatch {
    struct writer *writer;
    struct proposer *proposer;
    struct duty_columns *duty;
    struct order_work *orders;
    struct move moves[ROUTE_EVENTS_MAX]; /* of the transaction under way; at least WORK_REQUESTS_MAX */
    size_t move_count;
    struct refusal refusals[WORK_REQUESTS_MAX]; /* of the same transaction */
    size_t refusal_count;
    struct ticket_row targets[WORK_REQUESTS_MAX]; /* that tickets are merged into, in the same transaction */
    struct array cities, tickets, keys;           /* what is asked for */
    struct reading reading;
    int keys_found;         /* statement: which keys were used before */
    struct nearest nearest; /* grid workers for field checks */
    int nearest_found;      /* statement; -1: nobody was asked for */
    int64_t route_to;       /* position that the hand-out under way reaches to */
    int received;
    int cursor; /* its statement that moves the cursor */
    struct recounted recounted[RECOUNT_CITIES_MOST];
    int recount_found; /* statement */
    int64_t recount_to;
    int appended; /* statement that appends the events of the moves; -1: none */
};

void *dispatch_open(struct worker *worker);
void dispatch_close(void *state);

/* Frees the moves of the transaction that has ended. */
void dispatch_moves_clear(struct dispatch *dispatch);

/* ticket.accept … ticket.withdraw */
bool command_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind command_batch;

/* ticket.propose */
bool propose_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind propose_batch;

/* Hand-out by rule, and what follows from clocks that ran out: follows ticket.received and clock.overdue. */
bool route_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind route_batch;

#endif
