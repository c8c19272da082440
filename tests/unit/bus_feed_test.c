/* relay's feed and its pokes, over real sockets in a folder of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <zmq.h>

#include "common/base/instant.h"
#include "common/bus/bus.h"
#include "common/bus/feed.h"

enum { PATIENCE_MS = 20000, PAUSE_US = 2000 };

struct stage {
    char folder[64], feed[BUS_ENDPOINT_BYTES], poke[BUS_ENDPOINT_BYTES], other[BUS_ENDPOINT_BYTES];
    struct feed_publisher *publisher;
};

static int stage_open(void **state)
{
    static struct stage stage;
    snprintf(stage.folder, sizeof stage.folder, "/tmp/feed.XXXXXX");
    if (!mkdtemp(stage.folder))
        return -1;
    bus_endpoint(stage.feed, stage.folder, "relay", 0, ".feed");
    bus_endpoint(stage.poke, stage.folder, "relay", 0, ".poke");
    bus_endpoint(stage.other, stage.folder, "relay", 1, ".feed");
    stage.publisher = feed_publisher_new(stage.feed, stage.poke);
    *state = &stage;
    return 0;
}

static int stage_close(void **state)
{
    struct stage *stage = *state;
    feed_publisher_destroy(&stage->publisher);
    unlink(stage->feed + strlen("ipc://"));
    unlink(stage->poke + strlen("ipc://"));
    unlink(stage->other + strlen("ipc://"));
    return rmdir(stage->folder);
}

static void await_heard(struct stage *stage, const char *city, bool heard)
{
    for (int64_t end = instant_now() + PATIENCE_MS; feed_publisher_heard(stage->publisher, city) != heard;) {
        if (instant_now() > end)
            fail_msg("%s is %s", city, heard ? "not heard" : "still heard");
        usleep(PAUSE_US);
        feed_publisher_advance(stage->publisher);
    }
}

static void expect(struct feed_subscriber *subscriber, const char *city, int64_t position, const char *json)
{
    struct feed_message message;
    int64_t end = instant_now() + PATIENCE_MS;
    while (!feed_receive(subscriber, &message)) {
        assert_true(instant_now() < end);
        usleep(PAUSE_US);
    }
    assert_string_equal(message.city, city);
    assert_int_equal(message.position, position);
    if (!json) {
        assert_null(message.json);
        return;
    }
    assert_non_null(message.json);
    assert_string_equal(message.json, json);
    assert_int_equal(message.length, strlen(json));
}

/* A city is heard from the first who asks until the last is gone; a topic that begins like
 * another's is not heard for it. */
static void heard_and_told(void **state)
{
    struct stage *stage = *state;
    struct feed_subscriber *subscriber = feed_subscriber_new(stage->folder, 1);
    assert_false(feed_publisher_heard(stage->publisher, "mini"));
    feed_subscribe_heartbeats(subscriber);
    feed_subscribe_events(subscriber, "mini");
    await_heard(stage, "mini", true);
    assert_false(feed_publisher_heard(stage->publisher, "mini-manual"));
    assert_false(feed_publisher_heard(stage->publisher, "min"));

    feed_publish_event(stage->publisher, "town", 1, "{\"of\":\"town\"}", 13); /* nobody asked */
    feed_publish_event(stage->publisher, "mini", 7, "{\"of\":\"mini\"}", 13);
    feed_publish_event(stage->publisher, "mini-manual", 8, "{}", 2); /* nor for this one */
    feed_publish_heartbeat(stage->publisher, "town", 9007199254740991);
    feed_publish_heartbeat(stage->publisher, "mini", 0);
    expect(subscriber, "mini", 7, "{\"of\":\"mini\"}");
    expect(subscriber, "town", 9007199254740991, NULL);
    expect(subscriber, "mini", 0, NULL);

    feed_subscriber_destroy(&subscriber);
    await_heard(stage, "mini", false);
}

static void send_frames(void *socket, const char *const *frames, int count)
{
    for (int i = 0; i < count; i++)
        assert_true(zmq_send(socket, frames[i], strlen(frames[i]), i + 1 < count ? ZMQ_SNDMORE : 0) >= 0);
}

