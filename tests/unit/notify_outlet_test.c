/* How fast a channel sends, when it rests, and what its answers mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/notify/judge.h"
#include "services/notify/outlet.h"

static const struct notify_channel wecom = {
    .code = "w", .kind = NOTIFY_WECOM, .rate = 20, .rate_ms = 60000, .attempts = 5, .first_ms = 1000, .most_ms = 60000};
static const struct notify_channel hook = {.code = "h", .kind = NOTIFY_WEBHOOK, .answer_field = ""};
static const struct notify_channel code_hook = {.code = "h", .kind = NOTIFY_WEBHOOK, .answer_field = "code"};
static const struct notify_channel feishu = {.code = "f", .kind = NOTIFY_FEISHU};
static const struct notify_channel mail = {.code = "m", .kind = NOTIFY_EMAIL};

enum { SECOND = 1000000 };

/* Sends as much as it may for `span` and counts: at no time more than the rate within any minute. */
static void rate_is_kept(void **state)
{
    struct outlet outlet = {0};
    int64_t sent[1000], wake;
    int count = 0;
    (void)state;
    outlet_open(&outlet, &wecom);
    for (int64_t now = SECOND; now < 600LL * SECOND; now += SECOND / 4)
        while (outlet_room(&outlet, now, true, &wake) > 0) {
            outlet_depart(&outlet, now);
            outlet_return(&outlet, true, now, 0);
            sent[count++] = now;
        }
    for (int i = 20; i < count; i++)
        assert_true(sent[i] - sent[i - 20] >= 60LL * SECOND);
    assert_true(count >= 190 && count <= 200);
    outlet_close(&outlet);
}

static void a_part_is_kept_for_what_is_urgent(void **state)
{
    struct outlet outlet = {0};
    int64_t wake, now = SECOND;
    int plain = 0, urgent = 0;
    (void)state;
    outlet_open(&outlet, &wecom);
    for (; outlet_room(&outlet, now, false, &wake) > 0; plain++) {
        outlet_depart(&outlet, now);
        outlet_return(&outlet, true, now, 0);
    }
    assert_int_equal(plain, 15);
    assert_int_equal(wake, 61LL * SECOND);
    for (; outlet_room(&outlet, now, true, &wake) > 0; urgent++) {
        outlet_depart(&outlet, now);
        outlet_return(&outlet, true, now, 0);
    }
    assert_int_equal(urgent, 5);
    assert_int_equal(outlet_room(&outlet, wake - 1, true, &(int64_t){0}), 0);
    assert_true(outlet_room(&outlet, wake, true, &(int64_t){0}) > 0);
    outlet_close(&outlet);
}

static void few_are_under_way_at_once(void **state)
{
    struct outlet outlet = {0};
    int64_t wake;
    (void)state;
    outlet_open(&outlet, &wecom);
    for (int i = 0; i < OUTLET_FLIGHTS_MOST; i++) {
        assert_int_equal(outlet_room(&outlet, SECOND, true, &wake), OUTLET_FLIGHTS_MOST - i);
        outlet_depart(&outlet, SECOND);
    }
    assert_int_equal(outlet_room(&outlet, SECOND, true, &wake), 0);
    assert_int_equal(wake, INT64_MAX);
    outlet_return(&outlet, true, SECOND, 0);
    assert_int_equal(outlet_room(&outlet, SECOND, true, &wake), 1);
    outlet_close(&outlet);
}

static void fail_once(struct outlet *outlet, int64_t now)
{
    outlet_depart(outlet, now);
    outlet_return(outlet, false, now, UINT32_MAX);
}

static void the_breaker_opens_and_closes(void **state)
{
    struct outlet outlet = {0};
    int64_t now = SECOND, wake, first, second;
    (void)state;
    outlet_open(&outlet, &wecom);
    for (int i = 0; i < BREAKER_FAILURES; i++) {
        assert_true(outlet_room(&outlet, now, true, &wake) > 0);
        fail_once(&outlet, now);
    }
    assert_int_equal(outlet_room(&outlet, now, true, &wake), 0);
    first = wake - now;
    assert_true(first > 0);
    now = wake;
    assert_int_equal(outlet_room(&outlet, now, true, &wake), 1); /* half open */
    fail_once(&outlet, now);
    assert_int_equal(outlet_room(&outlet, now, true, &wake), 0);
    second = wake - now;
    assert_true(second > first);
    now = wake;
    outlet_depart(&outlet, now);
    assert_int_equal(outlet_room(&outlet, now, true, &wake), 0); /* only one tries */
    outlet_return(&outlet, true, now, 0);
    assert_int_equal(outlet_room(&outlet, now, true, &wake), OUTLET_FLIGHTS_MOST);
    outlet_close(&outlet);
}

static void pauses_grow_with_full_jitter(void **state)
{
    (void)state;
    for (int attempts = 1; attempts < 60; attempts++) {
        int64_t cap = attempts <= 6 ? INT64_C(1000) << (attempts - 1) : 60000;
        cap = cap < 60000 ? cap : 60000;
        assert_int_equal(backoff(1000, 60000, attempts, 0), 0);
        assert_int_equal(backoff(1000, 60000, attempts, UINT32_MAX), cap - 1);
        assert_int_equal(backoff(1000, 60000, attempts, 1u << 31), cap / 2);
    }
}

