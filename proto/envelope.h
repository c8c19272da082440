/* The header of requests and replies: one ASCII line, before the JSON of the body. A request is two frames; a reply is
 * one, a newline between both: libzmq 4.3.4 aborts a DEALER with ZMQ_IMMEDIATE whose peer dies between two frames that
 * it receives (libzmq #3663).
 *
 *   request  "<message name> <request id> <deadline> <key>"   deadline: ms since the epoch; key: "-" for none
 *   reply    "<request id> <status>"
 */
#ifndef PROTO_ENVELOPE_H
#define PROTO_ENVELOPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ENVELOPE_BYTES = 192, KEY_BYTES_MAX = 64, REQUEST_BYTES_MAX = 64 * 1024 };

enum reply_status {
    REPLY_OK,
    REPLY_REFUSED,     /* final: bad input, or a move that is not allowed */
    REPLY_CONFLICT,    /* final: the key was used with another body */
    REPLY_UNAVAILABLE, /* try again with the same key */
    REPLY_EXPIRED,     /* the deadline had passed before work began */
};

struct request_header {
    const char *name, *key;         /* point into the parsed frame */
    size_t name_length, key_length; /* key_length 0: no key */
    uint64_t request;
    int64_t deadline; /* ms since the epoch */
};

/* Parses a request's header; false where it is none. `out` points into `bytes`. */
bool request_header_parse(const char *bytes, size_t length, struct request_header *out);

/* Writes a request's header into `out`; returns its length, or 0 where it does not fit. */
size_t request_header_write(char out[ENVELOPE_BYTES], const char *name, uint64_t request, int64_t deadline,
                            const char *key);

bool reply_header_parse(const char *bytes, size_t length, uint64_t *request, enum reply_status *status);
size_t reply_header_write(char out[ENVELOPE_BYTES], uint64_t request, enum reply_status status);

const char *reply_status_name(enum reply_status status);

#endif