/* Messages that are none are passed over. */
static void what_is_no_message(void **state)
{
    static const char *const broken[] = {
        "e:mini",
        "e:mini ",
        "e:mini 7",
        "e:mini 7 ",
        "e:mini seven {}",
        "e:mini  {}",
        "e:mini 7x {}",
        "h:mini x",
        "h:mini 7 7",
        "h:mini ",
        "h: 7",
        "e:mini -7 {}",
        "h:mini 99999999999999999999",
    };
    struct stage *stage = *state;
    char byte[64];
    int linger = 0;
    struct feed_subscriber *subscriber = feed_subscriber_new(stage->folder, 2);
    feed_subscribe_events(subscriber, "mini");
    feed_subscribe_heartbeats(subscriber);
    void *context = zmq_ctx_new(), *socket = zmq_socket(context, ZMQ_XPUB);
    zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
    assert_int_equal(zmq_bind(socket, stage->other), 0);
    for (int i = 0; i < 2; i++) /* both subscriptions have come */
        assert_true(zmq_recv(socket, byte, sizeof byte, 0) > 1);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        send_frames(socket, &broken[i], 1);
    send_frames(socket, (const char *const[]){"e:mini 7 {}", "more"}, 2);
    send_frames(socket, (const char *const[]){"e:mini 42 {\"whole\":true}"}, 1);
    expect(subscriber, "mini", 42, "{\"whole\":true}");
    zmq_close(socket);
    zmq_ctx_destroy(context);
    feed_subscriber_destroy(&subscriber);
}

/* Whoever subscribes to whatever: a topic that is too long is nobody's city, and with more topics than can be kept
 * every city counts as heard. */
static void subscriptions_without_end(void **state)
{
    struct stage *stage = *state;
    char topic[300];
    int linger = 0;
    void *context = zmq_ctx_new(), *socket = zmq_socket(context, ZMQ_SUB);
    zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
    memset(topic, 'e', sizeof topic);
    assert_int_equal(zmq_setsockopt(socket, ZMQ_SUBSCRIBE, topic, sizeof topic), 0);
    assert_int_equal(zmq_connect(socket, stage->feed), 0);
    assert_int_equal(zmq_setsockopt(socket, ZMQ_SUBSCRIBE, "e:first", 7), 0);
    await_heard(stage, "first", true);
    assert_false(feed_publisher_heard(stage->publisher, "other"));
    for (int i = 0; i < 5000; i++) {
        int length = snprintf(topic, sizeof topic, "e:city-%d", i);
        assert_int_equal(zmq_setsockopt(socket, ZMQ_SUBSCRIBE, topic, (size_t)length), 0);
    }
    await_heard(stage, "other", true);
    assert_true(feed_publisher_heard(stage->publisher, "first"));
    feed_publish_event(stage->publisher, "other", 1, "{}", 2);
    zmq_close(socket);
    zmq_ctx_destroy(context);
}

/* A poke says how far a city's log is; many of them never keep the writer waiting, also where no relay is. */
static void pokes(void **state)
{
    struct stage *stage = *state;
    struct feed_poke poke = {0};
    struct feed_poker *poker = feed_poker_new(stage->folder, 1);
    for (int64_t end = instant_now() + PATIENCE_MS; !feed_publisher_poked(stage->publisher, &poke);) {
        assert_true(instant_now() < end);
        feed_poke(poker, 12345, 42);
        usleep(PAUSE_US);
    }
    assert_int_equal(poke.city_id, 12345);
    assert_int_equal(poke.position, 42);
    for (int i = 0; i < 100000; i++)
        feed_poke(poker, 7, 42);
    feed_poker_destroy(&poker);
    poker = feed_poker_new("/nonexistent", 2);
    for (int i = 0; i < 100000; i++)
        feed_poke(poker, 7, 42);
    feed_poker_destroy(&poker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(heard_and_told, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(what_is_no_message, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(subscriptions_without_end, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(pokes, stage_open, stage_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
