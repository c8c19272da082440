/* The slowest way to count working time: every second of some years is looked at, one by one, with the C library's
 * local time. It shares nothing with common/time but the plan of the calendar.
 */
#ifndef TESTS_UNIT_TIME_ORACLE_H
#define TESTS_UNIT_TIME_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/time/calendar.h"

struct oracle_day {
    int64_t begins;  /* second at which the date is shown first */
    int64_t closes;  /* second after the last working second of what opened on it */
    int64_t working; /* seconds that opened on it */
    int32_t before;  /* working days before it */
};

struct oracle {
    int64_t first, last; /* seconds: of the years, walked from `first` to before `last` */
    uint32_t *worked;    /* worked[t - first]: working seconds in first … t - 1 */
    struct oracle_day *days;
    int32_t first_date, date_count;
    enum day_end day_end;
};

/* Walks through the years of a plan in a zone: some seconds of work. Sets TZ. */
struct oracle *oracle_new(const char *zone, const struct calendar_plan *plan);
void oracle_destroy(struct oracle **oracle);

/* The same questions as to a calendar; false where the years do not hold the answer. Instants are within them. */
bool oracle_due(const struct oracle *oracle, struct limit limit, int64_t start, int64_t *due);
bool oracle_elapsed(const struct oracle *oracle, enum limit_kind kind, int64_t from, int64_t to, int64_t *used);

/* What calendar_mark and calendar_mark_day tell, but for where the count begins. */
int64_t oracle_mark(const struct oracle *oracle, enum limit_kind kind, int64_t instant);
int64_t oracle_mark_day(const struct oracle *oracle, enum limit_kind kind, int64_t instant);

/* Is the day of an instant a working day? */
bool oracle_works(const struct oracle *oracle, int64_t instant);

#endif
