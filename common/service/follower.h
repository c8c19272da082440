/* A consumer of the event log: which city has events that it has not taken in yet.
 *
 * relay's heartbeats say how far a city's log is; without them (relay is down) the log itself is asked. What a
 * position holds is always read from the log, in the transaction that also locks what the event is about and moves
 * the cursor: the effect and the cursor stand or fall together.
 *
 * One instance is active for a consumer and city: whoever holds its session advisory lock. Others stand by.
 */
#ifndef COMMON_SERVICE_FOLLOWER_H
#define COMMON_SERVICE_FOLLOWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/store/store.h"

struct follower;

struct followed {
    int32_t city_id;
    char code[33];
    int64_t head;                /* newest position that is known to be committed */
    int64_t pos;                 /* the cursor: everything up to here was taken in */
    bool owned;                  /* this instance is the active one */
    int64_t heard;               /* monotonic µs of the last heartbeat or look at the log */
    int64_t claimed;             /* monotonic µs of the last try to become the active one */
    int64_t marked_head, marked; /* where the head was when, monotonic µs */
    int64_t growth;              /* events a second, since a while */
};

struct follower *follower_new(const char *consumer);
void follower_destroy(struct follower **follower);

/* What is known of the cities; called when the packs were read. */
void follower_add(struct follower *follower, int32_t city_id, const char *code);

/* A heartbeat. An unknown city is passed over. */
void follower_hear(struct follower *follower, const char *code, int64_t head, int64_t now);

/* The connection was lost, and with it every lock. */
void follower_disown(struct follower *follower);

/* A city that this instance owns and that has something new; NULL where there is none. Turn by turn. */
struct followed *follower_next(struct follower *follower);

/* Is this instance the active one for the city? */
bool follower_owns(const struct follower *follower, int32_t city_id);

/* Events that are known of and not taken in, summed over the cities that this instance owns. */
int64_t follower_lag(const struct follower *follower);

/* By how many events a second the logs of these cities grow, as heartbeats tell. */
int64_t follower_growth(const struct follower *follower);

/* -- claiming: becoming the active one, and asking the log where heartbeats are missing ------------------------ */

/* A city whose lock should be tried or whose log should be asked; NULL, with *wake set, where there is none. */
struct followed *follower_to_claim(struct follower *follower, int64_t now, int64_t *wake);

/* The transaction that does it, in steps; false where it has ended. */
bool follower_claim(struct follower *follower, struct followed *followed, struct store *store, int step, int64_t now);

/* -- consuming --------------------------------------------------------------------------------------------------- */

/* Moves the cursor from followed->pos to `to`, and over the `own` events that this transaction has appended where they
 * follow at once, so that a consumer is not woken by itself. To be sent after them. Returns the statement's index. */
int follower_move(struct follower *follower, struct followed *followed, struct store *store, int64_t to, int64_t own);

/* After the commit: was the cursor where we thought? False: somebody else is the active one. */
bool follower_moved(struct followed *followed, struct store *store, int statement);

#endif
