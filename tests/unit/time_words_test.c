/* Limits in words: every form of the table of docs/standards.md, what is refused, and texts at random, which are taken
 * exactly where they were put together by the rules. The seed is fixed, so that every run is the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/time/words.h"

enum { TEXTS = 400000, TEXT_ROOM = 256 };
#define MINUTE INT64_C(60000)
#define HOUR   INT64_C(3600000)
#define DAY    LIMIT_DAY_MS

static const struct words_meaning *const literal = &words_meaning_literal;

static void expect_limit(const char *text, const struct words_meaning *meaning, enum limit_kind kind, int64_t ms)
{
    struct limit limit = {0};
    if (!words_parse(text, strlen(text), meaning, &limit))
        fail_msg("%s was refused", text);
    if (limit.kind != kind || limit.milliseconds != ms)
        fail_msg("%s was taken for %lld ms of kind %d", text, (long long)limit.milliseconds, (int)limit.kind);
}

static void expect_refusal(const char *text, size_t length)
{
    struct limit limit = {LIMIT_WORKING_DAYS, 42};
    if (words_parse(text, length, literal, &limit))
        fail_msg("%s was taken for %lld ms of kind %d", text, (long long)limit.milliseconds, (int)limit.kind);
    assert_int_equal(limit.kind, LIMIT_WORKING_DAYS);
    assert_int_equal(limit.milliseconds, 42);
}

static void units_have_their_kind_of_time(void **state)
{
    static const struct {
        const char *text;
        enum limit_kind kind;
        int64_t ms;
    } table[] = {
        {"2紧急工作时", LIMIT_CONTINUOUS, 2 * HOUR},
        {"24紧急工作小时", LIMIT_CONTINUOUS, 24 * HOUR},
        {"30紧急工作分钟", LIMIT_CONTINUOUS, 30 * MINUTE},
        {"1紧急工作日", LIMIT_CONTINUOUS, DAY},
        {"4工作时", LIMIT_WORKING_TIME, 4 * HOUR},
        {"4工作小时", LIMIT_WORKING_TIME, 4 * HOUR},
        {"30工作分钟", LIMIT_WORKING_TIME, 30 * MINUTE},
        {"2工作日", LIMIT_WORKING_DAYS, 2 * DAY},
        {"2工作天", LIMIT_WORKING_DAYS, 2 * DAY},
        {"4小时", LIMIT_CONTINUOUS, 4 * HOUR},
        {"4自然时", LIMIT_CONTINUOUS, 4 * HOUR},
        {"4自然小时", LIMIT_CONTINUOUS, 4 * HOUR},
        {"30分钟", LIMIT_CONTINUOUS, 30 * MINUTE},
        {"3天", LIMIT_CALENDAR_DAYS, 3 * DAY},
        {"3日", LIMIT_CALENDAR_DAYS, 3 * DAY},
        {"3自然日", LIMIT_CALENDAR_DAYS, 3 * DAY},
        {"3自然天", LIMIT_CALENDAR_DAYS, 3 * DAY},
        {"3日历日", LIMIT_CALENDAR_DAYS, 3 * DAY},
        {"3日历天", LIMIT_CALENDAR_DAYS, 3 * DAY},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        expect_limit(table[i].text, literal, table[i].kind, table[i].ms);
}

static void numbers_are_written_in_many_ways(void **state)
{
    (void)state;
    expect_limit("１５工作日", literal, LIMIT_WORKING_DAYS, 15 * DAY);
    expect_limit("04小时", literal, LIMIT_CONTINUOUS, 4 * HOUR);
    expect_limit("4个工作时", literal, LIMIT_WORKING_TIME, 4 * HOUR);
    expect_limit(" 7 个 工作日 内 ", literal, LIMIT_WORKING_DAYS, 7 * DAY);
    expect_limit("　3　天　以内", literal, LIMIT_CALENDAR_DAYS, 3 * DAY);
    expect_limit("二十四小时之内", literal, LIMIT_CONTINUOUS, 24 * HOUR);
    expect_limit("两小时", literal, LIMIT_CONTINUOUS, 2 * HOUR);
    expect_limit("十天", literal, LIMIT_CALENDAR_DAYS, 10 * DAY);
    expect_limit("半小时", literal, LIMIT_CONTINUOUS, 30 * MINUTE);
    expect_limit("半个小时", literal, LIMIT_CONTINUOUS, 30 * MINUTE);
    expect_limit("两个半工作时", literal, LIMIT_WORKING_TIME, 150 * MINUTE);
    expect_limit("0.5小时", literal, LIMIT_CONTINUOUS, 30 * MINUTE);
    expect_limit("1．５工作时", literal, LIMIT_WORKING_TIME, 90 * MINUTE);
    expect_limit("2.0小时", literal, LIMIT_CONTINUOUS, 2 * HOUR);
    expect_limit("3650天", literal, LIMIT_CALENDAR_DAYS, LIMIT_MOST_MS);
}

static const char *numeral_write(int number, char out[16])
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    snprintf(out, 16, "%s%s%s", number >= 20 ? digits[number / 10] : "", number >= 10 ? "十" : "", digits[number % 10]);
    return out;
}

static void numerals_go_to_ninety_nine(void **state)
{
    (void)state;
    for (int number = 1; number <= 99; number++) {
        char text[64], numeral[16];
        snprintf(text, sizeof text, "%s个工作日", numeral_write(number, numeral));
        expect_limit(text, literal, LIMIT_WORKING_DAYS, number * DAY);
    }
}

static void a_city_may_mean_working_time(void **state)
{
    const struct words_meaning working = {LIMIT_WORKING_TIME, LIMIT_WORKING_DAYS};
    const struct words_meaning hours = {LIMIT_CONTINUOUS, LIMIT_CONTINUOUS};
    (void)state;
    expect_limit("4小时", &working, LIMIT_WORKING_TIME, 4 * HOUR);
    expect_limit("2天", &working, LIMIT_WORKING_DAYS, 2 * DAY);
    expect_limit("2日", &hours, LIMIT_CONTINUOUS, 2 * DAY);
    expect_limit("2自然日", &working, LIMIT_CALENDAR_DAYS, 2 * DAY);
    expect_limit("2紧急工作时", &working, LIMIT_CONTINUOUS, 2 * HOUR);
}

static void everything_else_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "小时",
        "4",
        "4h",
        "即时",
        "立即处置",
        "约4小时",
        "4-8小时",
        "0小时",
        "0.0小时",
        "零小时",
        "-4小时",
        "+4小时",
        "4 4小时",
        "4小时8天",
        "4.小时",
        "0.25小时",
        "0.5工作日",
        "半天",
        "半个工作日",
        "两个半天",
        "1.5个半小时",
        "两十小时",
        "百天",
        "一百天",
        "九十九十小时",
        "4个天",
        "4个分钟",
        "4半小时",
        "一小时半",
        "1周",
        "1个月",
        "3651天",
        "99999999天",
        "87601小时",
        "紧急4小时",
        "4紧急",
        "4工作",
        "4小时内外",
        "4小时以",
        "工作日2",
        "2工 作日",
        "2024/04/01",
        "04:00:00",
        "1、停工:4个工作时 2、处罚:7个工作日",
        "廿天",
        "4钟头",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_refusal(texts[i], strlen(texts[i]));
    expect_refusal("4小时\0", 8);
    expect_refusal("4小\xe6\x97", 6); /* the last character is cut */
}

