/* Bad input, said straight at the sockets: each gets a precise answer that names the field, and nothing of it is
 * stored. Runs beside a Steward with the city mini; beside-steward sees to it that no process ended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/identifier.h"
#include "common/base/instant.h"
#include "tests/integration/wire.h"

enum { WAIT_MS = 10000, REQUEST = 42, LARGE = 65 * 1024, HUGE_FRAME = 1024 * 1024 + 1, DEEP = 30000 };

static struct world *world;
static struct wire *intake, *dispatch, *report;
static int64_t stored_before, ticket;

/* How far the log is: whatever is stored is told there. */
static int64_t log_head(void)
{
    struct world_reply reply = world_ask(world, "log.read", NULL, json_pack("{s:s, s:i}", "city", "mini", "after", 0));
    int64_t head = world_reply_number(&reply, "head");
    assert_int_equal(reply.status, REPLY_OK);
    world_reply_clear(&reply);
    return head;
}

static int world_open(void **state)
{
    (void)state;
    world = world_new();
    intake = wire_new(world, "intake", 0);
    dispatch = wire_new(world, "dispatch", 0);
    report = wire_new(world, "report", 0);
    struct world_reply reply =
        world_ask(world, "ticket.submit", NULL,
                  json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "city", "mini", "actor", "resident", "channel", "app",
                            "category", "unrouted", "area", "west.bridge", "title", "好的"));
    ticket = world_reply_number(&reply, "ticket");
    world_reply_clear(&reply);
    stored_before = log_head();
    return ticket == 0;
}

static int world_close(void **state)
{
    (void)state;
    wire_destroy(&intake);
    wire_destroy(&dispatch);
    wire_destroy(&report);
    world_destroy(&world);
    return 0;
}

static void expect_reply(struct wire *wire, const char *what, uint64_t request, enum reply_status status,
                         const char *code, const char *field)
{
    struct world_reply reply;
    uint64_t number = 0;
    if (!wire_receive(wire, WAIT_MS, &number, &reply))
        fail_msg("%.200s: no answer", what);
    if (number != request || reply.status != status || strcmp(world_reply_error(&reply, "code"), code) != 0 ||
        strcmp(world_reply_error(&reply, "field"), field) != 0)
        fail_msg("%.200s: expected %llu %s %s %s, found %llu %s %s %s: %s", what, (unsigned long long)request,
                 reply_status_name(status), code, field, (unsigned long long)number, reply_status_name(reply.status),
                 world_reply_error(&reply, "code"), world_reply_error(&reply, "field"),
                 world_reply_error(&reply, "message"));
    assert_true(strlen(world_reply_error(&reply, "message")) > 10);
    world_reply_clear(&reply);
}

static void expect_refused(struct wire *wire, const char *message, const char *body, const char *code,
                           const char *field)
{
    char key[IDENTIFIER_BYTES]; /* one each: a key keeps a refusal that came from the ticket's state */
    identifier_new(key);
    wire_send(wire, message, REQUEST, key, body);
    expect_reply(wire, body, REQUEST, REPLY_REFUSED, code, field);
}

#define GOOD  "\"city\":\"mini\",\"actor\":\"resident\",\"channel\":\"app\",\"category\":\"unrouted\","
#define PLACE "\"area\":\"west.bridge\","
#define TITLE "\"title\":\"题\""

static void complaint_refused(const char *body, const char *code, const char *field)
{
    expect_refused(intake, "ticket.submit", body, code, field);
}

