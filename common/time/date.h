/* Dates of the Gregorian calendar, as days since 1970-01-01. Years 1970 to 2199. */
#ifndef COMMON_TIME_DATE_H
#define COMMON_TIME_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DATE_TEXT_BYTES = 16, DATE_YEAR_FIRST = 1970, DATE_YEAR_LAST = 2199 };

#define DATE_EXPECTED "a date such as 2026-10-01, which exists"

/* The date of a year, a month 1..12 and a day 1..31; a day beyond its month counts on into the next. */
int32_t date_of(int year, int month, int day);

int date_year(int32_t date);

/* The first day of its month. */
int32_t date_month(int32_t date);

/* 0 Monday … 6 Sunday. */
int date_weekday(int32_t date);

/* Reads "2026-10-01"; false (and *out untouched) where it is not DATE_EXPECTED: 2025-02-29 does not. */
bool date_parse(const char *text, size_t length, int32_t *out);

void date_print(int32_t date, char out[DATE_TEXT_BYTES]);

#endif
