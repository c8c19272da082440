/* The client of a service, with two workers that the test plays itself: real ROUTER sockets in a folder of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/base/instant.h"
#include "common/bus/bus.h"
#include "common/bus/client.h"
#include "common/bus/server.h"

enum { WORKERS = 2, TRY_MS = 400, SOON_MS = 20, PATIENCE_MS = 20000 };

struct stage {
    char folder[64];
    struct bus_server *workers[WORKERS];
};

/* What a worker was asked. */
struct asked {
    struct bus_peer peer;
    uint64_t number;
    char key[KEY_BYTES_MAX + 1], body[64];
};

static int stage_open(void **state)
{
    static struct stage stage;
    char endpoint[BUS_ENDPOINT_BYTES];
    snprintf(stage.folder, sizeof stage.folder, "/tmp/bus.XXXXXX");
    if (!mkdtemp(stage.folder))
        return -1;
    for (int i = 0; i < WORKERS; i++) {
        bus_endpoint(endpoint, stage.folder, "worker", i, "");
        stage.workers[i] = bus_server_new(endpoint);
    }
    *state = &stage;
    return stage.workers[0] && stage.workers[1] ? 0 : -1;
}

static int stage_close(void **state)
{
    struct stage *stage = *state;
    char path[BUS_ENDPOINT_BYTES];
    for (int i = 0; i < WORKERS; i++) {
        bus_server_destroy(&stage->workers[i]);
        snprintf(path, sizeof path, "%s/worker.%d", stage->folder, i);
        unlink(path);
    }
    return rmdir(stage->folder);
}

/* Takes the next request that has come to a worker. */
static bool take(struct bus_server *worker, struct asked *out)
{
    struct bus_request request;
    struct request_header header;
    if (!bus_server_receive(worker, &request))
        return false;
    assert_true(request.whole);
    assert_true(request_header_parse(request.header, request.header_length, &header));
    out->peer = request.peer;
    out->number = header.request;
    snprintf(out->key, sizeof out->key, "%.*s", (int)header.key_length, header.key);
    snprintf(out->body, sizeof out->body, "%.*s", (int)request.body_length, request.body);
    return true;
}

static void answer(struct bus_server *worker, const struct asked *asked, enum reply_status status, const char *body)
{
    char header[ENVELOPE_BYTES];
    size_t length = reply_header_write(header, asked->number, status);
    bus_server_reply(worker, &asked->peer, header, length, body, strlen(body));
}

/* Turns the client until a request has come to one of the workers; returns which. No answer may come meanwhile. */
static int await(struct stage *stage, struct bus_client *client, struct asked *out)
{
    struct bus_answer ignored;
    for (int64_t end = instant_now() + PATIENCE_MS; instant_now() < end;) {
        for (int i = 0; i < WORKERS; i++)
            if (take(stage->workers[i], out))
                return i;
        assert_false(bus_client_receive(client, SOON_MS, &ignored));
    }
    fail_msg("no worker was asked");
    abort(); /* fail_msg does not come back */
}

static void ask(struct bus_client *client, const char *key, const char *body)
{
    assert_true(bus_client_send(client, "ticket.submit", key, instant_now() + PATIENCE_MS, body, strlen(body), client));
}

static void expect_answer(struct bus_client *client, enum reply_status status, const char *body)
{
    struct bus_answer got;
    assert_true(bus_client_receive(client, PATIENCE_MS, &got));
    assert_int_equal(got.status, status);
    assert_true(got.answered);
    assert_string_equal(got.body, body);
    assert_int_equal(got.length, strlen(body));
    assert_ptr_equal(got.context, client);
}

/* A client that has spoken to both workers. */
static struct bus_client *client_open(struct stage *stage, int try_ms, size_t window)
{
    struct asked asked;
    unsigned met = 0;
    struct bus_client *client = bus_client_new(&(struct bus_client_options){
        .run = stage->folder, .service = "worker", .workers = WORKERS, .try_ms = try_ms, .window = window});
    while (met != 3) {
        ask(client, "hello", "{}");
        int worker = await(stage, client, &asked);
        met |= 1U << worker;
        answer(stage->workers[worker], &asked, REPLY_OK, "{}");
        expect_answer(client, REPLY_OK, "{}");
    }
    return client;
}

static void answers_as_given(void **state)
{
    static const enum reply_status statuses[] = {REPLY_OK, REPLY_REFUSED, REPLY_CONFLICT, REPLY_EXPIRED};
    struct stage *stage = *state;
    struct asked asked;
    struct bus_client *client = client_open(stage, 0, 0);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        ask(client, "a-key", "{\"n\":1}");
        int worker = await(stage, client, &asked);
        assert_string_equal(asked.key, "a-key");
        assert_string_equal(asked.body, "{\"n\":1}");
        answer(stage->workers[worker], &asked, statuses[i], "{\"done\":true}");
        expect_answer(client, statuses[i], "{\"done\":true}");
    }
    assert_int_equal(bus_client_pending(client), 0);
    bus_client_destroy(&client);
}

static void least_loaded_first(void **state)
{
    struct stage *stage = *state;
    struct asked asked[10];
    int worker[10], asked_of[WORKERS] = {0};
    struct bus_client *client = client_open(stage, PATIENCE_MS, 0);
    for (int i = 0; i < 10; i++)
        ask(client, "k", "{}");
    for (int i = 0; i < 10; i++)
        asked_of[worker[i] = await(stage, client, &asked[i])]++;
    assert_int_equal(asked_of[0], 5);
    assert_int_equal(asked_of[1], 5);
    for (int i = 0; i < 10; i++) /* one of them is done with all, the other with none */
        if (worker[i] == 1) {
            answer(stage->workers[1], &asked[i], REPLY_OK, "{}");
            expect_answer(client, REPLY_OK, "{}");
        }
    for (int i = 0; i < 5; i++)
        ask(client, "k", "{}");
    for (int i = 0; i < 5; i++)
        assert_int_equal(await(stage, client, &asked[i]), 1);
    bus_client_destroy(&client);
}

