/* Templates, and texts put into one message: at its limit of bytes, between characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/utf8.h"
#include "common/city/template.h"
#include "services/notify/merge.h"

static void expect_filled(const char *text, const char *expected)
{
    const char *values[TEMPLATE_FIELDS] = {[TEMPLATE_TICKET] = "12", [TEMPLATE_TITLE] = "楼道灯\n不{亮}\x7f"};
    char *filled = template_fill(text, values);
    assert_string_equal(filled, expected);
    free(filled);
}

static void templates_are_filled(void **state)
{
    (void)state;
    expect_filled("", "");
    expect_filled("plain", "plain");
    expect_filled("工单 {ticket}：{title}", "工单 12：楼道灯 不{亮} "); /* values are no templates, and have no lines */
    expect_filled("{{{ticket}}}", "{12}");
    expect_filled("{{ticket}}", "{ticket}");
    expect_filled("{due}|{area}", "|");
    expect_filled("one\ntwo {ticket}", "one\ntwo 12");
}

static void expect_fault(const char *text, const char *part)
{
    char fault[512] = "";
    const char *found = template_check(text, 1u << TEMPLATE_TICKET | 1u << TEMPLATE_TITLE, fault, sizeof fault);
    if (!found || !strstr(found, part))
        fail_msg("'%s': expected '%s', found '%s'", text, part, found ? found : "nothing");
}

static void unknown_fields_are_refused(void **state)
{
    char fault[512];
    (void)state;
    assert_null(
        template_check("{ticket} {{x}} {title}", 1u << TEMPLATE_TICKET | 1u << TEMPLATE_TITLE, fault, sizeof fault));
    expect_fault("{tickets}", "{tickets}");
    expect_fault("{tickets}", "expected one of ticket, title");
    expect_fault("{}", "{}");
    expect_fault("{due}", "{due}"); /* a field, but not of this template */
    expect_fault("a { b", "{");
    expect_fault("a } b", "}");
    expect_fault("{ticket}}", "}");
    expect_fault("{ticket", "{");
}

static void expect_merged(const char *const *texts, size_t count, size_t most, const char *expected,
                          size_t expected_count)
{
    size_t taken = 0;
    char *text = texts_merge(texts, count, most, &taken);
    assert_string_equal(text, expected);
    assert_int_equal(taken, expected_count);
    assert_true(strlen(text) <= most);
    free(text);
}

static void texts_are_merged(void **state)
{
    static const char *const texts[] = {"first", "second", "third"};
    (void)state;
    expect_merged(texts, 1, 100, "first", 1);
    expect_merged(texts, 3, 100, "1. first\n2. second\n3. third", 3);
    expect_merged(texts, 3, 27, "1. first\n2. second\n3. third", 3); /* exactly */
    expect_merged(texts, 3, 26, "1. first\n2. second", 2);
    expect_merged(texts, 3, 17, "first", 1);
}

static void long_texts_are_cut_between_characters(void **state)
{
    static const char *const texts[] = {"电梯停运电梯停运", "x"}; /* 24 bytes */
    (void)state;
    expect_merged(texts, 2, 23, "电梯停运电梯…", 1);
    expect_merged(texts, 2, 21, "电梯停运电梯…", 1);
    expect_merged(texts, 2, 20, "电梯停运电…", 1);
    assert_int_equal(text_cut("电梯", 6, 6), 6);
    assert_int_equal(text_cut("电梯", 6, 5), 3);
    assert_int_equal(text_cut("电梯", 6, 2), 0);
}

/* The same texts give the same message however many were offered behind them: a repeat says what was said. */
static void repeats_say_the_same(void **state)
{
    static const char *const pieces[] = {"短", "a much longer text of one delivery", "电梯停运，老人上下楼困难", "x"};
    const char *texts[40];
    (void)state;
    srand(7);
    for (int round = 0; round < 2000; round++) {
        size_t taken, again, most = 16 + (size_t)rand() % 400, count = 1 + (size_t)rand() % 40;
        for (size_t i = 0; i < count; i++)
            texts[i] = pieces[rand() % 4];
        char *text = texts_merge(texts, count, most, &taken), *repeat = texts_merge(texts, taken, most, &again);
        assert_string_equal(text, repeat);
        assert_int_equal(taken, again);
        assert_true(strlen(text) <= most && utf8_valid(text, strlen(text)));
        free(text);
        free(repeat);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(templates_are_filled), cmocka_unit_test(unknown_fields_are_refused),
        cmocka_unit_test(texts_are_merged),     cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(repeats_say_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