static uint64_t random_state = 20260401;

/* xorshift64* */
static uint32_t random_below(uint32_t limit)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (uint32_t)((random_state * 2685821657736338717u) >> 33) % limit;
}

/* A word, and which part of a limit it is. */
enum part { PART_NUMBER, PART_COUNT, PART_UNIT, PART_WITHIN, PART_OTHER };
static const struct piece {
    const char *text;
    enum part part;
    int64_t value; /* of a number, or the ms of a unit */
    enum limit_kind kind;
    bool counted;
} pieces[] = {
    {"1", PART_NUMBER, 1, 0, false},
    {"４８", PART_NUMBER, 48, 0, false},
    {"两", PART_NUMBER, 2, 0, false},
    {"三十一", PART_NUMBER, 31, 0, false},
    {"十", PART_NUMBER, 10, 0, false},
    {"3650", PART_NUMBER, 3650, 0, false},
    {"0", PART_NUMBER, 0, 0, false},
    {"个", PART_COUNT, 0, 0, false},
    {"小时", PART_UNIT, HOUR, LIMIT_CONTINUOUS, true},
    {"分钟", PART_UNIT, MINUTE, LIMIT_CONTINUOUS, false},
    {"天", PART_UNIT, DAY, LIMIT_CALENDAR_DAYS, false},
    {"工作日", PART_UNIT, DAY, LIMIT_WORKING_DAYS, true},
    {"工作时", PART_UNIT, HOUR, LIMIT_WORKING_TIME, true},
    {"紧急工作时", PART_UNIT, HOUR, LIMIT_CONTINUOUS, true},
    {"紧急工作日", PART_UNIT, DAY, LIMIT_CONTINUOUS, true},
    {"内", PART_WITHIN, 0, 0, false},
    {"以内", PART_WITHIN, 0, 0, false},
    {"约", PART_OTHER, 0, 0, false},
    {"\xe5", PART_OTHER, 0, 0, false},
    {".", PART_OTHER, 0, 0, false},
    {"紧急", PART_OTHER, 0, 0, false},
};
enum { PIECES = sizeof pieces / sizeof *pieces, PARTS_MOST = 6 };

