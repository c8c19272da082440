/* What relay knows of the log of each city; its own files only. */
#ifndef SERVICES_RELAY_RELAY_CITIES_H
#define SERVICES_RELAY_RELAY_CITIES_H

#include "common/bus/feed.h"
#include "services/relay/event.h"
#include "services/relay/relay.h"

enum { EXTEND_US = 30000000 /* monotonic µs from one look for room in the log to the next */ };

struct relayed {
    int32_t city_id;
    char code[33];
    bool dirty;        /* its log has grown, or may have */
    bool heard;        /* somebody listened when it was read last */
    int64_t head;      /* newest position known */
    int64_t published; /* newest position told */
    int64_t extend_at; /* from this position on its log may need a new partition */
    int statement;     /* of the read under way; -1: none */
    bool by_view;      /* the next read lets the database name things: the pack has forgotten one */
};

struct relay {
    struct feed_publisher *publisher;
    struct relayed *cities;
    size_t count, capacity;
    bool active;
    int64_t claimed, beaten, extended; /* monotonic µs of the last time */
    int heads;                         /* statement of the read under way; -1: none */
    struct array asked;                /* the ids of its cities */
    struct event_text text;            /* the event that is being told */
};

/* The city with this database id, or NULL. */
struct relayed *relayed_of(struct relay *relay, int32_t city_id);

#endif
