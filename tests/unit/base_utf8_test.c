/* UTF-8: every two-byte and three-byte sequence against the definition, and the odd ones of four. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/utf8.h"

static bool valid(const char *text)
{
    return utf8_valid(text, strlen(text));
}

static void texts_as_people_write_them(void **state)
{
    (void)state;
    assert_true(utf8_valid("", 0));
    assert_true(valid("plain"));
    assert_true(valid("é 中文 😀 \xf4\x8f\xbf\xbf \xed\x9f\xbf \xee\x80\x80 \xef\xbf\xbf"));
}

static void texts_that_are_none(void **state)
{
    static const char *const texts[] = {
        "\x80",     /* a byte that continues nothing */
        "\xc0\xaf", /* overlong / */
        "\xc1\xbf",
        "\xe0\x80\xaf",
        "\xe0\x9f\xbf",
        "\xf0\x80\x80\xaf",
        "\xf0\x8f\xbf\xbf",
        "\xed\xa0\x80", /* surrogates */
        "\xed\xbf\xbf",
        "\xf4\x90\x80\x80", /* beyond U+10FFFF */
        "\xf5\x80\x80\x80",
        "\xff",
        "\xc3",
        "\xe4\xb8",
        "\xf0\x9f\x98",
        "\xe4\xb8z",
        "a\xc3(b",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (valid(texts[i]))
            fail_msg("text %zu is no UTF-8", i);
    assert_false(utf8_valid("a\0b", 3));
    assert_false(utf8_valid("中文", 5)); /* the last character is cut */
}

/* The shortest encoding of a code point, by the definition. */
static size_t encode(unsigned point, char out[4])
{
    if (point < 0x80)
        return (size_t)(out[0] = (char)point, 1);
    if (point < 0x800) {
        out[0] = (char)(0xc0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3f));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (char)(0xe0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3f));
        out[2] = (char)(0x80 | (point & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | point >> 18);
    out[1] = (char)(0x80 | (point >> 12 & 0x3f));
    out[2] = (char)(0x80 | (point >> 6 & 0x3f));
    out[3] = (char)(0x80 | (point & 0x3f));
    return 4;
}

static void every_code_point(void **state)
{
    char text[4];
    (void)state;
    for (unsigned point = 1; point < 0x120000; point++) {
        bool expected = point < 0xd800 || (point > 0xdfff && point < 0x110000);
        size_t length = encode(point, text);
        if (utf8_valid(text, length) != expected)
            fail_msg("U+%04X", point);
    }
}

/* How many sequences of two and of three bytes are one character or more: counted by the ranges of RFC 3629. */
static void every_short_sequence(void **state)
{
    char text[3];
    size_t two = 0, three = 0;
    (void)state;
    for (unsigned bits = 0; bits < 0x1000000; bits++) {
        text[0] = (char)(bits >> 16);
        text[1] = (char)(bits >> 8);
        text[2] = (char)bits;
        three += utf8_valid(text, 3);
        two += bits < 0x10000 && utf8_valid(text + 1, 2);
    }
    size_t ones = 127, pairs = (size_t)30 * 64, triples = 0x10000 - 0x800 - 0x800;
    assert_int_equal(two, ones * ones + pairs);
    assert_int_equal(three, ones * ones * ones + 2 * ones * pairs + triples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_as_people_write_them),
        cmocka_unit_test(texts_that_are_none),
        cmocka_unit_test(every_code_point),
        cmocka_unit_test(every_short_sequence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
