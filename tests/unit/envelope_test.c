/* Header frames: what is written is read again, and what is none is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "proto/envelope.h"

static void request_is_read_as_written(void **state)
{
    char frame[ENVELOPE_BYTES];
    struct request_header header;
    (void)state;
    size_t length = request_header_write(frame, "ticket.submit", 42, 1732223423123, "a.key_:-9");
    assert_true(request_header_parse(frame, length, &header));
    assert_int_equal(header.name_length, strlen("ticket.submit"));
    assert_memory_equal(header.name, "ticket.submit", header.name_length);
    assert_int_equal(header.request, 42);
    assert_int_equal(header.deadline, 1732223423123);
    assert_int_equal(header.key_length, 9);
    assert_memory_equal(header.key, "a.key_:-9", 9);
}

static void a_dash_is_no_key(void **state)
{
    char frame[ENVELOPE_BYTES];
    struct request_header header;
    (void)state;
    for (int empty = 0; empty < 2; empty++) {
        size_t length = request_header_write(frame, "city.board", 1, 2, empty ? "" : NULL);
        assert_true(request_header_parse(frame, length, &header));
        assert_int_equal(header.key_length, 0);
    }
    assert_true(request_header_parse("m 1 2 --", 8, &header));
    assert_int_equal(header.key_length, 2);
}

static void what_does_not_fit_is_not_written(void **state)
{
    char frame[ENVELOPE_BYTES], name[ENVELOPE_BYTES + 1];
    (void)state;
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(request_header_write(frame, name, 1, 2, "k"), 0);
}

static void requests_that_are_none(void **state)
{
    static const char *const frames[] = {
        "",
        " ",
        "m",
        "m 1",
        "m 1 2",
        "m 1 2 ",
        " m 1 2 k",
        "m  1 2 k",
        "m 1 2 k ",
        "m 1 2 k k",
        "m x 2 k",
        "m 1 x k",
        "m -1 2 k",
        "m 1 -2 k",
        "m +1 2 k",
        "m 1.0 2 k",
        "m 1234567890123456789 2 k",
        "m 1 1234567890123456789 k",
        "m 1 2 k\n",
        "m\t1 2 k",
        "m 1 2 käse",
        "m 1 2 a/b",
        "m 1 2 12345678901234567890123456789012345678901234567890123456789012345", /* 65 */
    };
    struct request_header header;
    (void)state;
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
        if (request_header_parse(frames[i], strlen(frames[i]), &header))
            fail_msg("'%s' is no header", frames[i]);
    assert_false(request_header_parse("m 1 2 k\0", 8, &header));
}

static void reply_is_read_as_written(void **state)
{
    char frame[ENVELOPE_BYTES];
    uint64_t request;
    enum reply_status status;
    (void)state;
    for (int one = REPLY_OK; one <= REPLY_EXPIRED; one++) {
        size_t length = reply_header_write(frame, 999999999999999999U, (enum reply_status)one);
        assert_true(reply_header_parse(frame, length, &request, &status));
        assert_int_equal(request, 999999999999999999U);
        assert_int_equal(status, one);
        assert_non_null(strstr(frame, reply_status_name(status)));
    }
}

static void replies_that_are_none(void **state)
{
    static const char *const frames[] = {"",          "ok",     "1",     "1 ",  "1 fine", "1 ok ",
                                         "1 ok more", "one ok", "1  ok", "1 o", "1 okay"};
    uint64_t request;
    enum reply_status status;
    (void)state;
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
        if (reply_header_parse(frames[i], strlen(frames[i]), &request, &status))
            fail_msg("'%s' is no header", frames[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(request_is_read_as_written),       cmocka_unit_test(a_dash_is_no_key),
        cmocka_unit_test(what_does_not_fit_is_not_written), cmocka_unit_test(requests_that_are_none),
        cmocka_unit_test(reply_is_read_as_written),         cmocka_unit_test(replies_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
