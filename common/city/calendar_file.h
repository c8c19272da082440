/* Reading calendars: calendar.yaml of a city, and the tables of the years that differ from their weekdays.
 *
 * A calendar is optional. A city without one counts continuous time only. docs/calendar.md describes the files.
 */
#ifndef COMMON_CITY_CALENDAR_FILE_H
#define COMMON_CITY_CALENDAR_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/city/fault.h"
#include "common/city/pack.h"
#include "common/time/calendar.h"

enum { CALENDAR_YEARS_MOST = 100 };

/* Reads a calendar from the text of calendar.yaml and those of all year tables that it is to have, in any order; they
 * may go when it returns. A table is called by its year, "china/2026.yaml". True: *out is the caller's, for
 * calendar_destroy. False: *out is NULL and `faults` tells, in order of file and line, everything that is wrong. */
bool calendar_read_texts(const struct pack_text *calendar, const struct pack_text *years, size_t year_count,
                         const char *timezone, struct calendar **out, struct pack_faults *faults);

/* The same from files: `path` is that of a calendar.yaml, `tables` the folder in which each collection of year tables
 * has its own, such as deploy/calendars. All tables of the collection that the calendar names are read. */
bool calendar_read_files(const char *path, const char *tables, const char *timezone, struct calendar **out,
                         struct pack_faults *faults);

/* What a table of a year says. */
struct year_summary {
    int year, holidays, swapped; /* days off, and days worked for them; those of the December before are counted */
};

/* Reads the table of a year on its own. False: `faults` tells what is wrong with it. */
bool year_read_text(const struct pack_text *text, struct year_summary *out, struct pack_faults *faults);

#endif
