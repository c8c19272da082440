/* Idempotency keys: the same key and body get the same reply, whoever is asked and however often; another body is a
 * conflict. Runs beside a Steward with the city mini and two workers of intake and of dispatch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/identifier.h"
#include "tests/integration/wire.h"

enum { MANY = 200, WAIT_MS = 20000, BODY_BYTES = 512 };

static struct world *world;

static int world_open(void **state)
{
    (void)state;
    world = world_new();
    return 0;
}

static int world_close(void **state)
{
    (void)state;
    world_destroy(&world);
    return 0;
}

static json_t *complaint(const char *title)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "city", "mini", "actor", "resident", "channel", "app",
                     "category", "unrouted", "area", "west.bridge", "title", title);
}

static int64_t submit(const char *title)
{
    struct world_reply reply = world_ask(world, "ticket.submit", NULL, complaint(title));
    int64_t ticket = world_reply_number(&reply, "ticket");
    assert_int_equal(reply.status, REPLY_OK);
    world_reply_clear(&reply);
    return ticket;
}

static json_t *acceptance(int64_t ticket, const char *reason)
{
    return json_pack("{s:s, s:s, s:I, s:s}", "city", "mini", "actor", "operator", "ticket", (json_int_t)ticket,
                     "reason", reason);
}

static int64_t version_of(int64_t ticket)
{
    struct world_reply reply =
        world_ask(world, "ticket.show", NULL, json_pack("{s:s, s:I}", "city", "mini", "ticket", (json_int_t)ticket));
    int64_t version = json_integer_value(json_object_get(json_object_get(reply.body, "ticket"), "version"));
    world_reply_clear(&reply);
    return version;
}

static void expect_conflict(struct world_reply reply)
{
    assert_int_equal(reply.status, REPLY_CONFLICT);
    assert_string_equal(world_reply_error(&reply, "code"), "key_conflict");
    world_reply_clear(&reply);
}

static void same_key_same_complaint(void **state)
{
    char key[IDENTIFIER_BYTES];
    (void)state;
    identifier_new(key);
    struct world_reply first = world_ask(world, "ticket.submit", key, complaint("一次"));
    struct world_reply again = world_ask(world, "ticket.submit", key, complaint("一次"));
    assert_int_equal(first.status, REPLY_OK);
    assert_int_equal(again.status, REPLY_OK);
    assert_true(json_equal(first.body, again.body));
    world_reply_clear(&first);
    world_reply_clear(&again);
    expect_conflict(world_ask(world, "ticket.submit", key, complaint("两次")));
}

static void same_key_same_move(void **state)
{
    char key[IDENTIFIER_BYTES];
    int64_t ticket = submit("移动一次"), other = submit("别的工单");
    (void)state;
    identifier_new(key);
    struct world_reply first = world_ask(world, "ticket.accept", key, acceptance(ticket, "属实"));
    assert_int_equal(first.status, REPLY_OK);
    struct world_reply voided = world_ask(world, "ticket.void", NULL,
                                          json_pack("{s:s, s:s, s:I, s:s}", "city", "mini", "actor", "supervisor",
                                                    "ticket", (json_int_t)ticket, "reason", "误报"));
    assert_int_equal(voided.status, REPLY_OK);
    /* the ticket has moved on since, and the move would be refused now: what was said then is said again */
    struct world_reply again = world_ask(world, "ticket.accept", key, acceptance(ticket, "属实"));
    assert_int_equal(again.status, REPLY_OK);
    assert_true(json_equal(first.body, again.body));
    world_reply_clear(&first);
    world_reply_clear(&voided);
    world_reply_clear(&again);
    expect_conflict(world_ask(world, "ticket.accept", key, acceptance(ticket, "换个理由")));
    expect_conflict(world_ask(world, "ticket.accept", key, acceptance(other, "属实")));
    assert_int_equal(version_of(ticket), 3);
    assert_int_equal(version_of(other), 1);
}

