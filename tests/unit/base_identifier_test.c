/* Identifiers: their form, their order, and that none comes twice. */
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

enum { MANY = 20000 };

static void form_is_version_7(void **state)
{
    char text[IDENTIFIER_BYTES];
    unsigned long long milliseconds = 0;
    unsigned low, version, variant;
    (void)state;
    int64_t before = instant_now();
    identifier_new(text);
    int64_t after = instant_now();
    assert_int_equal(strlen(text), IDENTIFIER_BYTES - 1);
    assert_int_equal(strspn(text, "0123456789abcdef-"), IDENTIFIER_BYTES - 1);
    assert_int_equal(sscanf(text, "%8llx-%4x-%1x%*3x-%4x-", &milliseconds, &low, &version, &variant), 4);
    milliseconds = milliseconds << 16 | low;
    assert_in_range(milliseconds, before, after);
    assert_int_equal(version, 7);
    assert_int_equal(variant >> 14, 2);
}

static void later_ones_sort_after(void **state)
{
    char last[IDENTIFIER_BYTES], next[IDENTIFIER_BYTES];
    (void)state;
    identifier_new(last);
    for (int i = 0; i < MANY; i++) { /* more than one millisecond can count */
        identifier_new(next);
        assert_true(strcmp(last, next) < 0);
        memcpy(last, next, sizeof last);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(form_is_version_7),
        cmocka_unit_test(later_ones_sort_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
