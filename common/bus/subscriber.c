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
    zmq_msg_t topic, position, json;
    char *text; /* the event with a NUL after it */
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
    zmq_msg_init(&subscriber->topic);
    zmq_msg_init(&subscriber->position);
    zmq_msg_init(&subscriber->json);
    return subscriber;
}

void feed_subscriber_destroy(struct feed_subscriber **subscriber)
{
    if (!*subscriber)
        return;
    zmq_msg_close(&(*subscriber)->topic);
    zmq_msg_close(&(*subscriber)->position);
    zmq_msg_close(&(*subscriber)->json);
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
    snprintf(topic, sizeof topic, "e:%s", city);
    zsock_set_subscribe(subscriber->socket, topic);
}

/* Receives one message's frames; how many there were, 0 where nothing has arrived. */
static int frames_receive(struct feed_subscriber *subscriber)
{
    zmq_msg_t *frames[] = {&subscriber->topic, &subscriber->position, &subscriber->json};
    if (zmq_msg_recv(frames[0], subscriber->handle, ZMQ_DONTWAIT) < 0)
        return 0;
    int count = 1;
    zmq_msg_t *last = frames[0];
    while (zmq_msg_more(last)) {
        last = frames[count < 3 ? count : 2];
        if (zmq_msg_recv(last, subscriber->handle, ZMQ_DONTWAIT) < 0)
            break;
        count++;
    }
    return count;
}

static bool position_parse(zmq_msg_t *frame, int64_t *out)
{
    char digits[24] = "", *end;
    size_t length = zmq_msg_size(frame);
    if (length == 0 || length >= sizeof digits)
        return false;
    memcpy(digits, zmq_msg_data(frame), length);
    errno = 0;
    *out = strtoll(digits, &end, 10);
    return errno == 0 && *end == '\0' && *out >= 0;
}

static bool message_make(struct feed_subscriber *subscriber, int frames, struct feed_message *out)
{
    size_t length = zmq_msg_size(&subscriber->topic);
    const char *topic = zmq_msg_data(&subscriber->topic);
    if (length < 3 || length >= sizeof out->city || topic[1] != ':' || frames != (topic[0] == 'e' ? 3 : 2) ||
        !position_parse(&subscriber->position, &out->position))
        return false;
    memcpy(out->city, topic + 2, length - 2);
    out->city[length - 2] = '\0';
    out->json = NULL;
    out->length = 0;
    if (topic[0] == 'e') {
        out->length = zmq_msg_size(&subscriber->json);
        memory_reserve((void **)&subscriber->text, &subscriber->capacity, out->length + 1, 1);
        memcpy(subscriber->text, zmq_msg_data(&subscriber->json), out->length);
        subscriber->text[out->length] = '\0';
        out->json = subscriber->text;
    }
    return true;
}

bool feed_receive(struct feed_subscriber *subscriber, struct feed_message *out)
{
    int frames;
    while ((frames = frames_receive(subscriber)) > 0)
        if (message_make(subscriber, frames, out))
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

void feed_poke(struct feed_poker *poker, int32_t city_id)
{
    for (int i = 0; i < poker->count; i++)
        zmq_send(zsock_resolve(poker->sockets[i]), &city_id, sizeof city_id, ZMQ_DONTWAIT);
}
