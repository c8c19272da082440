/* The days of a calendar, counted by year and told. */
#ifndef SERVICES_CTL_CALENDAR_YEAR_H
#define SERVICES_CTL_CALENDAR_YEAR_H

#include <jansson.h>

#include "common/time/calendar.h"

/* "holiday", "swapped", "ordinary". */
const char *day_kind_name(enum day_kind kind);

/* "Monday" … of a date. */
const char *day_weekday_name(int32_t date);

/* An array of {year, working_days, holidays, swapped, working_ms}, one for each year that is loaded. */
json_t *calendar_years_json(const struct calendar *calendar);

/* The same as a table on stdout. */
void calendar_years_print(const json_t *years);

/* An array of {date, weekday, kind, name, working, working_ms, ends?} of the days of a year that is loaded that are not
 * what their weekday says. */
json_t *calendar_days_json(const struct calendar *calendar, int year);
void calendar_days_print(const json_t *days);

/* One day of a year that is loaded. `ends` is the instant at which a limit ends whose last working day it is. */
json_t *calendar_day_json(const struct calendar *calendar, int32_t date);

#endif
