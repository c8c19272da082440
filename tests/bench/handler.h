/* A handler's client in a process of its own: it follows relay's feed and notes when each event was there. */
#ifndef TESTS_BENCH_HANDLER_H
#define TESTS_BENCH_HANDLER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/bench/options.h"

struct sighting {
    int64_t ticket;
    int64_t instant; /* monotonic µs when the event was there */
    int64_t due;     /* ms since the epoch, of the event; 0 where it has none */
    int64_t late;    /* µs of this machine's clock between `due` and now */
};

/* In memory shared with the process that asked. */
struct handler {
    atomic_bool listening, stop;
    atomic_size_t count;
    int64_t began; /* ms since the epoch */
    size_t most;
    struct sighting sightings[];
};

/* Starts the process, which notes up to `most` events of that kind; returns when it listens (NULL, told on standard
 * error, where it does not within some seconds). */
struct handler *handler_start(const struct options *options, const char *kind, size_t most);

/* Waits until `expect` events were there, or nothing came for `milliseconds`. How many there are. */
size_t handler_wait(const struct handler *handler, size_t expect, int milliseconds);

/* Ends the process and forgets what it noted. */
void handler_stop(struct handler **handler);

#endif
