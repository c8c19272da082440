#include "tests/integration/wire.h"

#include <stdlib.h>
#include <string.h>
#include <zmq.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/bus/bus.h"

enum { ANSWER_MS = 10000 };

struct wire {
    void *context, *socket;
};

struct wire *wire_new(const struct world *world, const char *service, int instance)
{
    char endpoint[BUS_ENDPOINT_BYTES];
    int linger = 0, queue = 0;
    struct wire *wire = memory_new(1, sizeof *wire);
    bus_endpoint(endpoint, world_settings(world)->run, service, instance, "");
    wire->context = zmq_ctx_new();
    wire->socket = zmq_socket(wire->context, ZMQ_DEALER);
    zmq_setsockopt(wire->socket, ZMQ_LINGER, &linger, sizeof linger);
    zmq_setsockopt(wire->socket, ZMQ_SNDHWM, &queue, sizeof queue);
    zmq_setsockopt(wire->socket, ZMQ_RCVHWM, &queue, sizeof queue);
    if (zmq_connect(wire->socket, endpoint) != 0)
        log_abort("cannot connect to %s: %s", endpoint, zmq_strerror(zmq_errno()));
    return wire;
}

void wire_destroy(struct wire **wire)
{
    if (!*wire)
        return;
    zmq_close((*wire)->socket);
    zmq_ctx_destroy((*wire)->context);
    free(*wire);
    *wire = NULL;
}

void wire_send_frames(struct wire *wire, const struct wire_frame *frames, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (zmq_send(wire->socket, frames[i].bytes, frames[i].length, i + 1 < count ? ZMQ_SNDMORE : 0) < 0)
            log_abort("cannot send: %s", zmq_strerror(zmq_errno()));
}

void wire_send(struct wire *wire, const char *message, uint64_t request, const char *key, const char *body)
{
    char header[ENVELOPE_BYTES];
    size_t length = request_header_write(header, message, request, instant_now() + ANSWER_MS, key);
    wire_send_frames(wire, (struct wire_frame[]){{header, length}, {body, strlen(body)}}, 2);
}

bool wire_receive(struct wire *wire, int milliseconds, uint64_t *request, struct world_reply *out)
{
    zmq_msg_t reply;
    *out = (struct world_reply){.body = NULL};
    zmq_setsockopt(wire->socket, ZMQ_RCVTIMEO, &milliseconds, sizeof milliseconds);
    zmq_msg_init(&reply);
    bool come = zmq_msg_recv(&reply, wire->socket, 0) >= 0 && !zmq_msg_more(&reply);
    const char *line = zmq_msg_data(&reply), *end = line + zmq_msg_size(&reply);
    const char *body = come ? memchr(line, '\n', (size_t)(end - line)) : NULL;
    bool whole = body && reply_header_parse(line, (size_t)(body - line), request, &out->status);
    if (whole)
        out->body = json_loadb(body + 1, (size_t)(end - body - 1), 0, NULL);
    zmq_msg_close(&reply);
    return whole;
}
