/* How a consumer whose work may come a little later shares the machine with those whose work must not: figures, lists
 * and near-duplicates are kept from the log while intake and dispatch write it. */
#ifndef COMMON_SERVICE_PACE_H
#define COMMON_SERVICE_PACE_H

#include "common/service/follower.h"

/* Begin with what is asked for, and all else zero. */
struct pace {
    int64_t
        each_us; /* between two stretches of who keeps up: counting many events at once costs little more than one */
    int64_t few; /* who is behind by no more keeps up */
    int rest;    /* parts of rest on one of work while behind */
    int64_t began, due;
};

/* Parts of rest while the log grows by more than so many events a second: at most an eighth of a core goes into this.
 */
enum { PACE_PRESSURE = 5000, PACE_REST_UNDER_PRESSURE = 7 };

/* Is there something to take in, and is it time? Else *wake is brought forward. It begins now. */
bool pace_begin(struct pace *pace, const struct follower *follower, int64_t now, int64_t *wake);

/* A stretch was taken in. */
void pace_end(struct pace *pace, const struct follower *follower, int64_t now);

#endif
