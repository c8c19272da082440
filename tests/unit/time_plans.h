/* Calendars for tests: hours, limits and instants written as texts, and plans drawn at random. */
#ifndef TESTS_UNIT_TIME_PLANS_H
#define TESTS_UNIT_TIME_PLANS_H

#include <stdint.h>

#include "common/time/calendar.h"

/* The next of a row of random numbers (splitmix64), below `below`. */
uint64_t random_below(uint64_t *state, uint64_t below);

/* "2026-10-01 08:00", or with seconds, by the wall clock of a zone; where it is shown twice, the first. */
int64_t instant_of(const char *zone_name, const char *text);

struct limit limit_of(const char *text);

/* Adds an interval such as "08:00-12:00", which must be one. */
void hours_add(struct hours *hours, const char *text);

/* Monday to Friday 08:00-12:00 and 14:00-18:00, so on swapped days; no exceptions. */
struct calendar_plan plan_of_office(int first_year, int last_year);

enum { PLAN_EXCEPTIONS_MOST = 200 };

/* A plan drawn at random over two years: every kind of hours, nights among them. Exceptions are written to `room`. */
struct calendar_plan plan_random(uint64_t *state, int first_year, struct day_exception room[PLAN_EXCEPTIONS_MOST]);

/* The calendar of a plan in a zone, which must be good. */
struct calendar *plan_calendar(const char *zone, const struct calendar_plan *plan);

#endif