static void fields_of_a_complaint(void **state)
{
    char text[8192];
    (void)state;
    complaint_refused("{" GOOD PLACE "\"address\":\"路\"}", "missing_field", "title");
    complaint_refused("{}", "missing_field", "city");
    complaint_refused("{" GOOD PLACE TITLE ",\"colour\":\"red\"}", "unknown_field", "colour");
    complaint_refused("{" GOOD PLACE TITLE ",\"说明\":\"字段名\"}", "unknown_field", "说明");
    complaint_refused("{" GOOD PLACE "\"title\":\"\"}", "out_of_range", "title");
    complaint_refused("{" GOOD PLACE "\"title\":7}", "wrong_type", "title");
    complaint_refused("{" GOOD PLACE "\"title\":null}", "wrong_type", "title");
    complaint_refused("{" GOOD PLACE "\"title\":[\"题\"]}", "wrong_type", "title");
    complaint_refused("{" GOOD "\"area\":\"west bridge\"," TITLE "}", "wrong_type", "area");
    complaint_refused("{" GOOD PLACE "\"title\":\"NUL \\u0000 inside\"}", "wrong_type", "title");
    complaint_refused("{" GOOD PLACE TITLE ",\"at\":\"2024-01-01\"}", "wrong_type", "at");
    complaint_refused("{" GOOD PLACE TITLE ",\"at\":-1}", "out_of_range", "at");
    complaint_refused("{" GOOD PLACE TITLE ",\"at\":1.5}", "wrong_type", "at");
    complaint_refused("{" GOOD PLACE TITLE ",\"latitude\":91,\"longitude\":1}", "out_of_range", "latitude");
    complaint_refused("{" GOOD PLACE TITLE ",\"latitude\":\"31\",\"longitude\":1}", "wrong_type", "latitude");
    complaint_refused("{" GOOD PLACE TITLE ",\"latitude\":31}", "missing_field", "longitude");
    snprintf(text, sizeof text, "{" GOOD PLACE "\"title\":\"%0401d\"}", 7);
    complaint_refused(text, "out_of_range", "title");
    snprintf(text, sizeof text, "{" GOOD PLACE TITLE ",\"description\":\"%04001d\"}", 7);
    complaint_refused(text, "out_of_range", "description");
}

/* The name of a field that is none may itself be long, and cut where it is told, but only between two characters. */
static void long_names_of_fields(void **state)
{
    static const char *const names[] = {"name-", "x字段名", "xy字段名", "字段名"};
    char text[2048], name[1024];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        name[0] = '\0';
        while (strlen(name) < 500)
            strncat(name, names[i], sizeof name - strlen(name) - 1);
        snprintf(text, sizeof text, "{" GOOD PLACE TITLE ",\"%s\":1}", name);
        wire_send(intake, "ticket.submit", REQUEST, "one-key", text);
        struct world_reply reply;
        uint64_t number;
        assert_true(wire_receive(intake, WAIT_MS, &number, &reply));
        assert_string_equal(world_reply_error(&reply, "code"), "unknown_field");
        assert_non_null(strstr(world_reply_error(&reply, "message"), "has no field"));
        assert_memory_equal(world_reply_error(&reply, "field"), name, 60);
        world_reply_clear(&reply);
    }
}

static void what_is_not_in_the_pack(void **state)
{
    (void)state;
    complaint_refused(
        "{\"city\":\"atlantis\",\"actor\":\"resident\",\"channel\":\"app\",\"category\":\"unrouted\"," PLACE TITLE "}",
        "unknown_city", "city");
    complaint_refused(
        "{\"city\":\"mini\",\"actor\":\"nobody\",\"channel\":\"app\",\"category\":\"unrouted\"," PLACE TITLE "}",
        "unknown_person", "actor");
    complaint_refused(
        "{\"city\":\"mini\",\"actor\":\"resident\",\"channel\":\"fax\",\"category\":\"unrouted\"," PLACE TITLE "}",
        "unknown_channel", "channel");
    complaint_refused("{\"city\":\"mini\",\"actor\":\"resident\",\"channel\":\"app\",\"category\":\"ufo\"," PLACE TITLE
                      "}",
                      "unknown_category", "category");
    complaint_refused("{" GOOD "\"area\":\"moon\"," TITLE "}", "unknown_area", "area");
    complaint_refused(
        "{\"city\":\"mini\",\"actor\":\"auditor\",\"channel\":\"app\",\"category\":\"unrouted\"," PLACE TITLE "}",
        "not_allowed", "actor");
    complaint_refused("{" GOOD PLACE TITLE ",\"at\":1}", "not_allowed", "at");
}

static void move_refused(const char *message, const char *rest, const char *code, const char *field)
{
    char body[1024];
    snprintf(body, sizeof body, "{\"city\":\"mini\",%s}", rest);
    expect_refused(dispatch, message, body, code, field);
}

