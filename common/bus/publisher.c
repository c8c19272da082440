/* relay's side of the feed. XPUB instead of PUB shows who subscribes to what. */
#include <czmq.h>
#include <inttypes.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/bus/feed.h"

enum { QUEUE_MESSAGES = 100000, TOPICS_MAX = 256 };

struct feed_publisher {
    zsock_t *feed, *pokes;
    void *feed_handle, *poke_handle;
    struct {
        char topic[FEED_TOPIC_BYTES];
        bool heard;
    } topics[TOPICS_MAX]; /* event topics that somebody asked for at some time */
    size_t topic_count;
};

static zsock_t *bound(int type, const char *endpoint)
{
    zsock_t *socket = zsock_new(type);
    if (!socket)
        log_abort("cannot make a socket: %s", zmq_strerror(zmq_errno()));
    zsock_set_linger(socket, 0);
    zsock_set_sndhwm(socket, QUEUE_MESSAGES);
    if (zsock_bind(socket, "%s", endpoint) < 0)
        log_abort("cannot bind endpoint=%s: %s", endpoint, zmq_strerror(zmq_errno()));
    return socket;
}

struct feed_publisher *feed_publisher_new(const char *feed_endpoint, const char *poke_endpoint)
{
    struct feed_publisher *publisher = memory_new(1, sizeof *publisher);
    publisher->feed = bound(ZMQ_XPUB, feed_endpoint);
    publisher->pokes = bound(ZMQ_PULL, poke_endpoint);
    publisher->feed_handle = zsock_resolve(publisher->feed);
    publisher->poke_handle = zsock_resolve(publisher->pokes);
    return publisher;
}

void feed_publisher_destroy(struct feed_publisher **publisher)
{
    if (!*publisher)
        return;
    zsock_destroy(&(*publisher)->feed);
    zsock_destroy(&(*publisher)->pokes);
    free(*publisher);
    *publisher = NULL;
}

void *feed_publisher_socket(struct feed_publisher *publisher)
{
    return publisher->feed_handle;
}

void *feed_publisher_poke_socket(struct feed_publisher *publisher)
{
    return publisher->poke_handle;
}

/* A subscription arrives as one byte, 1 or 0, and the topic: 1 with the first who asks, 0 when the last is gone. */
static void subscription_take(struct feed_publisher *publisher, const char *bytes, size_t length)
{
    char topic[FEED_TOPIC_BYTES] = "";
    if (length < 1 || length > sizeof topic)
        return;
    memcpy(topic, bytes + 1, length - 1);
    size_t i = 0;
    while (i < publisher->topic_count && strcmp(publisher->topics[i].topic, topic) != 0)
        i++;
    if (i == TOPICS_MAX)
        return;
    if (i == publisher->topic_count) {
        memcpy(publisher->topics[i].topic, topic, sizeof topic);
        publisher->topic_count++;
    }
    publisher->topics[i].heard = bytes[0] == 1;
}

void feed_publisher_advance(struct feed_publisher *publisher)
{
    char bytes[256];
    int length;
    while ((length = zmq_recv(publisher->feed_handle, bytes, sizeof bytes, ZMQ_DONTWAIT)) >= 0)
        subscription_take(publisher, bytes, (size_t)length < sizeof bytes ? (size_t)length : 0);
}

bool feed_publisher_heard(const struct feed_publisher *publisher, const char *city)
{
    char start[FEED_TOPIC_BYTES]; /* of this city's events: a topic is heard where a message begins with it */
    snprintf(start, sizeof start, "e:%s ", city);
    for (size_t i = 0; i < publisher->topic_count; i++)
        if (publisher->topics[i].heard &&
            strncmp(publisher->topics[i].topic, start, strlen(publisher->topics[i].topic)) == 0)
            return true;
    return publisher->topic_count == TOPICS_MAX;
}

static void publish(struct feed_publisher *publisher, char kind, const char *city, int64_t position, const char *json,
                    size_t length)
{
    char start[FEED_TOPIC_BYTES + 24];
    size_t used = (size_t)snprintf(start, sizeof start, "%c:%s %" PRId64, kind, city, position);
    zmq_msg_t message;
    if (zmq_msg_init_size(&message, used + (json ? 1 + length : 0)) != 0)
        log_abort("out of memory for an event");
    memcpy(zmq_msg_data(&message), start, used);
    if (json) {
        char *after = (char *)zmq_msg_data(&message) + used;
        after[0] = ' ';
        memcpy(after + 1, json, length);
    }
    if (zmq_msg_send(&message, publisher->feed_handle, ZMQ_DONTWAIT) < 0)
        zmq_msg_close(&message);
}

void feed_publish_event(struct feed_publisher *publisher, const char *city, int64_t position, const char *json,
                        size_t length)
{
    publish(publisher, 'e', city, position, json, length);
}

void feed_publish_heartbeat(struct feed_publisher *publisher, const char *city, int64_t position)
{
    publish(publisher, 'h', city, position, NULL, 0);
}

bool feed_publisher_poked(struct feed_publisher *publisher, struct feed_poke *out)
{
    int length;
    while ((length = zmq_recv(publisher->poke_handle, out, sizeof *out, ZMQ_DONTWAIT)) >= 0)
        if (length == (int)sizeof *out)
            return true;
    return false;
}
