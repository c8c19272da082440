/* Words are read from left to right: a number, maybe 个 and a half, a unit, maybe 内. */
#include "common/time/words.h"

#include <string.h>

const struct words_meaning words_meaning_literal = {LIMIT_CONTINUOUS, LIMIT_CALENDAR_DAYS};

enum { MINUTE_MS = 60000, HOUR_MS = 3600000, DIGITS_MOST = 7 };

enum unit_of { UNIT_OF_KIND, UNIT_HOUR, UNIT_DAY }; /* of its own kind, or of the kind that the city means */

static const struct unit {
    const char *name;
    enum unit_of of;
    enum limit_kind kind;
    int64_t milliseconds;
    bool counted; /* 个 may stand before it */
} units[] = {
    {"紧急工作时", UNIT_OF_KIND, LIMIT_CONTINUOUS, HOUR_MS, true},
    {"紧急工作小时", UNIT_OF_KIND, LIMIT_CONTINUOUS, HOUR_MS, true},
    {"紧急工作分钟", UNIT_OF_KIND, LIMIT_CONTINUOUS, MINUTE_MS, false},
    {"紧急工作日", UNIT_OF_KIND, LIMIT_CONTINUOUS, LIMIT_DAY_MS, true},
    {"工作时", UNIT_OF_KIND, LIMIT_WORKING_TIME, HOUR_MS, true},
    {"工作小时", UNIT_OF_KIND, LIMIT_WORKING_TIME, HOUR_MS, true},
    {"工作分钟", UNIT_OF_KIND, LIMIT_WORKING_TIME, MINUTE_MS, false},
    {"工作日", UNIT_OF_KIND, LIMIT_WORKING_DAYS, LIMIT_DAY_MS, true},
    {"工作天", UNIT_OF_KIND, LIMIT_WORKING_DAYS, LIMIT_DAY_MS, true},
    {"自然时", UNIT_OF_KIND, LIMIT_CONTINUOUS, HOUR_MS, true},
    {"自然小时", UNIT_OF_KIND, LIMIT_CONTINUOUS, HOUR_MS, true},
    {"自然日", UNIT_OF_KIND, LIMIT_CALENDAR_DAYS, LIMIT_DAY_MS, true},
    {"自然天", UNIT_OF_KIND, LIMIT_CALENDAR_DAYS, LIMIT_DAY_MS, true},
    {"日历日", UNIT_OF_KIND, LIMIT_CALENDAR_DAYS, LIMIT_DAY_MS, true},
    {"日历天", UNIT_OF_KIND, LIMIT_CALENDAR_DAYS, LIMIT_DAY_MS, true},
    {"分钟", UNIT_OF_KIND, LIMIT_CONTINUOUS, MINUTE_MS, false},
    {"小时", UNIT_HOUR, LIMIT_CONTINUOUS, HOUR_MS, true},
    {"天", UNIT_DAY, LIMIT_CALENDAR_DAYS, LIMIT_DAY_MS, false},
    {"日", UNIT_DAY, LIMIT_CALENDAR_DAYS, LIMIT_DAY_MS, false},
};

enum { UNITS = sizeof units / sizeof *units };

/* What is still to be read. */
struct words {
    const char *at, *end;
};

static bool word_take(struct words *words, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(words->end - words->at) < length || memcmp(words->at, word, length) != 0)
        return false;
    words->at += length;
    return true;
}

/* Blanks between words: also U+00A0 and U+3000, of which typed tables are full. */
static void blanks_skip(struct words *words)
{
    while (word_take(words, " ") || word_take(words, "\t") || word_take(words, "\xc2\xa0") ||
           word_take(words, "\xe3\x80\x80"))
        ;
}

static int digit_take(struct words *words)
{
    static const char *const wide[] = {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
    if (words->at < words->end && *words->at >= '0' && *words->at <= '9')
        return *words->at++ - '0';
    for (int i = 0; i < 10; i++)
        if (word_take(words, wide[i]))
            return i;
    return -1;
}

/* 1 … 9, or 0 where there is none. */
static int numeral_take(struct words *words)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    for (int i = 0; i < 9; i++)
        if (word_take(words, numerals[i]))
            return i + 1;
    return 0;
}

/* 一 … 九十九, 两 */
static bool numerals_take(struct words *words, int64_t *halves)
{
    int64_t value = word_take(words, "两") ? 2 : 0;
    if (!value) {
        value = numeral_take(words);
        if (word_take(words, "十"))
            value = (value ? value : 1) * 10 + numeral_take(words);
    }
    *halves = 2 * value;
    return value > 0;
}

/* 4, 0.5, ２ */
static bool digits_take(struct words *words, int64_t *halves)
{
    int64_t number = 0;
    int digits = 0;
    for (int digit = digit_take(words); digit >= 0; digit = digit_take(words)) {
        number = number * 10 + digit;
        if (++digits > DIGITS_MOST)
            return false;
    }
    bool point = digits && (word_take(words, ".") || word_take(words, "．"));
    int fraction = point ? digit_take(words) : 0;
    *halves = 2 * number + (fraction == 5);
    return digits && (fraction == 0 || fraction == 5);
}

/* The number, in halves, and whether 个 stands behind it. */
static bool number_take(struct words *words, int64_t *halves, bool *counted)
{
    *halves = 1;
    if (!word_take(words, "半") && !digits_take(words, halves) && !numerals_take(words, halves))
        return false;
    blanks_skip(words);
    *counted = word_take(words, "个");
    bool half = *counted && word_take(words, "半");
    if (half && *halves % 2 != 0)
        return false;
    *halves += half;
    blanks_skip(words);
    return true;
}

static const struct unit *unit_take(struct words *words)
{
    for (int i = 0; i < UNITS; i++)
        if (word_take(words, units[i].name))
            return &units[i];
    return NULL;
}

static struct limit limit_of(const struct unit *unit, int64_t halves, const struct words_meaning *meaning)
{
    enum limit_kind kind = unit->of == UNIT_HOUR ? meaning->hour : unit->of == UNIT_DAY ? meaning->day : unit->kind;
    return (struct limit){kind, unit->milliseconds / 2 * halves};
}

bool words_parse(const char *text, size_t length, const struct words_meaning *meaning, struct limit *out)
{
    struct words words = {text, text + length};
    int64_t halves;
    bool counted;
    blanks_skip(&words);
    if (!number_take(&words, &halves, &counted))
        return false;
    const struct unit *unit = unit_take(&words);
    if (!unit || (counted && !unit->counted) || (halves % 2 != 0 && unit->milliseconds != HOUR_MS))
        return false;
    blanks_skip(&words);
    if (!word_take(&words, "以内") && !word_take(&words, "之内"))
        word_take(&words, "内");
    blanks_skip(&words);
    struct limit limit = limit_of(unit, halves, meaning);
    if (words.at != words.end || limit.milliseconds < 1 || limit.milliseconds > LIMIT_MOST_MS)
        return false;
    *out = limit;
    return true;
}
