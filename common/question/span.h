/* Periods of figures: the days from one to another, both counted, and how the sums that are kept cover them. Pure.
 *
 * Days are days since 1970-01-01 of the city's own time zone.
 */
#ifndef COMMON_QUESTION_SPAN_H
#define COMMON_QUESTION_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/figures/cells.h"
#include "proto/message.h"

struct span {
    int32_t first, last;
};

/* Time as a dimension. */
enum time_unit { UNIT_NONE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR };

enum { SPAN_TEXT_BYTES = 24, STRETCHES_MOST = 10 };

/* Reads from and to, days YYYY-MM-DD or months YYYY-MM, or else the period: today, yesterday, this_week, last_week,
 * this_month, last_month, this_year, last_year, YYYY, YYYY-Qn, YYYY-Wnn, YYYY-MM or YYYY-MM-DD. */
bool span_read(const struct value *from, const struct value *to, const struct value *period, int32_t today,
               struct span *out, struct fault *fault);

/* A day YYYY-MM-DD, or a month YYYY-MM with all its days. */
bool span_day_read(const struct value *value, const char *field, struct span *out, struct fault *fault);

/* As many whole months before whole months, as many days before days (环比); false where there are none. */
bool span_previous(struct span span, struct span *out);

/* The same days a year earlier (同比), whole months for whole months; false where there are none. */
bool span_last_year(struct span span, struct span *out);

/* The first day of the week (Monday), month … that a day is in; and the last. */
int32_t unit_first(enum time_unit unit, int32_t day);
int32_t unit_last(enum time_unit unit, int32_t day);

/* How many of them are before the one with the day, beginning with 0 at that of span.first. */
int unit_ordinal(enum time_unit unit, struct span span, int32_t day);
int32_t unit_at(enum time_unit unit, struct span span, int ordinal); /* its first day; may be before span.first */

/* 2026-03-01, 2026-W09 (ISO 8601), 2026-03, 2026-Q1, 2026; returns out. */
char *unit_print(enum time_unit unit, int32_t day, char out[SPAN_TEXT_BYTES]);

/* The unit and days of such a text; false where it is none. */
bool unit_read(const char *text, size_t length, enum time_unit *unit, struct span *out);

/* Kept sums of which a period consists. */
struct stretch {
    enum grain grain;
    int32_t first, last; /* days of the sums: of months and ten days their first days */
};

/* The next sum of the grain after the one with this first day: its first day. */
int32_t grain_next(enum grain grain, int32_t first);

/* Covers a period with the fewest sums: whole months and ten days where `unit` allows, and days; in their order. */
size_t span_split(struct span span, enum time_unit unit, struct stretch out[STRETCHES_MOST]);

/* Covers everything up to the end of the period, for stocks: no sum is of days before it and of days in it. */
size_t span_split_until(struct span span, enum time_unit unit, struct stretch out[STRETCHES_MOST]);

#endif
