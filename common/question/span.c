/* Reading periods, and covering them with whole months, ten days and days. */
#include "common/question/span.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/time/date.h"

enum { MONTHS = 12, WEEK = 7, TEN = 10 };

/* -- months ------------------------------------------------------------------------------------------------------ */

/* Months since year 0, and the first day of one. */
static int month_of(int32_t day)
{
    char text[DATE_TEXT_BYTES];
    date_print(day, text);
    return atoi(text) * MONTHS + atoi(text + 5) - 1;
}

static int day_of_month(int32_t day)
{
    char text[DATE_TEXT_BYTES];
    date_print(day, text);
    return atoi(text + 8);
}

static int32_t month_first(int month)
{
    return date_of(month / MONTHS, month % MONTHS + 1, 1);
}

static bool months_whole(struct span span)
{
    return day_of_month(span.first) == 1 && day_of_month(span.last + 1) == 1;
}

/* The same day of a month some months away, or its last where it has none such. */
static int32_t month_shift(int32_t day, int months)
{
    int month = month_of(day) + months, of_month = day_of_month(day);
    int days = month_first(month + 1) - month_first(month);
    return month_first(month) + (of_month < days ? of_month : days) - 1;
}

/* -- units ------------------------------------------------------------------------------------------------------- */

static const int unit_months[] = {[UNIT_MONTH] = 1, [UNIT_QUARTER] = 3, [UNIT_YEAR] = MONTHS};

int32_t unit_first(enum time_unit unit, int32_t day)
{
    if (unit <= UNIT_DAY)
        return day;
    if (unit == UNIT_WEEK)
        return day - date_weekday(day);
    int month = month_of(day);
    return month_first(month - month % unit_months[unit]);
}

int32_t unit_last(enum time_unit unit, int32_t day)
{
    if (unit <= UNIT_DAY)
        return day;
    int32_t first = unit_first(unit, day);
    return unit == UNIT_WEEK ? first + WEEK - 1 : month_first(month_of(first) + unit_months[unit]) - 1;
}

int unit_ordinal(enum time_unit unit, struct span span, int32_t day)
{
    if (unit == UNIT_NONE)
        return 0;
    int32_t first = unit_first(unit, span.first);
    if (unit <= UNIT_WEEK)
        return (day - first) / (unit == UNIT_WEEK ? WEEK : 1);
    return (month_of(day) - month_of(first)) / unit_months[unit];
}

int32_t unit_at(enum time_unit unit, struct span span, int ordinal)
{
    int32_t first = unit_first(unit, span.first);
    if (unit <= UNIT_WEEK)
        return first + ordinal * (unit == UNIT_WEEK ? WEEK : 1);
    return month_first(month_of(first) + ordinal * unit_months[unit]);
}

char *unit_print(enum time_unit unit, int32_t day, char out[SPAN_TEXT_BYTES])
{
    int32_t thursday = unit_first(UNIT_WEEK, day) + 3; /* ISO 8601: it says of which year the week is */
    int month = month_of(day), year = month / MONTHS;
    switch (unit) {
    case UNIT_WEEK:
        snprintf(out, SPAN_TEXT_BYTES, "%04d-W%02d", date_year(thursday),
                 (thursday - date_of(date_year(thursday), 1, 1)) / WEEK + 1);
        break;
    case UNIT_MONTH:
        snprintf(out, SPAN_TEXT_BYTES, "%04d-%02d", year, month % MONTHS + 1);
        break;
    case UNIT_QUARTER:
        snprintf(out, SPAN_TEXT_BYTES, "%04d-Q%d", year, month % MONTHS / 3 + 1);
        break;
    case UNIT_YEAR:
        snprintf(out, SPAN_TEXT_BYTES, "%04d", year);
        break;
    default:
        date_print(day, out);
    }
    return out;
}

/* -- reading ----------------------------------------------------------------------------------------------------- */

/* Where the text is one of the unit's: it is what the unit's day would be printed as. */
static bool unit_take(enum time_unit unit, int32_t day, const char *text, struct span *out)
{
    char printed[SPAN_TEXT_BYTES];
    if (strcmp(unit_print(unit, day, printed), text) != 0)
        return false;
    *out = (struct span){unit_first(unit, day), unit_last(unit, day)};
    return true;
}

bool unit_read(const char *text, size_t length, enum time_unit *unit, struct span *out)
{
    char word[SPAN_TEXT_BYTES] = "";
    if (length < 4 || length >= sizeof word || strspn(text, "0123456789") < 4)
        return false;
    memcpy(word, text, length);
    int year = (word[0] - '0') * 1000 + (word[1] - '0') * 100 + (word[2] - '0') * 10 + (word[3] - '0');
    int number = length > 5 ? atoi(word + 5 + (word[5] == 'Q' || word[5] == 'W')) : 1;
    if (year < DATE_YEAR_FIRST || year > DATE_YEAR_LAST || number < 1 || number > 53)
        return false;
    int32_t day = 0;
    if (date_parse(word, length, &day)) {
        *unit = UNIT_DAY;
        *out = (struct span){day, day};
        return true;
    }
    *unit = length == 4 ? UNIT_YEAR : word[5] == 'Q' ? UNIT_QUARTER : word[5] == 'W' ? UNIT_WEEK : UNIT_MONTH;
    if (*unit == UNIT_WEEK) /* 4 January is always in week 1 */
        return unit_take(*unit, date_of(year, 1, 4) + (number - 1) * WEEK, word, out);
    int month = *unit == UNIT_QUARTER ? (number - 1) * 3 + 1 : number;
    return month <= MONTHS && unit_take(*unit, date_of(year, month, 1), word, out);
}

