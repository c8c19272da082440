/* Alerts while a watcher does not watch. Runs beside a Steward with the city mini and two watchers, which are stopped
 * and woken by the process numbers that they tell. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/base/instant.h"
#include "tests/integration/wire.h"

enum { TICKETS = 30, PATIENCE_MS = 30000, LOOK_US = 100000 };

static struct world *world;
static pid_t watchers[2];

static int world_open(void **state)
{
    (void)state;
    world = world_new();
    for (int i = 0; i < 2; i++) {
        struct wire *wire = wire_new(world, "deadline", i);
        struct world_reply reply;
        uint64_t number;
        wire_send(wire, "service.status", 1, NULL, "{}");
        if (!wire_receive(wire, PATIENCE_MS, &number, &reply))
            return -1;
        watchers[i] = (pid_t)world_reply_number(&reply, "process");
        world_reply_clear(&reply);
        wire_destroy(&wire);
    }
    return watchers[0] > 1 && watchers[1] > 1 ? 0 : -1;
}

static int world_close(void **state)
{
    (void)state;
    world_destroy(&world);
    return 0;
}

static void watchers_signal(int signal)
{
    for (int i = 0; i < 2; i++)
        assert_int_equal(kill(watchers[i], signal), 0);
}

static int64_t ask(const char *message, json_t *body)
{
    struct world_reply reply = world_ask(world, message, NULL, body);
    if (reply.status != REPLY_OK)
        fail_msg("%s: %s", message, world_reply_error(&reply, "message"));
    int64_t ticket = world_reply_number(&reply, "ticket");
    world_reply_clear(&reply);
    return ticket;
}

static void move(const char *message, int64_t ticket, const char *person, const char *field)
{
    json_t *body = json_pack("{s:s, s:s, s:I}", "city", "mini", "actor", person, "ticket", (json_int_t)ticket);
    if (field)
        json_object_set_new(body, field, json_string("说明"));
    ask(message, body);
}

/* A complaint whose limit is two seconds. */
static int64_t submit(void)
{
    return ask("ticket.submit",
               json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "city", "mini", "actor", "resident", "channel", "app",
                         "category", "test.quick", "area", "west.bridge", "title", "两秒到期"));
}

static json_t *show(int64_t ticket)
{
    struct world_reply reply =
        world_ask(world, "ticket.show", NULL, json_pack("{s:s, s:I}", "city", "mini", "ticket", (json_int_t)ticket));
    assert_int_equal(reply.status, REPLY_OK);
    return reply.body;
}

static size_t alerts_of(int64_t ticket)
{
    json_t *shown = show(ticket);
    size_t alerts = json_array_size(json_object_get(shown, "alerts"));
    json_decref(shown);
    return alerts;
}

/* When the ticket's task is due; waits until it is handed out. */
static int64_t due_of(int64_t ticket)
{
    for (int64_t end = instant_now() + PATIENCE_MS; instant_now() < end; usleep(LOOK_US)) {
        json_t *shown = show(ticket);
        int64_t due = json_integer_value(json_object_get(json_object_get(shown, "ticket"), "due"));
        json_decref(shown);
        if (due)
            return due;
    }
    fail_msg("ticket %lld is not handed out", (long long)ticket);
    return 0;
}

static void await_due(int64_t ticket)
{
    int64_t due = due_of(ticket);
    while (instant_now() <= due)
        usleep(LOOK_US);
}

static void await_alert(int64_t ticket)
{
    for (int64_t end = instant_now() + PATIENCE_MS; !alerts_of(ticket); usleep(LOOK_US))
        if (instant_now() > end)
            fail_msg("ticket %lld raises no alert", (long long)ticket);
}

/* Events of the ticket's alerts; each must not be before its time. */
static size_t overdue_events(int64_t ticket)
{
    size_t i, count = 0;
    json_t *event, *shown = show(ticket);
    json_array_foreach(json_object_get(shown, "timeline"), i, event)
    {
        if (strcmp(json_string_value(json_object_get(event, "kind")), "clock.overdue") != 0)
            continue;
        assert_true(json_integer_value(json_object_get(event, "at")) >=
                    json_integer_value(json_object_get(event, "due")));
        count++;
    }
    json_decref(shown);
    return count;
}

static void two_watchers_raise_each_once(void **state)
{
    int64_t tickets[TICKETS];
    (void)state;
    for (int i = 0; i < TICKETS; i++)
        tickets[i] = submit();
    for (int i = 0; i < TICKETS; i++)
        await_alert(tickets[i]);
    usleep(5 * LOOK_US);
    for (int i = 0; i < TICKETS; i++) {
        assert_int_equal(alerts_of(tickets[i]), 1);
        assert_int_equal(overdue_events(tickets[i]), 1);
    }
}

/* A clock that ran out while nobody watched alerts all the same, whatever has become of the ticket since. */
static void watchers_down(void **state)
{
    (void)state;
    watchers_signal(SIGSTOP);
    int64_t handled = submit(), returned = submit(), voided = submit(), reworked = submit(), left = submit();
    await_due(left);
    move("ticket.sign", handled, "west.handler", NULL);
    move("ticket.handle", handled, "west.handler", "result");
    move("ticket.return", returned, "west.handler", "reason");
    move("ticket.void", voided, "supervisor", "reason");
    move("ticket.sign", reworked, "west.handler", NULL);
    move("ticket.handle", reworked, "west.handler", "result");
    move("ticket.rework", reworked, "grid.west", "reason");
    assert_int_equal(alerts_of(handled), 0);
    watchers_signal(SIGCONT);
    const int64_t tickets[] = {handled, returned, voided, reworked, left};
    for (size_t i = 0; i < sizeof tickets / sizeof *tickets; i++)
        await_alert(tickets[i]);
    usleep(5 * LOOK_US);
    for (size_t i = 0; i < sizeof tickets / sizeof *tickets; i++)
        assert_int_equal(overdue_events(tickets[i]), 1);
}

/* What is handled in time while nobody watches never alerts, also when they watch again after its time. */
static void handled_in_time_unwatched(void **state)
{
    bool in_time = false;
    int64_t ticket = 0;
    (void)state;
    for (int64_t end = instant_now() + PATIENCE_MS; !in_time && instant_now() < end;) {
        watchers_signal(SIGSTOP);
        ticket = submit();
        int64_t due = due_of(ticket);
        move("ticket.sign", ticket, "west.handler", NULL);
        move("ticket.handle", ticket, "west.handler", "result");
        in_time = instant_now() < due; /* else this machine was too slow: once more */
        await_due(ticket);
        watchers_signal(SIGCONT);
    }
    assert_true(in_time);
    int64_t later = submit(); /* when this one alerts, the watchers have looked */
    await_alert(later);
    assert_int_equal(alerts_of(ticket), 0);
    assert_int_equal(overdue_events(ticket), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_watchers_raise_each_once),
        cmocka_unit_test(watchers_down),
        cmocka_unit_test(handled_in_time_unwatched),
    };
    return cmocka_run_group_tests(tests, world_open, world_close);
}