static json_t *signature(int64_t ticket, const char *reason)
{
    return json_pack("{s:s, s:s, s:I, s:s}", "city", "mini", "actor", "housing.handler", "ticket", (json_int_t)ticket,
                     "reason", reason);
}

/* What a ticket's state refused stays refused: a copy that arrives when the move has become possible is not done. */
static void refused_key_keeps_its_answer(void **state)
{
    char key[IDENTIFIER_BYTES];
    int64_t ticket = submit("先拒后准");
    (void)state;
    identifier_new(key);
    struct world_reply refused = world_ask(world, "ticket.sign", key, signature(ticket, "到场"));
    assert_int_equal(refused.status, REPLY_REFUSED);
    struct world_reply given = world_ask(world, "ticket.dispatch", NULL,
                                         json_pack("{s:s, s:s, s:I, s:s}", "city", "mini", "actor", "dispatcher",
                                                   "ticket", (json_int_t)ticket, "organisation", "housing"));
    assert_int_equal(given.status, REPLY_OK);
    struct world_reply again = world_ask(world, "ticket.sign", key, signature(ticket, "到场"));
    assert_int_equal(again.status, REPLY_REFUSED);
    assert_true(json_equal(refused.body, again.body));
    assert_int_equal(version_of(ticket), 2);
    expect_conflict(world_ask(world, "ticket.sign", key, signature(ticket, "换个理由")));
    struct world_reply done = world_ask(world, "ticket.sign", NULL, signature(ticket, "到场"));
    assert_int_equal(done.status, REPLY_OK);
    world_reply_clear(&refused);
    world_reply_clear(&given);
    world_reply_clear(&again);
    world_reply_clear(&done);
}

/* What two workers said to the same requests. */
struct said {
    enum reply_status status[2][MANY];
    int64_t ticket[2][MANY];
};

/* Sends MANY requests, each to both workers with one key, and takes all replies. */
static void ask_both(const char *service, const char *message, char (*bodies)[BODY_BYTES], struct said *said)
{
    struct wire *wires[2] = {wire_new(world, service, 0), wire_new(world, service, 1)};
    char keys[MANY][IDENTIFIER_BYTES];
    for (int i = 0; i < MANY; i++)
        identifier_new(keys[i]);
    for (int i = 0; i < MANY; i++)
        for (int w = 0; w < 2; w++)
            wire_send(wires[(i + w) % 2], message, (uint64_t)i, keys[i], bodies[i]);
    for (int w = 0; w < 2; w++)
        for (int i = 0; i < MANY; i++) {
            uint64_t request;
            struct world_reply reply;
            assert_true(wire_receive(wires[w], WAIT_MS, &request, &reply));
            said->status[w][request] = reply.status;
            said->ticket[w][request] = world_reply_number(&reply, "ticket");
            world_reply_clear(&reply);
        }
    wire_destroy(&wires[0]);
    wire_destroy(&wires[1]);
}

static void two_workers_at_once(void **state)
{
    static char bodies[MANY][BODY_BYTES];
    static struct said said;
    (void)state;
    for (int i = 0; i < MANY; i++)
        snprintf(bodies[i], BODY_BYTES,
                 "{\"city\":\"mini\",\"actor\":\"resident\",\"channel\":\"app\",\"category\":\"unrouted\","
                 "\"area\":\"west.bridge\",\"title\":\"两处同时 %d\"}",
                 i);
    ask_both("intake", "ticket.submit", bodies, &said);
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(said.status[0][i], REPLY_OK);
        assert_int_equal(said.status[1][i], REPLY_OK);
        assert_int_equal(said.ticket[0][i], said.ticket[1][i]);
        snprintf(bodies[i], BODY_BYTES, "{\"city\":\"mini\",\"actor\":\"operator\",\"ticket\":%lld}",
                 (long long)said.ticket[0][i]);
    }
    ask_both("dispatch", "ticket.accept", bodies, &said);
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(said.status[0][i], REPLY_OK);
        assert_int_equal(said.status[1][i], REPLY_OK);
        assert_int_equal(version_of(said.ticket[0][i]), 2);
    }
}