/* This or the last one of a unit. */
static bool word_read(const char *text, int32_t today, struct span *out)
{
    static const struct {
        const char *word;
        enum time_unit unit;
        bool before;
    } words[] = {{"today", UNIT_DAY, false},      {"yesterday", UNIT_DAY, true},     {"this_week", UNIT_WEEK, false},
                 {"last_week", UNIT_WEEK, true},  {"this_month", UNIT_MONTH, false}, {"last_month", UNIT_MONTH, true},
                 {"this_year", UNIT_YEAR, false}, {"last_year", UNIT_YEAR, true}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, text) != 0)
            continue;
        int32_t day = words[i].before ? unit_first(words[i].unit, today) - 1 : today;
        *out = (struct span){unit_first(words[i].unit, day), unit_last(words[i].unit, day)};
        return true;
    }
    return false;
}

bool span_day_read(const struct value *value, const char *field, struct span *out, struct fault *fault)
{
    enum time_unit unit;
    if (unit_read(value->text, value->length, &unit, out) && (unit == UNIT_DAY || unit == UNIT_MONTH))
        return true;
    return fault_set(fault, "out_of_range", field,
                     "%s must be a month YYYY-MM or a day YYYY-MM-DD that exists, from %d to %d, and is '%.20s'", field,
                     DATE_YEAR_FIRST, DATE_YEAR_LAST, value->text);
}

bool span_read(const struct value *from, const struct value *to, const struct value *period, int32_t today,
               struct span *out, struct fault *fault)
{
    enum time_unit unit;
    struct span first = {0}, last = {0};
    if (period->present && (from->present || to->present))
        return fault_set(fault, "out_of_range", "period", "give a period or from and to, not both");
    if (period->present)
        return word_read(period->text, today, out) || unit_read(period->text, period->length, &unit, out) ||
               fault_set(fault, "out_of_range", "period",
                         "period must be today, yesterday, this_week, last_week, this_month, last_month, this_year, "
                         "last_year, a year such as 2026, 2026-Q1, 2026-W09, 2026-03 or 2026-03-01 and is '%.20s'",
                         period->text);
    if (!from->present || !to->present)
        return fault_set(fault, "missing_field", from->present ? "to" : "from",
                         "%s is needed: from and to, or a period such as last_month", from->present ? "to" : "from");
    if (!span_day_read(from, "from", &first, fault) || !span_day_read(to, "to", &last, fault))
        return false;
    *out = (struct span){first.first, last.last};
    return first.first <= last.last || fault_set(fault, "out_of_range", "to", "to must not be before from");
}

/* -- other periods ------------------------------------------------------------------------------------------------ */

bool span_previous(struct span span, struct span *out)
{
    if (months_whole(span)) {
        int months = month_of(span.last) - month_of(span.first) + 1;
        *out = (struct span){month_first(month_of(span.first) - months), span.first - 1};
    } else {
        *out = (struct span){2 * span.first - span.last - 1, span.first - 1};
    }
    return out->first >= 0;
}

bool span_last_year(struct span span, struct span *out)
{
    *out = (struct span){month_shift(span.first, -MONTHS), months_whole(span) ? month_shift(span.last + 1, -MONTHS) - 1
                                                                              : month_shift(span.last, -MONTHS)};
    return out->first >= 0;
}

/* -- covering ---------------------------------------------------------------------------------------------------- */

int32_t grain_next(enum grain grain, int32_t first)
{
    if (grain == GRAIN_DAY)
        return first + 1;
    int32_t month = date_month(first), next = month_first(month_of(first) + 1);
    return grain == GRAIN_MONTH || first - month >= 2 * TEN ? next : first + TEN;
}

/* The first of the first whole one that begins on the day or after it. */
static int32_t grain_from(enum grain grain, int32_t day)
{
    int32_t first = grain_first(grain, day);
    return first == day ? day : grain_next(grain, first);
}

static size_t stretch_add(struct stretch out[STRETCHES_MOST], size_t count, enum grain grain, int32_t begin,
                          int32_t end)
{
    if (begin >= end)
        return count;
    out[count] = (struct stretch){grain, begin, grain_first(grain, end - 1)};
    return count + 1;
}

/* Covers the days from one to the one before another with whole sums of a grain, and what is left before and after
 * them with the next finer. */
static size_t cover(struct stretch out[STRETCHES_MOST], size_t count, enum grain grain, int32_t begin, int32_t end)
{
    if (grain == GRAIN_DAY)
        return stretch_add(out, count, grain, begin, end);
    enum grain finer = grain == GRAIN_MONTH ? GRAIN_TEN_DAYS : GRAIN_DAY;
    int32_t first = grain_from(grain, begin), last = grain_first(grain, end);
    if (first >= last)
        return cover(out, count, finer, begin, end);
    count = cover(out, count, finer, begin, first);
    count = stretch_add(out, count, grain, first, last);
    return cover(out, count, finer, last, end);
}

size_t span_split(struct span span, enum time_unit unit, struct stretch out[STRETCHES_MOST])
{
    bool days = unit == UNIT_DAY || unit == UNIT_WEEK;
    return cover(out, 0, days ? GRAIN_DAY : GRAIN_MONTH, span.first, span.last + 1);
}

size_t span_split_until(struct span span, enum time_unit unit, struct stretch out[STRETCHES_MOST])
{
    if (unit == UNIT_NONE)
        return span_split((struct span){0, span.last}, unit, out);
    size_t before = cover(out, 0, GRAIN_MONTH, 0, span.first);
    return before + span_split(span, unit, out + before);
}