static void fields_of_a_move(void **state)
{
    char own[256];
    (void)state;
    move_refused("ticket.accept", "\"actor\":\"operator\"", "missing_field", "ticket");
    move_refused("ticket.accept", "\"actor\":\"operator\",\"ticket\":0", "out_of_range", "ticket");
    move_refused("ticket.accept", "\"actor\":\"operator\",\"ticket\":\"1\"", "wrong_type", "ticket");
    move_refused("ticket.accept", "\"actor\":\"operator\",\"ticket\":9007199254740991", "unknown_ticket", "ticket");
    move_refused("ticket.accept", "\"actor\":\"operator\",\"ticket\":99999999999999999999", "bad_json", "");
    move_refused("ticket.accept", "\"actor\":\"operator\",\"ticket\":1,\"version\":1", "unknown_field", "version");
    move_refused("ticket.accept", "\"actor\":\"nobody\",\"ticket\":1", "unknown_person", "actor");
    move_refused("ticket.void", "\"actor\":\"operator\",\"ticket\":1", "missing_field", "reason");
    move_refused("ticket.void", "\"actor\":\"operator\",\"ticket\":1,\"reason\":\"\"", "out_of_range", "reason");
    move_refused("ticket.dispatch", "\"actor\":\"dispatcher\",\"ticket\":1,\"organisation\":\"nobody\"",
                 "unknown_organisation", "organisation");
    move_refused("ticket.dispatch", "\"actor\":\"importer\",\"ticket\":1,\"due\":1,\"no_limit\":true", "out_of_range",
                 "no_limit");
    move_refused("ticket.dispatch", "\"actor\":\"importer\",\"ticket\":1,\"no_limit\":1", "wrong_type", "no_limit");
    snprintf(own, sizeof own, "\"actor\":\"operator\",\"ticket\":%lld,\"answer\":\"好\"", (long long)ticket);
    move_refused("ticket.close", own, "move_refused", "");
    snprintf(own, sizeof own, "\"actor\":\"auditor\",\"ticket\":%lld", (long long)ticket);
    move_refused("ticket.accept", own, "not_allowed", "actor");
}

static void fields_of_a_query(void **state)
{
    (void)state;
    expect_refused(report, "ticket.list", "{\"city\":\"mini\",\"state\":\"lost\"}", "unknown_state", "state");
    expect_refused(report, "ticket.list", "{\"city\":\"mini\",\"limit\":501}", "out_of_range", "limit");
    expect_refused(report, "ticket.list", "{\"city\":\"mini\",\"organisation\":\"nobody\"}", "unknown_organisation",
                   "organisation");
    expect_refused(report, "ticket.list", "{\"city\":\"mini\",\"category\":\"ufo\"}", "unknown_category", "category");
    expect_refused(report, "ticket.show", "{\"city\":\"mini\",\"ticket\":9007199254740991}", "unknown_ticket",
                   "ticket");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"from\":\"2015-13\",\"to\":\"2015-13\"}",
                   "out_of_range", "from");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"from\":\"2015-02-29\",\"to\":\"2015-03\"}",
                   "out_of_range", "from");
    expect_refused(report, "report.question",
                   "{\"city\":\"mini\",\"from\":\"2015-01\",\"to\":\"2015-02\",\"by\":[\"mood\"]}", "unknown_dimension",
                   "by");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"from\":\"0000-01-01\",\"to\":\"2015-02\"}",
                   "out_of_range", "from");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"from\":\"2015-03\",\"to\":\"2015-02\"}",
                   "out_of_range", "to");
    expect_refused(report, "report.question", "{\"city\":\"mini\"}", "missing_field", "from");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026-Q5\"}", "out_of_range", "period");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026\",\"by\":[\"area\",\"area\"]}",
                   "out_of_range", "by");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026\",\"by\":[\"day\",\"month\"]}",
                   "out_of_range", "by");
    expect_refused(report, "report.question",
                   "{\"city\":\"mini\",\"period\":\"2026\",\"by\":[\"area\",\"channel\",\"urgency\"]}", "out_of_range",
                   "by");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026\",\"level\":\"street\"}",
                   "out_of_range", "level");
    expect_refused(report, "report.question",
                   "{\"city\":\"mini\",\"period\":\"2026\",\"by\":[\"area\"],\"level\":\"planet\"}", "out_of_range",
                   "level");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026\",\"by\":[\"state\",\"area\"]}",
                   "out_of_range", "by");
    expect_refused(report, "report.question",
                   "{\"city\":\"mini\",\"period\":\"2026\",\"by\":[\"state\"],\"measures\":[\"closed\"]}",
                   "out_of_range", "measures");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026\",\"measures\":[\"recieved\"]}",
                   "unknown_measure", "measures");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026\",\"compare\":[\"mood\"]}",
                   "out_of_range", "compare");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026\",\"sort\":\"open\"}",
                   "out_of_range", "sort");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026\",\"area\":[\"moon\"]}",
                   "unknown_area", "area");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"frozen\":\"never\"}", "unknown_frozen", "frozen");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026\",\"position\":9007199254740991}",
                   "out_of_range", "position");
    expect_refused(report, "report.question", "{\"city\":\"mini\",\"period\":\"2026\",\"actor\":\"nobody\"}",
                   "unknown_person", "actor");
    expect_refused(report, "report.tickets",
                   "{\"city\":\"mini\",\"period\":\"2026\",\"measure\":\"closed\",\"row\":\"a/b\"}", "unknown_row",
                   "row");
    expect_refused(report, "report.tickets",
                   "{\"city\":\"mini\",\"period\":\"2026\",\"measure\":\"closed\",\"of\":\"whole\"}", "out_of_range",
                   "of");
    expect_refused(report, "report.tickets",
                   "{\"city\":\"mini\",\"from\":\"2015-01\",\"to\":\"2015-02\",\"measure\":\"happiness\"}",
                   "unknown_measure", "measure");
    expect_refused(report, "log.read", "{\"city\":\"mini\",\"after\":-1}", "out_of_range", "after");
    expect_refused(report, "city.board", "{\"city\":\"atlantis\"}", "unknown_city", "city");
}

