/* Waiting for sockets of ZeroMQ and of the system together. */
#ifndef COMMON_BUS_POLL_H
#define COMMON_BUS_POLL_H

#include <stdbool.h>
#include <stddef.h>

struct bus_poll {
    void *socket; /* of ZeroMQ, or NULL: then `descriptor` counts */
    int descriptor;
    short events; /* POLLIN, POLLOUT; for a ZeroMQ socket always POLLIN */
    bool ready;   /* set by bus_poll_wait */
};

enum { BUS_POLL_MAX = 24 };

/* Waits up to `milliseconds`; returns early when something is ready or a signal came. */
void bus_poll_wait(struct bus_poll *items, size_t count, long milliseconds);

#endif
