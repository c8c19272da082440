/* One form of a number, and what is refused; masks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "common/contact/mask.h"
#include "common/contact/phone.h"

static void expect_phone(const char *typed, const char *expected)
{
    char phone[PHONE_BYTES] = "";
    if (!phone_normalise(typed, strlen(typed), phone))
        fail_msg("'%s' was refused", typed);
    assert_string_equal(phone, expected);
}

static void one_form(void **state)
{
    (void)state;
    static const char *const mobile[] = {"13812345678",    "138 1234 5678",          "138-1234-5678",
                                         "+8613812345678", "+86 138 1234 5678",      "008613812345678",
                                         "8613812345678",  "１３８１２３４５６７８", "（138）1234－5678"};
    for (size_t i = 0; i < sizeof mobile / sizeof *mobile; i++)
        expect_phone(mobile[i], "+8613812345678");
    expect_phone("0550-7021234", "+865507021234");
    expect_phone("(0550) 702 1234", "+865507021234");
    expect_phone("+86 550 7021234", "+865507021234");
}

static void landlines(void **state)
{
    (void)state;
    expect_phone("010-62345678", "+861062345678");
    expect_phone("021 62345678", "+862162345678");
    expect_phone("0551-62345678", "+8655162345678");
    expect_phone("400-123-4567", "+864001234567");
    expect_phone("0550-7021234转801", "+865507021234;ext=801");
    expect_phone("0550-7021234 ext. 801", "+865507021234;ext=801");
    expect_phone("0550-7021234#801", "+865507021234;ext=801");
}

static void abroad(void **state)
{
    (void)state;
    expect_phone("+1 (617) 635-4500", "+16176354500");
    expect_phone("00852 2829 2829", "+85228292829");
    expect_phone("+852-2829-2829", "+85228292829");
}

static void rubbish(void **state)
{
    (void)state;
    static const char *const typed[] = {"",
                                        " ",
                                        "无",
                                        "12345",
                                        "1381234567",
                                        "138123456789",
                                        "12812345678",
                                        "+",
                                        "+86",
                                        "+86123",
                                        "+0613812345678",
                                        "++8613812345678",
                                        "138+12345678",
                                        "138,1234,5678",
                                        "13812345678a",
                                        "13812345678;drop table contact",
                                        "13812345678转",
                                        "13812345678x1234567",
                                        "0550",
                                        "00000000000",
                                        "7021234",
                                        "+99999999999999999999",
                                        "1234567890123456789012345678901234567890",
                                        "\xff\xff\xff",
                                        "138\xe8",
                                        "x1",
                                        "6176354500"};
    char phone[PHONE_BYTES];
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        if (phone_normalise(typed[i], strlen(typed[i]), phone))
            fail_msg("'%s' was taken as %s", typed[i], phone);
}

static void masks(void **state)
{
    (void)state;
    char masked[MASK_BYTES];
    mask_name("张三丰", masked);
    assert_string_equal(masked, "张**");
    mask_name("欧阳娜娜", masked);
    assert_string_equal(masked, "欧**");
    mask_name("", masked);
    assert_string_equal(masked, "**");
    mask_phone("+8613812341234", masked);
    assert_string_equal(masked, "138****1234");
    mask_phone("+865507021234;ext=801", masked);
    assert_string_equal(masked, "550****1234");
    mask_phone("+85228292829", masked);
    assert_string_equal(masked, "+85****2829");
    mask_phone("+3212345", masked);
    assert_string_equal(masked, "****45");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_form), cmocka_unit_test(landlines), cmocka_unit_test(abroad),
        cmocka_unit_test(rubbish),  cmocka_unit_test(masks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