/* Sends all lines to one worker without waiting, so that they come into few batches. */
static void ask_at_once(const char *service, const char *message, const char *const *keys, char (*bodies)[BODY_BYTES],
                        int count, struct world_reply *replies)
{
    struct wire *wire = wire_new(world, service, 0);
    for (int i = 0; i < count; i++)
        wire_send(wire, message, (uint64_t)i, keys[i], bodies[i]);
    for (int i = 0; i < count; i++) {
        uint64_t request;
        struct world_reply reply;
        assert_true(wire_receive(wire, WAIT_MS, &request, &reply));
        replies[request] = reply;
    }
    wire_destroy(&wire);
}

static void same_key_in_one_batch(void **state)
{
    static char bodies[4][BODY_BYTES];
    struct world_reply replies[4];
    (void)state;
    for (int round = 0; round < 20; round++) {
        char key[IDENTIFIER_BYTES];
        identifier_new(key);
        for (int i = 0; i < 4; i++)
            snprintf(bodies[i], BODY_BYTES,
                     "{\"city\":\"mini\",\"actor\":\"resident\",\"channel\":\"app\",\"category\":\"unrouted\","
                     "\"area\":\"west.bridge\",\"title\":\"同批 %s\"}",
                     i == 2 ? "别的" : "一样");
        ask_at_once("intake", "ticket.submit", (const char *const[]){key, key, key, key}, bodies, 4, replies);
        int64_t ticket = 0;
        int stored = 0, conflicts = 0;
        for (int i = 0; i < 4; i++) {
            stored += replies[i].status == REPLY_OK;
            conflicts += replies[i].status == REPLY_CONFLICT;
            if (replies[i].status == REPLY_OK) {
                assert_true(ticket == 0 || ticket == world_reply_number(&replies[i], "ticket"));
                ticket = world_reply_number(&replies[i], "ticket");
            }
            world_reply_clear(&replies[i]);
        }
        assert_int_equal(stored + conflicts, 4);
        assert_true(stored == 3 || stored == 1); /* whichever of the two bodies came first */
    }
}

/* One key over two tickets, and a further move of one of them, all at once: one of the two is done, the other is a
 * conflict, and the further move finds its turn. */
static void key_over_two_tickets_in_one_batch(void **state)
{
    static char bodies[3][BODY_BYTES];
    struct world_reply replies[3];
    (void)state;
    for (int round = 0; round < 20; round++) {
        char key[IDENTIFIER_BYTES], further[IDENTIFIER_BYTES];
        int64_t first = submit("同键甲"), second = submit("同键乙");
        identifier_new(key);
        identifier_new(further);
        for (int i = 0; i < 3; i++)
            snprintf(bodies[i], BODY_BYTES, "{\"city\":\"mini\",\"actor\":\"operator\",\"ticket\":%lld}",
                     (long long)(i == 1 ? second : first));
        ask_at_once("dispatch", "ticket.accept", (const char *const[]){key, key, further}, bodies, 3, replies);
        assert_int_equal(replies[0].status == REPLY_OK, replies[1].status == REPLY_CONFLICT);
        assert_int_equal(replies[1].status == REPLY_OK, replies[0].status == REPLY_CONFLICT);
        assert_int_equal(replies[2].status, replies[0].status == REPLY_OK ? REPLY_REFUSED : REPLY_OK);
        assert_int_equal(version_of(first), 2);
        assert_int_equal(version_of(second), replies[1].status == REPLY_OK ? 2 : 1);
        for (int i = 0; i < 3; i++)
            world_reply_clear(&replies[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_key_same_complaint),      cmocka_unit_test(same_key_same_move),
        cmocka_unit_test(refused_key_keeps_its_answer), cmocka_unit_test(two_workers_at_once),
        cmocka_unit_test(same_key_in_one_batch),        cmocka_unit_test(key_over_two_tickets_in_one_batch),
    };
    return cmocka_run_group_tests(tests, world_open, world_close);
}
