/* Array parameters, byte for byte as PostgreSQL receives them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/store/array.h"

static void expect_bytes(struct array *array, const char *bytes, size_t length)
{
    array_finish(array);
    assert_int_equal(array->used, length);
    assert_memory_equal(array->bytes, bytes, length);
}

#define EXPECT(ARRAY, BYTES) expect_bytes(ARRAY, BYTES, sizeof(BYTES) - 1)

static void integers(void **state)
{
    struct array array = {0};
    (void)state;
    array_start(&array, ARRAY_SMALLINT);
    array_add_integer(&array, -2);
    array_add_null(&array);
    array_add_integer(&array, 300);
    assert_int_equal(array_oid(&array), 1005);
    EXPECT(&array, "\0\0\0\1\0\0\0\1\0\0\0\25\0\0\0\3\0\0\0\1"
                   "\0\0\0\2\377\376"
                   "\377\377\377\377"
                   "\0\0\0\2\1\54");
    array_start(&array, ARRAY_INTEGER);
    array_add_integer(&array, -2);
    assert_int_equal(array_oid(&array), 1007);
    EXPECT(&array, "\0\0\0\1\0\0\0\0\0\0\0\27\0\0\0\1\0\0\0\1"
                   "\0\0\0\4\377\377\377\376");
    array_start(&array, ARRAY_BIGINT);
    array_add_integer(&array, INT64_C(0x0102030405060708));
    assert_int_equal(array_oid(&array), 1016);
    EXPECT(&array, "\0\0\0\1\0\0\0\0\0\0\0\24\0\0\0\1\0\0\0\1"
                   "\0\0\0\10\1\2\3\4\5\6\7\10");
    array_clear(&array);
}

static void doubles_and_instants(void **state)
{
    struct array array = {0};
    (void)state;
    array_start(&array, ARRAY_DOUBLE);
    array_add_double(&array, -1.5);
    assert_int_equal(array_oid(&array), 1022);
    EXPECT(&array, "\0\0\0\1\0\0\0\0\0\0\2\275\0\0\0\1\0\0\0\1"
                   "\0\0\0\10\277\370\0\0\0\0\0\0");
    array_start(&array, ARRAY_INSTANT);
    array_add_instant(&array, INT64_C(946684800001)); /* a millisecond after 2000 began */
    assert_int_equal(array_oid(&array), 1185);
    EXPECT(&array, "\0\0\0\1\0\0\0\0\0\0\4\240\0\0\0\1\0\0\0\1"
                   "\0\0\0\10\0\0\0\0\0\0\3\350");
    array_clear(&array);
}

static void texts(void **state)
{
    struct array array = {0};
    (void)state;
    array_start(&array, ARRAY_TEXT);
    array_add_text(&array, "", 0);
    array_add_text(&array, "ab", 2);
    assert_int_equal(array_oid(&array), 1009);
    EXPECT(&array, "\0\0\0\1\0\0\0\0\0\0\0\31\0\0\0\2\0\0\0\1"
                   "\0\0\0\0"
                   "\0\0\0\2ab");
    array_start(&array, ARRAY_JSONB); /* each with the version of the form before it */
    array_add_text(&array, "{}", 2);
    assert_int_equal(array_oid(&array), 3807);
    EXPECT(&array, "\0\0\0\1\0\0\0\0\0\0\16\332\0\0\0\1\0\0\0\1"
                   "\0\0\0\3\1{}");
    array_clear(&array);
}

static void empty_and_used_again(void **state)
{
    struct array array = {0};
    (void)state;
    array_start(&array, ARRAY_INTEGER);
    EXPECT(&array, "\0\0\0\0\0\0\0\0\0\0\0\27");
    array_start(&array, ARRAY_TEXT);
    array_add_null(&array);
    EXPECT(&array, "\0\0\0\1\0\0\0\1\0\0\0\31\0\0\0\1\0\0\0\1\377\377\377\377");
    array_start(&array, ARRAY_TEXT); /* nothing of before is left */
    array_add_text(&array, "x", 1);
    EXPECT(&array, "\0\0\0\1\0\0\0\0\0\0\0\31\0\0\0\1\0\0\0\1\0\0\0\1x");
    array_clear(&array);
    assert_null(array.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers),
        cmocka_unit_test(doubles_and_instants),
        cmocka_unit_test(texts),
        cmocka_unit_test(empty_and_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
