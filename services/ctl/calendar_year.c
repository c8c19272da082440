/* Every number is counted day by day from the calendar itself, not from its files. */
#include "services/ctl/calendar_year.h"

#include <stdio.h>

#include "common/time/date.h"
#include "services/ctl/table.h"

enum { HOUR_MS = 3600000 };

const char *day_kind_name(enum day_kind kind)
{
    return kind == DAY_HOLIDAY ? "holiday" : kind == DAY_SWAPPED ? "swapped" : "ordinary";
}

const char *day_weekday_name(int32_t date)
{
    static const char *const names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return names[date_weekday(date)];
}

static json_t *year_json(const struct calendar *calendar, int year)
{
    json_int_t working = 0, holidays = 0, swapped = 0, working_ms = 0;
    struct calendar_day day;
    for (int32_t date = date_of(year, 1, 1); date_year(date) == year; date++) {
        if (calendar_day(calendar, date, &day) != 0)
            continue;
        working += day.working;
        holidays += day.kind == DAY_HOLIDAY;
        swapped += day.kind == DAY_SWAPPED;
        working_ms += day.working_ms;
    }
    return json_pack("{s:i, s:I, s:I, s:I, s:I}", "year", year, "working_days", working, "holidays", holidays,
                     "swapped", swapped, "working_ms", working_ms);
}

json_t *calendar_years_json(const struct calendar *calendar)
{
    int first, last;
    json_t *years = json_array();
    calendar_years(calendar, &first, &last);
    for (int year = first; year <= last; year++)
        json_array_append_new(years, year_json(calendar, year));
    return years;
}

static double hours_of(const json_t *entry)
{
    return (double)json_integer_value(json_object_get(entry, "working_ms")) / HOUR_MS;
}

static void year_add(struct table *table, const json_t *year)
{
    static const char *const counts[] = {"year", "working_days", "holidays", "swapped"};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        table_addf(table, "%lld", (long long)json_integer_value(json_object_get(year, counts[i])));
    table_addf(table, "%.1f", hours_of(year));
}

void calendar_years_print(const json_t *years)
{
    static const struct table_column columns[] = {
        {"YEAR", 0, 0}, {"WORKING DAYS", 1, 0}, {"HOLIDAYS", 1, 0}, {"SWAPPED", 1, 0}, {"WORKING HOURS", 1, 0}};
    table_print_list(columns, sizeof columns / sizeof *columns, years, year_add);
}

json_t *calendar_day_json(const struct calendar *calendar, int32_t date)
{
    struct calendar_day day;
    char text[DATE_TEXT_BYTES];
    if (calendar_day(calendar, date, &day) != 0)
        return NULL;
    date_print(date, text);
    json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:b, s:I}", "date", text, "weekday", day_weekday_name(date), "kind",
                             day_kind_name(day.kind), "name", day.name, "working", day.working, "working_ms",
                             (json_int_t)day.working_ms);
    if (day.working)
        json_object_set_new(json, "ends", json_integer(day.due));
    return json;
}

json_t *calendar_days_json(const struct calendar *calendar, int year)
{
    json_t *days = json_array();
    struct calendar_day day;
    for (int32_t date = date_of(year, 1, 1); date_year(date) == year; date++)
        if (calendar_day(calendar, date, &day) == 0 && day.kind != DAY_ORDINARY)
            json_array_append_new(days, calendar_day_json(calendar, date));
    return days;
}

static void day_add(struct table *table, const json_t *day)
{
    table_add(table, json_string_value(json_object_get(day, "date")));
    table_add(table, json_string_value(json_object_get(day, "weekday")));
    table_add(table, json_string_value(json_object_get(day, "kind")));
    table_addf(table, "%.1f", hours_of(day));
    table_add(table, json_string_value(json_object_get(day, "name")));
}

void calendar_days_print(const json_t *days)
{
    static const struct table_column columns[] = {
        {"DATE", 0, 0}, {"WEEKDAY", 0, 0}, {"KIND", 0, 0}, {"HOURS", 1, 0}, {"NAME", 0, 0}};
    table_print_list(columns, sizeof columns / sizeof *columns, days, day_add);
}
