/* Days since 1970-01-01 and back, by eras of 400 years that begin on 1 March, so that a leap day comes last. */
#include "common/time/date.h"

#include <stdio.h>

enum { ERA_DAYS = 146097, EPOCH_DAYS = 719468 /* from 0000-03-01 to 1970-01-01 */ };

struct civil {
    int year, month, day;
};

int32_t date_of(int year, int month, int day)
{
    int from_march = (month + 9) % 12, y = month <= 2 ? year - 1 : year;
    int era = y / 400, of_era = y % 400;
    int day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + (153 * from_march + 2) / 5 + day - 1;
    return era * ERA_DAYS + day_of_era - EPOCH_DAYS;
}

static struct civil date_civil(int32_t date)
{
    int days = date + EPOCH_DAYS, era = days / ERA_DAYS, of_era = days % ERA_DAYS;
    int years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * years + years / 4 - years / 100);
    int from_march = (5 * of_year + 2) / 153, month = from_march < 10 ? from_march + 3 : from_march - 9;
    return (struct civil){years + era * 400 + (month <= 2), month, of_year - (153 * from_march + 2) / 5 + 1};
}

int date_year(int32_t date)
{
    return date_civil(date).year;
}

int32_t date_month(int32_t date)
{
    return date - date_civil(date).day + 1;
}

int date_weekday(int32_t date)
{
    return (int)(((int64_t)date + 3 + 7 * (int64_t)ERA_DAYS) % 7); /* 1970-01-01 was a Thursday */
}

static bool digits_read(const char *text, int count, int *out)
{
    *out = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return true;
}

bool date_parse(const char *text, size_t length, int32_t *out)
{
    struct civil read;
    if (length != 10 || text[4] != '-' || text[7] != '-')
        return false;
    if (!digits_read(text, 4, &read.year) || !digits_read(text + 5, 2, &read.month) ||
        !digits_read(text + 8, 2, &read.day))
        return false;
    if (read.year < DATE_YEAR_FIRST || read.year > DATE_YEAR_LAST || read.month < 1 || read.month > 12)
        return false;
    int32_t date = date_of(read.year, read.month, read.day);
    struct civil exists = date_civil(date);
    if (exists.month != read.month || exists.day != read.day)
        return false;
    *out = date;
    return true;
}

void date_print(int32_t date, char out[DATE_TEXT_BYTES])
{
    struct civil civil = date_civil(date);
    snprintf(out, DATE_TEXT_BYTES, "%04d-%02d-%02d", civil.year % 10000, civil.month % 100, civil.day % 100);
}
