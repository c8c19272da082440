/* Answers as text are JSON: what is written is what is read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "common/question/text.h"

enum { ROUNDS = 20000 };

static struct text text;

static json_t *read_back(void)
{
    json_t *json = json_loadb(text.bytes, text.used, JSON_DECODE_ANY, NULL);
    if (!json)
        fail_msg("no JSON: %.*s", (int)text.used, text.bytes);
    return json;
}

static void numbers_come_back(void **state)
{
    static const int64_t some[] = {0, 9, 10, -1, -10, INT32_MIN, INT64_MAX, INT64_MIN};
    (void)state;
    text_begin(&text);
    text_open(&text, '[');
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        text_integer(&text, some[i]);
    text_close(&text, ']');
    json_t *json = read_back();
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        assert_true(json_integer_value(json_array_get(json, i)) == some[i]);
    json_decref(json);
    srand(9);
    for (int i = 0; i < ROUNDS; i++) {
        double number = (rand() - RAND_MAX / 2) / pow(10, 3 + rand() % 9);
        text_begin(&text);
        text_real(&text, number);
        json = read_back();
        assert_true(json_is_real(json));
        assert_true(fabs(json_real_value(json) - number) <= fmax(0.50001e-6, fabs(number) * 1e-8));
        json_decref(json);
    }
}

static void texts_come_back(void **state)
{
    (void)state;
    static const char hard[] = "北门 \"7\"\\\n\t\001\037/\177 <&>";
    text_begin(&text);
    text_open(&text, '{');
    text_name(&text, "a");
    text_string(&text, hard);
    text_name(&text, "b");
    text_open(&text, '[');
    text_string(&text, "");
    text_open(&text, '{');
    text_close(&text, '}');
    text_open(&text, '[');
    text_close(&text, ']');
    text_null(&text);
    text_string(&text, ",[{:");
    text_integer(&text, 7);
    text_close(&text, ']');
    text_name(&text, "c");
    text_null(&text);
    text_close(&text, '}');
    json_t *json = read_back();
    assert_string_equal(json_string_value(json_object_get(json, "a")), hard);
    json_t *expected = json_pack("{s:s, s:[s, {}, [], n, s, i], s:n}", "a", hard, "b", "", ",[{:", 7, "c");
    assert_true(json_equal(json, expected));
    json_decref(json);
    json_decref(expected);
}

static int clear(void **state)
{
    (void)state;
    text_clear(&text);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back),
        cmocka_unit_test(texts_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
