/* A channel as seen by who sends: how many messages may go out now, by its rate, by how many are under way, and by its
 * circuit breaker; and how long to wait before a message is tried again. Pure: time is given.
 *
 *   closed ── BREAKER_FAILURES failures in a row ──▶ open: nothing goes out ── pause ──▶ half open: one message
 *      ▲                                              ▲                                       │
 *      └───────────── it succeeds ────────────────────│──────── it fails: longer pause ───────┘
 */
#ifndef SERVICES_NOTIFY_OUTLET_H
#define SERVICES_NOTIFY_OUTLET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BREAKER_FAILURES = 5, OUTLET_FLIGHTS_MOST = 4 };

struct notify_channel;

struct outlet {
    int32_t city_id;
    char code[65];
    const struct notify_channel *channel; /* of the newest pack; NULL: it has gone from there */
    int64_t *sent;                        /* when the last messages went out (monotonic µs), as a ring */
    int rate, sent_next;
    int64_t span; /* µs in which at most `rate` go out */
    int flights;
    int failures;       /* in a row */
    int openings;       /* of the breaker, since it was closed */
    int64_t open_until; /* monotonic µs; 0: closed */
    int64_t rest_until; /* monotonic µs: so long the receiver has asked to be left alone */
    int64_t due;        /* when something is to be sent, as far as known: monotonic µs; INT64_MAX: nothing */
    bool seen;          /* when lists are compared */
};

/* Takes on the channel's rate; what went out under the old one is forgotten only where the rate is another. */
void outlet_open(struct outlet *outlet, const struct notify_channel *channel);
void outlet_close(struct outlet *outlet);

/* How many messages may go out at `now`. A quarter of the rate is kept for urgent ones. 0: *wake is when to ask again,
 * INT64_MAX where that is when one under way has ended. */
int outlet_room(const struct outlet *outlet, int64_t now, bool urgent, int64_t *wake);

/* A message goes out; and how it ended: `well` where the receiver is alive, whatever it said. */
void outlet_depart(struct outlet *outlet, int64_t now);
void outlet_return(struct outlet *outlet, bool well, int64_t now, uint32_t random);

/* The receiver asks to be left alone until then (monotonic µs), whatever becomes of what is under way. */
void outlet_rest(struct outlet *outlet, int64_t until);

/* Pause before try `attempts` + 1: exponential, with full jitter (random: any 32 bits): from 0 to the least of `most`
 * and `first` × 2^(attempts - 1). In ms. */
int64_t backoff(int64_t first, int64_t most, int attempts, uint32_t random);

#endif