static void silent_worker_is_passed_over(void **state)
{
    struct stage *stage = *state;
    struct asked first, second, again;
    struct bus_client *client = client_open(stage, TRY_MS, 1);
    struct bus_answer none;
    ask(client, "same-key", "{\"n\":1}");
    int silent = await(stage, client, &first);
    int other = await(stage, client, &second);
    assert_int_equal(other, 1 - silent);
    assert_string_equal(second.key, "same-key");
    assert_string_equal(second.body, "{\"n\":1}");
    answer(stage->workers[other], &second, REPLY_OK, "{\"by\":\"other\"}");
    expect_answer(client, REPLY_OK, "{\"by\":\"other\"}");

    ask(client, "next-key", "{\"n\":2}"); /* the silent one counts as dead for a while */
    assert_int_equal(await(stage, client, &again), other);
    answer(stage->workers[silent], &first, REPLY_OK, "{\"by\":\"silent\"}"); /* late, and of another request */
    assert_false(bus_client_receive(client, SOON_MS, &none));
    answer(stage->workers[other], &again, REPLY_OK, "{\"by\":\"again\"}");
    expect_answer(client, REPLY_OK, "{\"by\":\"again\"}");
    bus_client_destroy(&client);
}

static void unavailable_is_asked_again(void **state)
{
    struct stage *stage = *state;
    struct asked asked;
    struct bus_client *client = client_open(stage, TRY_MS, 0);
    ask(client, "k", "{}");
    int first = await(stage, client, &asked);
    answer(stage->workers[first], &asked, REPLY_UNAVAILABLE, "{}");
    int second = await(stage, client, &asked);
    assert_int_equal(second, 1 - first);
    answer(stage->workers[second], &asked, REPLY_OK, "{}");
    expect_answer(client, REPLY_OK, "{}");
    bus_client_destroy(&client);
}

static void deadline_ends_it(void **state)
{
    struct stage *stage = *state;
    struct bus_answer got;
    struct asked asked;
    struct bus_client *client = client_open(stage, TRY_MS, 0);
    assert_true(bus_client_send(client, "ticket.submit", "k", instant_now() + 50, "{}", 2, stage));
    assert_true(bus_client_receive(client, PATIENCE_MS, &got));
    assert_int_equal(got.status, REPLY_UNAVAILABLE);
    assert_false(got.answered);
    assert_ptr_equal(got.context, stage);
    assert_int_equal(bus_client_pending(client), 0);
    for (int i = 0; i < WORKERS; i++) /* its answer comes too late for anybody */
        if (take(stage->workers[i], &asked))
            answer(stage->workers[i], &asked, REPLY_OK, "{}");
    assert_false(bus_client_receive(client, SOON_MS, &got));
    bus_client_destroy(&client);
}

static void nobody_is_there(void **state)
{
    struct stage *stage = *state;
    struct bus_answer got;
    struct bus_client *client =
        bus_client_new(&(struct bus_client_options){.run = stage->folder, .service = "absent", .workers = 2});
    bus_client_call(client, "ticket.submit", "k", instant_now() + 100, "{}", &got);
    assert_int_equal(got.status, REPLY_UNAVAILABLE);
    assert_false(got.answered);
    bus_client_destroy(&client);
}

static void window_is_kept(void **state)
{
    struct stage *stage = *state;
    struct asked asked;
    struct bus_client *client = client_open(stage, PATIENCE_MS, 3);
    for (int i = 0; i < 3; i++)
        ask(client, "k", "{}");
    assert_false(bus_client_ready(client));
    assert_false(bus_client_send(client, "ticket.submit", "k", instant_now() + 1000, "{}", 2, NULL));
    int worker = await(stage, client, &asked);
    answer(stage->workers[worker], &asked, REPLY_OK, "{}");
    expect_answer(client, REPLY_OK, "{}");
    assert_true(bus_client_ready(client));
    assert_int_equal(bus_client_pending(client), 2);
    bus_client_destroy(&client);
}

/* Answers that are none are passed over. */
static void broken_answers(void **state)
{
    struct stage *stage = *state;
    struct asked asked;
    struct bus_answer none;
    struct bus_client *client = client_open(stage, PATIENCE_MS, 0);
    ask(client, "k", "{}");
    int worker = await(stage, client, &asked);
    static const char *const headers[] = {"", "ok", "1 fine", "999999999999999999 ok", "x ok"};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        bus_server_reply(stage->workers[worker], &asked.peer, headers[i], strlen(headers[i]), "{}", 2);
    assert_false(bus_client_receive(client, SOON_MS, &none));
    answer(stage->workers[worker], &asked, REPLY_OK, "{}");
    expect_answer(client, REPLY_OK, "{}");
    bus_client_destroy(&client);
}

#define STAGED(TEST) cmocka_unit_test_setup_teardown(TEST, stage_open, stage_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGED(answers_as_given),
        STAGED(least_loaded_first),
        STAGED(silent_worker_is_passed_over),
        STAGED(unavailable_is_asked_again),
        STAGED(deadline_ends_it),
        STAGED(nobody_is_there),
        STAGED(window_is_kept),
        STAGED(broken_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
