/* Periods of figures: how they are read, what is before them, and that what covers them covers each day once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "common/question/span.h"
#include "common/time/date.h"

static struct value text_value(const char *text)
{
    return text ? (struct value){.present = true, .text = text, .length = strlen(text)}
                : (struct value){.present = false};
}

/* "2026-03-01 2026-03-31", or the field that is at fault. */
static const char *read_as(const char *from, const char *to, const char *period)
{
    static char out[80];
    struct span span;
    struct fault fault;
    struct value values[] = {text_value(from), text_value(to), text_value(period)};
    if (!span_read(&values[0], &values[1], &values[2], date_of(2026, 3, 11), &span, &fault))
        return memcpy(out, fault.field, strlen(fault.field) + 1);
    date_print(span.first, out);
    out[10] = ' ';
    date_print(span.last, out + 11);
    return out;
}

static void periods_are_read(void **state)
{
    (void)state;
    assert_string_equal(read_as("2026-02", "2026-02", NULL), "2026-02-01 2026-02-28");
    assert_string_equal(read_as("2024-02-29", "2024-03", NULL), "2024-02-29 2024-03-31");
    assert_string_equal(read_as("2025-02-29", "2025-03", NULL), "from");
    assert_string_equal(read_as("0000-01", "2025-03", NULL), "from");
    assert_string_equal(read_as("2025-03", "2025-13", NULL), "to");
    assert_string_equal(read_as("2025-03", "2025-02", NULL), "to");
    assert_string_equal(read_as("2025-03", NULL, NULL), "to");
    assert_string_equal(read_as(NULL, NULL, NULL), "from");
    assert_string_equal(read_as("2025-03", "2025-03", "2025"), "period");
    assert_string_equal(read_as(NULL, NULL, "2025"), "2025-01-01 2025-12-31");
    assert_string_equal(read_as(NULL, NULL, "2025-Q4"), "2025-10-01 2025-12-31");
    assert_string_equal(read_as(NULL, NULL, "2025-Q5"), "period");
    assert_string_equal(read_as(NULL, NULL, "2026-W01"), "2025-12-29 2026-01-04");
    assert_string_equal(read_as(NULL, NULL, "2026-W53"), "2026-12-28 2027-01-03");
    assert_string_equal(read_as(NULL, NULL, "2025-W53"), "period");
    assert_string_equal(read_as(NULL, NULL, "today"), "2026-03-11 2026-03-11");
    assert_string_equal(read_as(NULL, NULL, "this_week"), "2026-03-09 2026-03-15");
    assert_string_equal(read_as(NULL, NULL, "last_week"), "2026-03-02 2026-03-08");
    assert_string_equal(read_as(NULL, NULL, "last_month"), "2026-02-01 2026-02-28");
    assert_string_equal(read_as(NULL, NULL, "next_month"), "period");
}

static void expect_span(struct span span, int32_t first, int32_t last)
{
    assert_int_equal(span.first, first);
    assert_int_equal(span.last, last);
}

static void what_is_before(void **state)
{
    (void)state;
    struct span out;
    struct span quarter = {date_of(2026, 4, 1), date_of(2026, 6, 30)},
                days = {date_of(2026, 3, 10), date_of(2026, 3, 16)};
    struct span leap = {date_of(2024, 2, 1), date_of(2024, 2, 29)}, day = {date_of(2024, 2, 29), date_of(2024, 2, 29)};
    struct span early = {3, 9};
    assert_true(span_previous(quarter, &out));
    expect_span(out, date_of(2026, 1, 1), date_of(2026, 3, 31));
    assert_true(span_previous(days, &out));
    expect_span(out, date_of(2026, 3, 3), date_of(2026, 3, 9));
    assert_true(span_last_year(leap, &out));
    expect_span(out, date_of(2023, 2, 1), date_of(2023, 2, 28));
    assert_true(span_last_year(day, &out));
    expect_span(out, date_of(2023, 2, 28), date_of(2023, 2, 28));
    assert_false(span_previous(early, &out));
}

/* Each day is covered once, in order; a sum has no days of two times of the unit; and of short sums there are no more
 * than are needed: none that a longer one could stand for. */
static void cover_check(struct span span, enum time_unit unit, const struct stretch *stretches, size_t count,
                        int32_t first)
{
    int32_t next = first;
    int days = 0;
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(stretches[i].first, next);
        while (next <= stretches[i].last) {
            int32_t after = grain_next(stretches[i].grain, next);
            assert_int_equal(grain_first(stretches[i].grain, next), next);
            assert_int_equal(grain_first(stretches[i].grain, after - 1), next);
            if (next >= span.first)
                assert_int_equal(unit_ordinal(unit, span, next), unit_ordinal(unit, span, after - 1));
            else
                assert_true(after <= span.first || unit == UNIT_NONE);
            days += stretches[i].grain == GRAIN_DAY;
            next = after;
        }
    }
    assert_int_equal(next - 1, span.last);
    if (unit != UNIT_DAY && unit != UNIT_WEEK)
        assert_true(days <= (first < span.first ? 3 : 2) * 10);
}

static void every_day_is_covered_once(void **state)
{
    (void)state;
    srand(5);
    for (int i = 0; i < 40000; i++) {
        int32_t first = date_of(1970, 1, 1) + rand() % 30000;
        struct span span = {first, first + rand() % (i % 2 ? 40 : 1200)};
        enum time_unit unit = (enum time_unit)(rand() % (UNIT_YEAR + 1));
        struct stretch stretches[STRETCHES_MOST];
        size_t count = span_split(span, unit, stretches);
        assert_true(count <= 5);
        cover_check(span, unit, stretches, count, span.first);
        if (i % 20)
            continue;
        count = span_split_until(span, unit, stretches);
        assert_true(count <= STRETCHES_MOST);
        cover_check(span, unit, stretches, count, 0);
    }
}

static void times_there_and_back(void **state)
{
    (void)state;
    for (int32_t day = 0; day < 60000; day += 3)
        for (int unit = UNIT_DAY; unit <= UNIT_YEAR; unit++) {
            char text[SPAN_TEXT_BYTES];
            enum time_unit read;
            struct span span, around = {day, day + 2000};
            unit_print((enum time_unit)unit, day, text);
            assert_true(unit_read(text, strlen(text), &read, &span));
            assert_int_equal(read, unit);
            assert_true(span.first <= day && day <= span.last);
            expect_span(span, unit_first((enum time_unit)unit, day), unit_last((enum time_unit)unit, day));
            int ordinal = unit_ordinal((enum time_unit)unit, around, day + 1234);
            assert_int_equal(unit_at((enum time_unit)unit, around, ordinal),
                             unit_first((enum time_unit)unit, day + 1234));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_read),
        cmocka_unit_test(what_is_before),
        cmocka_unit_test(every_day_is_covered_once),
        cmocka_unit_test(times_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
