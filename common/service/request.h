/* A command or query on its way through a worker, from its frames to its reply. */
#ifndef COMMON_SERVICE_REQUEST_H
#define COMMON_SERVICE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/bus/server.h"
#include "proto/envelope.h"
#include "proto/message.h"

enum { REQUEST_DETAIL_BYTES = 384 };

struct handler;

struct request {
    struct bus_peer peer;
    uint64_t number;  /* the client's, given back with the reply */
    int64_t deadline; /* ms since the epoch */
    char key[KEY_BYTES_MAX + 1];
    size_t key_length;
    int64_t hash; /* of name and values: same key, same hash → same request */
    const struct handler *handler;
    json_t *body;
    struct value values[MESSAGE_FIELDS_MAX];                 /* as struct message_… */
    _Alignas(16) unsigned char detail[REQUEST_DETAIL_BYTES]; /* what the handler's check found out */
    unsigned generation;                                     /* of the packs that it was checked by */
    int outdated; /* how often they were not the newest when the work was to be done */
    bool answered;
    enum reply_status status;
    char *reply; /* JSON */
    size_t reply_length, reply_capacity;
    struct request *next; /* in the queue or the free list */
};

/* The values as the structure of the request's message. */
#define REQUEST_VALUES(request, id) ((struct message_##id *)(void *)(request)->values)

/* Fills a request from its frames: header, JSON, fields, hash. False with `fault` filled where something does not fit;
 * the request can be answered in any case (with number 0 where not even that was readable). */
bool request_read(struct request *request, const struct bus_request *frames, const struct handler *handlers,
                  size_t handler_count, struct fault *fault);

/* Forgets what the request holds; its reply buffer is kept. */
void request_clear(struct request *request);

/* Sets the reply; the last one set counts, and it goes out when the transaction is committed. */
void request_answer(struct request *request, const char *format, ...) __attribute__((format(printf, 2, 3)));
void request_answer_text(struct request *request, const char *json, size_t length);
void request_refuse(struct request *request, enum reply_status status, const struct fault *fault);

#endif