/* -- answers --------------------------------------------------------------------------------------------------------
 */

static void expect_verdict(const struct notify_channel *channel, long status, const char *body, enum verdict expected)
{
    char error[JUDGE_ERROR_BYTES];
    struct answer answer = {.whole = true, .failure = "", .status = status, .body = body, .length = strlen(body)};
    enum verdict found = answer_judge(channel, &answer, error);
    if (found != expected || (found != VERDICT_DELIVERED) != (error[0] != '\0'))
        fail_msg("%ld '%s': expected %d, found %d (%s)", status, body, (int)expected, (int)found, error);
}

static void success_is_in_the_body(void **state)
{
    (void)state;
    expect_verdict(&wecom, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}", VERDICT_DELIVERED);
    expect_verdict(&wecom, 200, "{\"errcode\":45009}", VERDICT_OVERLOADED);
    expect_verdict(&wecom, 200, "{\"errcode\":93000}", VERDICT_DEAD);
    expect_verdict(&wecom, 200, "{\"errcode\":1,\"errmsg\":\"坏\\n\"}", VERDICT_RETRY);
    expect_verdict(&wecom, 200, "", VERDICT_RETRY);
    expect_verdict(&wecom, 200, "ok", VERDICT_RETRY);
    expect_verdict(&wecom, 200, "{\"errcode\":\"0\"}", VERDICT_RETRY);
    expect_verdict(&wecom, 200, "{\"errcode\":1,\"errcode\":0}", VERDICT_RETRY);
    expect_verdict(&wecom, 500, "{\"errcode\":0}", VERDICT_RETRY);
    expect_verdict(&feishu, 200, "{\"code\":0}", VERDICT_DELIVERED);
    expect_verdict(&feishu, 200, "{\"code\":11232}", VERDICT_OVERLOADED);
    expect_verdict(&feishu, 200, "{\"errcode\":0}", VERDICT_RETRY);
    expect_verdict(&hook, 204, "", VERDICT_DELIVERED);
    expect_verdict(&hook, 302, "", VERDICT_RETRY);
    expect_verdict(&hook, 410, "", VERDICT_DEAD);
    expect_verdict(&hook, 429, "", VERDICT_OVERLOADED);
    expect_verdict(&code_hook, 200, "{\"code\":0}", VERDICT_DELIVERED);
    expect_verdict(&code_hook, 200, "{\"code\":7}", VERDICT_RETRY);
    expect_verdict(&mail, 250, "", VERDICT_DELIVERED);
}

static void expect_broken(const struct notify_channel *channel, long status, enum verdict expected)
{
    char error[JUDGE_ERROR_BYTES];
    struct answer answer = {.whole = false, .failure = "it broke", .status = status, .body = ""};
    assert_int_equal(answer_judge(channel, &answer, error), expected);
    assert_true(error[0] != '\0');
}

static int64_t patience(int64_t asked_ms)
{
    return answer_patience(&wecom, &(struct answer){.whole = true, .status = 429, .retry_after_ms = asked_ms});
}

static void who_asks_for_patience_gets_it(void **state)
{
    struct outlet outlet = {0};
    int64_t wake;
    (void)state;
    assert_int_equal(patience(0), OVERLOADED_LEAST_MS);
    assert_int_equal(patience(1000), 1000);
    assert_int_equal(patience(59000), 59000);
    assert_int_equal(patience(INT64_C(86400000)), 60000); /* the channel's longest */
    outlet_open(&outlet, &wecom);
    outlet_depart(&outlet, SECOND);
    outlet_depart(&outlet, SECOND);
    outlet_return(&outlet, false, SECOND, 0);
    outlet_rest(&outlet, 31LL * SECOND);
    assert_int_equal(outlet_room(&outlet, SECOND, true, &wake), 0);
    assert_int_equal(wake, 31LL * SECOND);
    outlet_rest(&outlet, 11LL * SECOND); /* another one that asks for less */
    assert_int_equal(outlet_room(&outlet, 30LL * SECOND, true, &wake), 0);
    assert_int_equal(wake, 31LL * SECOND);
    outlet_return(&outlet, true, 12LL * SECOND, 0); /* one that was under way was taken: that does not matter */
    assert_int_equal(outlet_room(&outlet, 12LL * SECOND, true, &wake), 0);
    assert_int_equal(outlet_room(&outlet, 31LL * SECOND, true, &wake), OUTLET_FLIGHTS_MOST);
    outlet_close(&outlet);
}

static void broken_exchanges_are_tried_again(void **state)
{
    (void)state;
    expect_broken(&wecom, 200, VERDICT_RETRY); /* half an answer is none */
    expect_broken(&hook, 0, VERDICT_RETRY);
    expect_broken(&mail, 0, VERDICT_RETRY);
    expect_broken(&mail, 451, VERDICT_RETRY);
    expect_broken(&mail, 550, VERDICT_DEAD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rate_is_kept),
        cmocka_unit_test(a_part_is_kept_for_what_is_urgent),
        cmocka_unit_test(few_are_under_way_at_once),
        cmocka_unit_test(the_breaker_opens_and_closes),
        cmocka_unit_test(pauses_grow_with_full_jitter),
        cmocka_unit_test(success_is_in_the_body),
        cmocka_unit_test(who_asks_for_patience_gets_it),
        cmocka_unit_test(broken_exchanges_are_tried_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
