/* Who asks a service: one DEALER for each of its workers, the least loaded live one first; what a worker does not
 * answer in time goes to another, with the same idempotency key, until the request's deadline. */
#ifndef COMMON_BUS_CLIENT_H
#define COMMON_BUS_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/envelope.h"

struct bus_client;

struct bus_client_options {
    const char *run;     /* the installation's run folder */
    const char *service; /* "intake" */
    int workers;         /* how many of it there are */
    int try_ms;          /* how long a worker may take before another is asked; 0: 2,000 */
    size_t window;       /* requests under way at most; 0: 256 */
};

struct bus_client *bus_client_new(const struct bus_client_options *options);
void bus_client_destroy(struct bus_client **client);

/* Is there room for another request? */
bool bus_client_ready(const struct bus_client *client);

/* Requests under way. */
size_t bus_client_pending(const struct bus_client *client);

/* Sends a request (body is copied). `key` may be NULL for a query. `deadline` in ms since the epoch. `context` comes
 * back with the answer. False where the window is full. */
bool bus_client_send(struct bus_client *client, const char *message, const char *key, int64_t deadline,
                     const char *body, size_t length, void *context);

struct bus_answer {
    void *context;
    enum reply_status status; /* REPLY_UNAVAILABLE as well where no worker answered before the deadline */
    bool answered;            /* did a worker say so, or is it only that nobody answered */
    const char *body;         /* ends with NUL; valid until the next call */
    size_t length;
};

/* Waits up to `milliseconds` for the next answer; false where none came. Tries again what has waited too long. */
bool bus_client_receive(struct bus_client *client, int milliseconds, struct bus_answer *out);

/* One request, waiting for its answer: send and receive for a client that has nothing else under way. */
void bus_client_call(struct bus_client *client, const char *message, const char *key, int64_t deadline,
                     const char *body, struct bus_answer *out);

#endif
