/* Signatures and keys against fixed vectors: the makers' own examples, and others computed elsewhere with Python's
 * hmac. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "services/notify/sign.h"

static void dingtalk_signs(void **state)
{
    char sign[SIGN_BYTES];
    (void)state;
    sign_dingtalk("SEC0123456789abcdef", INT64_C(1700000000123), sign);
    assert_string_equal(sign, "V9VP5gL2WDsEZvZQHnbd9k4n%2Bp56ibcLMh%2BWKMZRQas%3D");
    sign_dingtalk("s", 1, sign);
    assert_string_equal(sign, "8W1SlA0AP11RDY491B5KpBB1VCZbaCDq4hIULnUqKQU%3D");
}

static void feishu_signs(void **state)
{
    char sign[SIGN_BYTES];
    (void)state;
    sign_feishu("demo", 1599360473, sign); /* the example of Feishu's manual */
    assert_string_equal(sign, "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=");
}

static void webhook_signs(void **state)
{
    static const char body[] = "{\"test\": 2432232314}";
    char sign[SIGN_BYTES];
    (void)state;
    /* the example of Standard Webhooks' libraries */
    assert_true(sign_webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body,
                             strlen(body), sign));
    assert_string_equal(sign, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static void bad_secrets_are_refused(void **state)
{
    static const char *const secrets[] = {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not base64!",
                                          "whsec_c2hvcnQ="};
    char sign[SIGN_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_false(sign_webhook(secrets[i], "id", 1, "", 0, sign));
}

static void keys_stay(void **state)
{
    char key[EFFECT_KEY_BYTES], other[EFFECT_KEY_BYTES];
    (void)state;
    effect_key("tianchang", "42", "duty", "", key);
    assert_string_equal(key, "stw_01b5785f1a0ec4adca1a13e96a35d843"); /* of "tianchang\0 42\0 duty\0 \0" */
    effect_key("tianchang", "42", "dut", "y", other);                 /* no two lists of words run together */
    assert_string_not_equal(key, other);
    effect_key("tianchang", "4", "2duty", "", other);
    assert_string_not_equal(key, other);
}

static void text_is_encoded(void **state)
{
    char out[64] = "key=", small[8] = "";
    (void)state;
    percent_encode("a+/=~ 好", out, sizeof out);
    assert_string_equal(out, "key=a%2B%2F%3D~%20%E5%A5%BD");
    percent_encode("++++", small, sizeof small); /* what does not fit is left out, not cut in the middle */
    assert_string_equal(small, "%2B%2B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dingtalk_signs),          cmocka_unit_test(feishu_signs), cmocka_unit_test(webhook_signs),
        cmocka_unit_test(bad_secrets_are_refused), cmocka_unit_test(keys_stay),    cmocka_unit_test(text_is_encoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
