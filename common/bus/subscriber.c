/* Who listens to relay, and who wakes it. */
#include <czmq.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/bus/bus.h"
#include "common/bus/feed.h"

enum { SUBSCRIBER_QUEUE = 100000, POKE_QUEUE = 64 };

struct feed_subscriber {
    zsock_t *socket;
    void *handle;
    zmq_msg_t message;
    char *text; /* the last message with a NUL after it */
    size_t capacity;
};

struct feed_subscriber *feed_subscriber_new(const char *run, int relays)
{
    struct feed_subscriber *subscriber = memory_new(1, sizeof *subscriber);
    subscriber->socket = zsock_new(ZMQ_SUB);
    if (!subscriber->socket)
        log_abort("cannot make a SUB socket: %s", zmq_strerror(zmq_errno()));
    zsock_set_linger(subscriber->socket, 0);
    zsock_set_rcvhwm(subscriber->socket, SUBSCRIBER_QUEUE);
    for (int i = 0; i < relays; i++) {
        char endpoint[BUS_ENDPOINT_BYTES];
        bus_endpoint(endpoint, run, "relay", i, ".feed");
        zsock_connect(subscriber->socket, "%s", endpoint);
    }
    subscriber->handle = zsock_resolve(subscriber->socket);
    zmq_msg_init(&subscriber->message);
    return subscriber;
}

void feed_subscriber_destroy(struct feed_subscriber **subscriber)
{
    if (!*subscriber)
        return;
    zmq_msg_close(&(*subscriber)->message);
    zsock_destroy(&(*subscriber)->socket);
    free((*subscriber)->text);
    free(*subscriber);
    *subscriber = NULL;
}

void *feed_subscriber_socket(struct feed_subscriber *subscriber)
{
    return subscriber->handle;
}

void feed_subscribe_heartbeats(struct feed_subscriber *subscriber)
{
    zsock_set_subscribe(subscriber->socket, "h:");
}

void feed_subscribe_events(struct feed_subscriber *subscriber, const char *city)
{
    char topic[FEED_TOPIC_BYTES];
    snprintf(topic, sizeof topic, "e:%s ", city);
    zsock_set_subscribe(subscriber->socket, topic);
}

/* Receives a message of one frame as text; false where nothing has arrived. What has more frames is taken as empty. */
static bool text_receive(struct feed_subscriber *subscriber, size_t *length)
{
    if (zmq_msg_recv(&subscriber->message, subscriber->handle, ZMQ_DONTWAIT) < 0)
        return false;
    bool whole = !zmq_msg_more(&subscriber->message);
    *length = whole ? zmq_msg_size(&subscriber->message) : 0;
    memory_reserve((void **)&subscriber->text, &subscriber->capacity, *length + 1, 1);
    memcpy(subscriber->text, zmq_msg_data(&subscriber->message), *length);
    subscriber->text[*length] = '\0';
    while (zmq_msg_more(&subscriber->message))
        if (zmq_msg_recv(&subscriber->message, subscriber->handle, ZMQ_DONTWAIT) < 0)
            break;
    return true;
}

/* Reads "e:<city> <position> <json>" or "h:<city> <position>"; false where the text is neither. */
static bool message_read(const char *text, size_t length, struct feed_message *out)
{
    bool event = strncmp(text, "e:", 2) == 0;
    const char *space = strchr(text, ' ');
    if ((!event && strncmp(text, "h:", 2) != 0) || !space || (size_t)(space - text - 2) >= sizeof out->city ||
        space == text + 2 || space[1] < '0' || space[1] > '9')
        return false;
    memcpy(out->city, text + 2, (size_t)(space - text - 2));
    out->city[space - text - 2] = '\0';
    char *end;
    errno = 0;
    out->position = strtoll(space + 1, &end, 10);
    if (errno || *end != (event ? ' ' : '\0') || (!event && end != text + length))
        return false;
    out->json = event ? end + 1 : NULL;
    out->length = event ? length - (size_t)(end + 1 - text) : 0;
    return !event || out->length > 0;
}

bool feed_receive(struct feed_subscriber *subscriber, struct feed_message *out)
{
    size_t length;
    while (text_receive(subscriber, &length))
        if (message_read(subscriber->text, length, out))
            return true;
    return false;
}

struct feed_poker {
    zsock_t *sockets[BUS_WORKERS_MAX];
    int count;
};

struct feed_poker *feed_poker_new(const char *run, int relays)
{
    struct feed_poker *poker = memory_new(1, sizeof *poker);
    for (int i = 0; i < relays && i < BUS_WORKERS_MAX; i++) {
        char endpoint[BUS_ENDPOINT_BYTES];
        bus_endpoint(endpoint, run, "relay", i, ".poke");
        poker->sockets[i] = zsock_new(ZMQ_PUSH);
        if (!poker->sockets[i])
            log_abort("cannot make a PUSH socket: %s", zmq_strerror(zmq_errno()));
        zsock_set_linger(poker->sockets[i], 0);
        zsock_set_sndhwm(poker->sockets[i], POKE_QUEUE);
        zsock_connect(poker->sockets[i], "%s", endpoint);
        poker->count = i + 1;
    }
    return poker;
}

void feed_poker_destroy(struct feed_poker **poker)
{
    if (!*poker)
        return;
    for (int i = 0; i < (*poker)->count; i++)
        zsock_destroy(&(*poker)->sockets[i]);
    free(*poker);
    *poker = NULL;
}

void feed_poke(struct feed_poker *poker, int32_t city_id, int64_t position)
{
    struct feed_poke poke;
    memset(&poke, 0, sizeof poke); /* its padding too */
    poke.city_id = city_id;
    poke.position = position;
    for (int i = 0; i < poker->count; i++)
        zmq_send(zsock_resolve(poker->sockets[i]), &poke, sizeof poke, ZMQ_DONTWAIT);
}
