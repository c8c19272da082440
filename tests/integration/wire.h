/* One DEALER to one worker, on libzmq alone: for tests that say what no client of ours would say. */
#ifndef TESTS_INTEGRATION_WIRE_H
#define TESTS_INTEGRATION_WIRE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/scenario/world.h"

struct wire;

struct wire *wire_new(const struct world *world, const char *service, int instance);
void wire_destroy(struct wire **wire);

struct wire_frame {
    const void *bytes;
    size_t length;
};

/* Sends frames as one message. */
void wire_send_frames(struct wire *wire, const struct wire_frame *frames, size_t count);

/* Sends a request as it should be, to be answered within ten seconds. */
void wire_send(struct wire *wire, const char *message, uint64_t request, const char *key, const char *body);

/* The next reply, waiting up to `milliseconds`; false where none came or it is no reply. world_reply_clear it. */
bool wire_receive(struct wire *wire, int milliseconds, uint64_t *request, struct world_reply *out);

#endif
