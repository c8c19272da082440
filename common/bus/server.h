/* The ROUTER of a worker: requests in, replies out. */
#ifndef COMMON_BUS_SERVER_H
#define COMMON_BUS_SERVER_H

#include <stdbool.h>
#include <stddef.h>

enum { BUS_PEER_BYTES = 255 };

/* Who asked: ZeroMQ's routing id. */
struct bus_peer {
    unsigned char bytes[BUS_PEER_BYTES];
    unsigned char length;
};

struct bus_server;

/* One received request; its frames live until the next call. */
struct bus_request {
    struct bus_peer peer;
    const char *header, *body;
    size_t header_length, body_length;
    bool whole; /* exactly two frames, none over the limit; else header and body are empty */
};

/* Binds; NULL, logged, where another process holds the endpoint. */
struct bus_server *bus_server_new(const char *endpoint);
void bus_server_destroy(struct bus_server **server);

/* The czmq or libzmq socket, for zmq_poll. */
void *bus_server_socket(struct bus_server *server);

/* Takes the next request that has arrived; false where none has. */
bool bus_server_receive(struct bus_server *server, struct bus_request *out);

/* Sends a reply; dropped where the peer is gone or its queue is full, as it will ask again with the same key. */
void bus_server_reply(struct bus_server *server, const struct bus_peer *peer, const char *header, size_t header_length,
                      const char *body, size_t body_length);

#endif
