/* relay's feed: events ("e:<city> <position> <json>") and heartbeats ("h:<city> <position>"), PUB → SUB, one frame
 * each: libzmq 4.3.4 aborts a SUB whose peer dies between two frames that it receives (libzmq #3663); and the pokes
 * that wake relay, PUSH → PULL. Both may lose messages: positions tell what is missing, and the log has it. */
#ifndef COMMON_BUS_FEED_H
#define COMMON_BUS_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FEED_TOPIC_BYTES = 48 };

/* -- relay's side -------------------------------------------------------------------------------------------- */

struct feed_publisher;

struct feed_publisher *feed_publisher_new(const char *feed_endpoint, const char *poke_endpoint);
void feed_publisher_destroy(struct feed_publisher **publisher);

/* Sockets for zmq_poll: subscriptions as they come, and pokes. */
void *feed_publisher_socket(struct feed_publisher *publisher);
void *feed_publisher_poke_socket(struct feed_publisher *publisher);

/* Takes in subscriptions that have arrived. */
void feed_publisher_advance(struct feed_publisher *publisher);

/* Does anybody listen to the events of this city? Where nobody does there is no need to read them. */
bool feed_publisher_heard(const struct feed_publisher *publisher, const char *city);

void feed_publish_event(struct feed_publisher *publisher, const char *city, int64_t position, const char *json,
                        size_t length);
void feed_publish_heartbeat(struct feed_publisher *publisher, const char *city, int64_t position);

/* A city's log has grown. */
struct feed_poke {
    int32_t city_id;  /* in the database */
    int64_t position; /* committed, and so is everything before it */
};

/* Takes the next poke; false where none has arrived. */
bool feed_publisher_poked(struct feed_publisher *publisher, struct feed_poke *out);

/* -- subscribers' side --------------------------------------------------------------------------------------- */

struct feed_subscriber;

/* Connects to the feeds of `relays` relays in the run folder. */
struct feed_subscriber *feed_subscriber_new(const char *run, int relays);
void feed_subscriber_destroy(struct feed_subscriber **subscriber);
void *feed_subscriber_socket(struct feed_subscriber *subscriber);

/* Asks for heartbeats of all cities, or for the events of one. */
void feed_subscribe_heartbeats(struct feed_subscriber *subscriber);
void feed_subscribe_events(struct feed_subscriber *subscriber, const char *city);

struct feed_message {
    char city[FEED_TOPIC_BYTES];
    int64_t position;
    const char *json; /* of an event, ends with NUL; NULL for a heartbeat. Valid until the next call */
    size_t length;
};

/* Takes the next message that has arrived; false where none has. Malformed ones are passed over. */
bool feed_receive(struct feed_subscriber *subscriber, struct feed_message *out);

/* -- who pokes ----------------------------------------------------------------------------------------------- */

struct feed_poker;

struct feed_poker *feed_poker_new(const char *run, int relays);
void feed_poker_destroy(struct feed_poker **poker);

/* Tells relay how far the log of the city is; lossy, never waits. */
void feed_poke(struct feed_poker *poker, int32_t city_id, int64_t position);

#endif