static void bodies_that_are_no_json(void **state)
{
    char deep[DEEP + 1];
    (void)state;
    complaint_refused("", "bad_json", "");
    complaint_refused("no json at all", "bad_json", "");
    complaint_refused("{" GOOD, "bad_json", "");
    complaint_refused("{\"city\":\"mini\",\"city\":\"mini\"}", "bad_json", "");
    complaint_refused("[]", "wrong_type", "");
    complaint_refused("{" GOOD PLACE "\"title\":\"\xff\xfe\"}", "bad_json", "");
    complaint_refused("{" GOOD PLACE "\"title\":\"\xed\xa0\x80\"}", "bad_json", "");
    complaint_refused("{" GOOD PLACE "\"title\":\"\\ud800\"}", "bad_json", "");
    complaint_refused("{" GOOD PLACE TITLE ",\"latitude\":1e999,\"longitude\":1}", "bad_json", "");
    memset(deep, '[', DEEP);
    deep[DEEP] = '\0';
    complaint_refused(deep, "bad_json", "");
}

static void headers_that_are_none(void **state)
{
    static const char *const headers[] = {
        "",
        "ticket.submit",
        "ticket.submit 1 2",
        "ticket.submit 1 2 key more",
        "ticket.submit  1 2 key",
        "ticket.submit one 2 key",
        "ticket.submit 1 -2 key",
        "ticket.submit 1234567890123456789 2 key",
        "ticket.submit 1 2 key\n",
        "ticket.submit 1 2 a/key",
        "ticket.submit 1 2 12345678901234567890123456789012345678901234567890123456789012345",
    };
    char large[ENVELOPE_BYTES + 1];
    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        wire_send_frames(intake, (struct wire_frame[]){{headers[i], strlen(headers[i])}, {"{}", 2}}, 2);
        expect_reply(intake, headers[i], 0, REPLY_REFUSED, "bad_envelope", "");
    }
    memset(large, 'a', sizeof large);
    wire_send_frames(intake, (struct wire_frame[]){{large, sizeof large}, {"{}", 2}}, 2);
    expect_reply(intake, "a long header", 0, REPLY_REFUSED, "bad_envelope", "");
}

static void other_numbers_of_frames(void **state)
{
    static const char header[] = "ticket.submit 1 9999999999999 key";
    struct wire_frame frames[] = {{header, sizeof header - 1}, {"{}", 2}, {"{}", 2}, {"", 0}, {"x", 1}};
    (void)state;
    wire_send_frames(intake, frames, 1);
    expect_reply(intake, "one frame", 0, REPLY_REFUSED, "bad_envelope", "");
    wire_send_frames(intake, frames, 3);
    expect_reply(intake, "three frames", 0, REPLY_REFUSED, "bad_envelope", "");
    wire_send_frames(intake, frames, 5);
    expect_reply(intake, "five frames", 0, REPLY_REFUSED, "bad_envelope", "");
}

