/* Periods of standing reports, and when they are due. */
#include "common/city/report_file.h"
#include "common/time/date.h"
#include "common/time/zone.h"

enum { WEEK_DAYS = 7, DAY_SECONDS = 86400, MONTH_MOST = 31 };

/* The day of the month, 1 … 31. */
static int day_of_month(int32_t day)
{
    int year = date_year(day), month = 12;
    while (date_of(year, month, 1) > day)
        month--;
    return day - date_of(year, month, 1) + 1;
}

int32_t report_period_first(enum report_kind kind, int32_t day)
{
    if (kind == REPORT_WEEKLY)
        return day - date_weekday(day);
    return kind == REPORT_MONTHLY ? day - day_of_month(day) + 1 : day;
}

int32_t report_period_next(enum report_kind kind, int32_t first)
{
    if (kind == REPORT_WEEKLY)
        return first + WEEK_DAYS;
    return kind == REPORT_MONTHLY ? report_period_first(kind, first + MONTH_MOST) : first + 1;
}

int64_t report_due(const struct standing_report *report, const struct zone *zone, int32_t first)
{
    int32_t day = report_period_next(report->kind, first);
    if (report->kind == REPORT_WEEKLY)
        day += report->weekday;
    if (report->kind == REPORT_MONTHLY)
        day += report->day - 1;
    return zone_instant(zone, (int64_t)day * DAY_SECONDS + report->at);
}

/* From the period of today backwards: none is due longer than two periods after its own. */
int32_t report_last_due(const struct standing_report *report, const struct zone *zone, int64_t now)
{
    int32_t first = report_period_first(report->kind, zone_date(zone, now));
    while (report_due(report, zone, first) > now)
        first = report_period_first(report->kind, first - 1);
    return first;
}
