/* A client with a hundred thousand complaints under way, more than all queues hold: each is stored once and answered,
 * and while they wait others are still served. Runs beside a Steward with the city mini and two workers of intake. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/bus/client.h"
#include "tests/scenario/world.h"

enum { COMPLAINTS = 100000, PATIENCE_MS = 150000 };

static int compare(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

static void send_all(struct bus_client *client, int64_t *tickets)
{
    char key[KEY_BYTES_MAX], body[256];
    int64_t deadline = instant_now() + PATIENCE_MS;
    for (int i = 0; i < COMPLAINTS; i++) {
        snprintf(key, sizeof key, "pressure-%d", i);
        int length = snprintf(body, sizeof body,
                              "{\"city\":\"mini\",\"actor\":\"resident\",\"channel\":\"app\",\"category\":\"unrouted\","
                              "\"area\":\"west.bridge\",\"title\":\"%d\"}",
                              i);
        assert_true(bus_client_send(client, "ticket.submit", key, deadline, body, (size_t)length, &tickets[i]));
    }
    assert_false(bus_client_ready(client));
    assert_int_equal(bus_client_pending(client), COMPLAINTS);
}

static void receive_all(struct bus_client *client)
{
    struct bus_answer answer;
    while (bus_client_pending(client)) {
        long long ticket;
        assert_true(bus_client_receive(client, PATIENCE_MS, &answer));
        if (answer.status != REPLY_OK)
            fail_msg("%s: %s", reply_status_name(answer.status), answer.body);
        assert_int_equal(sscanf(answer.body, "{\"ticket\":%lld", &ticket), 1);
        assert_int_equal(*(int64_t *)answer.context, 0); /* one answer each */
        *(int64_t *)answer.context = ticket;
    }
}

static void hundred_thousand_at_once(void **state)
{
    (void)state;
    struct world *world = world_new();
    int64_t *tickets = memory_new(COMPLAINTS, sizeof *tickets);
    struct bus_client *client = bus_client_new(&(struct bus_client_options){
        .run = world_settings(world)->run, .service = "intake", .workers = 2, .try_ms = 10000, .window = COMPLAINTS});
    send_all(client, tickets);
    struct world_reply reply = world_ask(world, "city.board", NULL, json_pack("{s:s}", "city", "mini"));
    assert_int_equal(reply.status, REPLY_OK); /* somebody else is answered meanwhile */
    world_reply_clear(&reply);
    receive_all(client);
    qsort(tickets, COMPLAINTS, sizeof *tickets, compare);
    for (int i = 1; i < COMPLAINTS; i++)
        assert_true(tickets[i - 1] < tickets[i]);
    reply = world_ask(world, "log.read", NULL, json_pack("{s:s, s:i}", "city", "mini", "after", 0));
    assert_int_equal(world_reply_number(&reply, "head"), COMPLAINTS + 1); /* and the pack's own event */
    world_reply_clear(&reply);
    bus_client_destroy(&client);
    free(tickets);
    world_destroy(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hundred_thousand_at_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