static void messages_for_nobody(void **state)
{
    static const char unreadable[] = "ticket.\xff 42 9999999999999 key";
    (void)state;
    expect_refused(intake, "ticket.dance", "{}", "unknown_message", "");
    expect_refused(intake, "ticket.accept", "{}", "unknown_message", "");
    expect_refused(dispatch, "ticket.submit", "{}", "unknown_message", "");
    wire_send_frames(intake, (struct wire_frame[]){{unreadable, sizeof unreadable - 1}, {"{}", 2}}, 2);
    expect_reply(intake, "a name that is no UTF-8", REQUEST, REPLY_REFUSED, "unknown_message", "");
    wire_send(intake, "ticket.submit", REQUEST, NULL, "{" GOOD PLACE TITLE "}");
    expect_reply(intake, "a command without a key", REQUEST, REPLY_REFUSED, "missing_key", "");
}

static void expired_deadline(void **state)
{
    static const char header[] = "ticket.submit 42 1000 expired-key", body[] = "{" GOOD PLACE TITLE "}";
    (void)state;
    wire_send_frames(intake, (struct wire_frame[]){{header, sizeof header - 1}, {body, sizeof body - 1}}, 2);
    expect_reply(intake, "a deadline of 1970", REQUEST, REPLY_EXPIRED, "expired", "");
}

static void body_too_large(void **state)
{
    static char large[LARGE];
    static const char header[] = "ticket.submit 42 9999999999999 key";
    (void)state;
    memset(large, ' ', sizeof large);
    wire_send_frames(intake, (struct wire_frame[]){{header, sizeof header - 1}, {large, sizeof large}}, 2);
    expect_reply(intake, "a body of 65 KiB", REQUEST, REPLY_REFUSED, "out_of_range", "");
}

/* A frame beyond all limits ends the connection of who sent it; everybody else is served as before. */
static void frame_too_large(void **state)
{
    static char large[HUGE_FRAME];
    static const char header[] = "ticket.submit 1 9999999999999 key";
    struct world_reply reply;
    uint64_t number;
    (void)state;
    struct wire *other = wire_new(world, "intake", 0);
    memset(large, ' ', sizeof large);
    wire_send_frames(other, (struct wire_frame[]){{header, sizeof header - 1}, {large, sizeof large}}, 2);
    assert_false(wire_receive(other, 500, &number, &reply));
    complaint_refused("{}", "missing_field", "city");
    wire_destroy(&other);
}

/* Bytes by chance, from a seed: whatever they are, the next question is answered. */
static void bytes_by_chance(void **state)
{
    static const char alphabet[] = "{}[]\":,\\0123456789aetn.-+ \t\n\x00\x01\x7f\x80\xc3\xff";
    unsigned chance = 20150101;
    char bytes[256];
    (void)state;
    for (int round = 0; round < 2000; round++) {
        size_t length = (size_t)(rand_r(&chance)) % sizeof bytes;
        for (size_t i = 0; i < length; i++)
            bytes[i] = alphabet[(size_t)rand_r(&chance) % (sizeof alphabet - 1)];
        static const char header[] = "ticket.submit 42 9999999999999 key";
        bool in_header = round % 4 == 0;
        wire_send_frames(intake,
                         (struct wire_frame[]){{in_header ? bytes : header, in_header ? length : sizeof header - 1},
                                               {bytes, length}},
                         2);
        struct world_reply reply;
        uint64_t number;
        assert_true(wire_receive(intake, WAIT_MS, &number, &reply));
        assert_int_equal(reply.status, REPLY_REFUSED);
        world_reply_clear(&reply);
    }
}

static void nothing_is_stored(void **state)
{
    (void)state;
    assert_int_equal(log_head(), stored_before);
    complaint_refused("{}", "missing_field", "city");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_of_a_complaint),   cmocka_unit_test(long_names_of_fields),
        cmocka_unit_test(what_is_not_in_the_pack), cmocka_unit_test(fields_of_a_move),
        cmocka_unit_test(fields_of_a_query),       cmocka_unit_test(bodies_that_are_no_json),
        cmocka_unit_test(headers_that_are_none),   cmocka_unit_test(other_numbers_of_frames),
        cmocka_unit_test(messages_for_nobody),     cmocka_unit_test(expired_deadline),
        cmocka_unit_test(body_too_large),          cmocka_unit_test(frame_too_large),
        cmocka_unit_test(bytes_by_chance),         cmocka_unit_test(nothing_is_stored),
    };
    return cmocka_run_group_tests(tests, world_open, world_close);
}
