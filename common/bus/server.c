/* ROUTER. Its queues are bounded: past the high-water mark requests wait in the clients' own queues. */
#include "common/bus/server.h"

#include <czmq.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"

/* Bodies may have REQUEST_BYTES_MAX of the envelope; what is a little larger is still received, so that it can be
 * answered with what is wrong. A frame larger than this ends the peer's connection. */
enum { QUEUE_MESSAGES = 4096, FRAME_BYTES_MAX = 1024 * 1024 };

struct bus_server {
    zsock_t *socket;
    void *handle; /* libzmq's */
    zmq_msg_t peer, header, body;
};

struct bus_server *bus_server_new(const char *endpoint)
{
    zsys_handler_set(NULL); /* signals are the service's */
    zsock_t *socket = zsock_new(ZMQ_ROUTER);
    if (!socket)
        log_abort("cannot make a ROUTER socket: %s", zmq_strerror(zmq_errno()));
    zsock_set_linger(socket, 0);
    zsock_set_rcvhwm(socket, QUEUE_MESSAGES);
    zsock_set_sndhwm(socket, QUEUE_MESSAGES);
    zsock_set_maxmsgsize(socket, FRAME_BYTES_MAX);
    if (zsock_bind(socket, "%s", endpoint) < 0) {
        log_error("cannot bind endpoint=%s: %s", endpoint, zmq_strerror(zmq_errno()));
        zsock_destroy(&socket);
        return NULL;
    }
    struct bus_server *server = memory_new(1, sizeof *server);
    server->socket = socket;
    server->handle = zsock_resolve(socket);
    zmq_msg_init(&server->peer);
    zmq_msg_init(&server->header);
    zmq_msg_init(&server->body);
    return server;
}

void bus_server_destroy(struct bus_server **server)
{
    if (!*server)
        return;
    zmq_msg_close(&(*server)->peer);
    zmq_msg_close(&(*server)->header);
    zmq_msg_close(&(*server)->body);
    zsock_destroy(&(*server)->socket);
    free(*server);
    *server = NULL;
}

void *bus_server_socket(struct bus_server *server)
{
    return server->handle;
}

/* Receives the frames after the peer's; true where there are exactly two. Takes all of a message in any case. */
static bool frames_receive(struct bus_server *server)
{
    if (!zmq_msg_more(&server->peer) || zmq_msg_recv(&server->header, server->handle, ZMQ_DONTWAIT) < 0)
        return false;
    if (!zmq_msg_more(&server->header) || zmq_msg_recv(&server->body, server->handle, ZMQ_DONTWAIT) < 0)
        return false;
    bool whole = !zmq_msg_more(&server->body);
    while (zmq_msg_more(&server->body))
        if (zmq_msg_recv(&server->body, server->handle, ZMQ_DONTWAIT) < 0)
            break;
    return whole;
}

bool bus_server_receive(struct bus_server *server, struct bus_request *out)
{
    if (zmq_msg_recv(&server->peer, server->handle, ZMQ_DONTWAIT) < 0)
        return false;
    out->peer.length = (unsigned char)zmq_msg_size(&server->peer);
    memcpy(out->peer.bytes, zmq_msg_data(&server->peer), out->peer.length);
    out->whole = frames_receive(server);
    out->header = out->whole ? zmq_msg_data(&server->header) : "";
    out->header_length = out->whole ? zmq_msg_size(&server->header) : 0;
    out->body = out->whole ? zmq_msg_data(&server->body) : "";
    out->body_length = out->whole ? zmq_msg_size(&server->body) : 0;
    return true;
}

void bus_server_reply(struct bus_server *server, const struct bus_peer *peer, const char *header, size_t header_length,
                      const char *body, size_t body_length)
{
    zmq_msg_t reply;
    if (zmq_msg_init_size(&reply, header_length + 1 + body_length) != 0)
        log_abort("out of memory for a reply");
    char *bytes = zmq_msg_data(&reply);
    memcpy(bytes, header, header_length);
    bytes[header_length] = '\n';
    memcpy(bytes + header_length + 1, body, body_length);
    if (zmq_send(server->handle, peer->bytes, peer->length, ZMQ_SNDMORE | ZMQ_DONTWAIT) < 0 ||
        zmq_msg_send(&reply, server->handle, ZMQ_DONTWAIT) < 0) {
        log_warning("reply dropped: %s", zmq_strerror(zmq_errno()));
        zmq_msg_close(&reply);
    }
}
