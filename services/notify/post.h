/* The post: takes parcels, brings them out over HTTP and SMTP, all at once and without ever waiting, and says what
 * became of each. The only user of libcurl. Its descriptors nest in one of epoll, so that a loop polls one.
 *
 * A parcel goes only to addresses of the public Internet, judged when one connects by what the name was resolved to,
 * or to places that the installation allows; nothing that answers "elsewhere" is followed; no proxy is asked.
 */
#ifndef SERVICES_NOTIFY_POST_H
#define SERVICES_NOTIFY_POST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "services/notify/compose.h"
#include "services/notify/judge.h"

enum { POST_FLIGHTS_MOST = 512, POST_ANSWER_MOST = 65536 };

struct post;

struct post_options {
    char *const *allowed; /* "host:port" that may be within private networks */
    size_t allowed_count;
    /* A parcel has come back; `answer` is valid during the call. */
    void (*returned)(void *context, void *flight, const struct answer *answer);
    void *context;
};

struct post *post_new(const struct post_options *options);

/* What is under way is dropped without a word. */
void post_destroy(struct post **post);

/* Takes the parcel, whose contents it empties. */
void post_send(struct post *post, struct parcel *parcel, const struct notify_channel *channel, void *flight);

int post_flights(const struct post *post);

/* To be polled for reading; and when post_turn is to be called at the latest (monotonic µs; INT64_MAX: no need). */
int post_descriptor(const struct post *post);
int64_t post_wake(const struct post *post);

/* Moves everything on as far as it goes without waiting; calls `returned`. */
void post_turn(struct post *post);

#endif