/* What the rules make of the pieces: number, 个 where the unit takes it, unit, 内. False: nothing. */
static bool pieces_judge(const struct piece *const *chosen, uint32_t count, struct limit *out)
{
    uint32_t at = 0;
    if (at == count || chosen[at]->part != PART_NUMBER)
        return false;
    int64_t number = chosen[at++]->value;
    bool counted = at < count && chosen[at]->part == PART_COUNT;
    at += counted;
    if (at == count || chosen[at]->part != PART_UNIT || (counted && !chosen[at]->counted))
        return false;
    const struct piece *unit = chosen[at++];
    at += at < count && chosen[at]->part == PART_WITHIN;
    *out = (struct limit){unit->kind, number * unit->value};
    return at == count && out->milliseconds >= 1 && out->milliseconds <= LIMIT_MOST_MS;
}

/* Blanks part the pieces, so that two never become one number. */
static void random_pieces_are_taken_by_the_rules(void **state)
{
    int taken = 0;
    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        const struct piece *chosen[PARTS_MOST];
        char text[TEXT_ROOM] = "";
        size_t length = 0;
        uint32_t count = random_below(PARTS_MOST + 1);
        for (uint32_t j = 0; j < count; j++) {
            /* half of the texts are led towards what fits */
            uint32_t first = i % 2 ? 0 : j == 0 ? 0 : 7, span = i % 2 ? PIECES : j == 0 ? 7 : 10;
            chosen[j] = &pieces[first + random_below(span)];
            length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", j ? " " : "", chosen[j]->text);
        }
        struct limit limit;
        if (pieces_judge(chosen, count, &limit)) {
            expect_limit(text, literal, limit.kind, limit.milliseconds);
            taken++;
        } else {
            expect_refusal(text, length);
        }
    }
    assert_true(taken > TEXTS / 50);
}

/* Whatever bytes a table holds: nothing is read beyond them, and what is taken is within the bounds. */
static void random_bytes_do_no_harm(void **state)
{
    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        char text[32];
        struct limit limit = {0};
        size_t length = random_below(sizeof text + 1);
        snprintf(text, sizeof text, "%s", "二十四个紧急工作时内");
        for (uint32_t changes = random_below(4); changes; changes--)
            text[random_below(sizeof text)] = (char)random_below(256);
        if (words_parse(text, length, literal, &limit))
            assert_in_range(limit.milliseconds, 1, LIMIT_MOST_MS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_have_their_kind_of_time), cmocka_unit_test(numbers_are_written_in_many_ways),
        cmocka_unit_test(numerals_go_to_ninety_nine),    cmocka_unit_test(a_city_may_mean_working_time),
        cmocka_unit_test(everything_else_is_refused),    cmocka_unit_test(random_pieces_are_taken_by_the_rules),
        cmocka_unit_test(random_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
