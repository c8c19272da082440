/* steward calendar show: what is loaded, by year, or one day of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/time/date.h"
#include "services/ctl/calendar_year.h"
#include "services/ctl/city_tell.h"
#include "services/ctl/command.h"
#include "services/ctl/moment.h"

enum { HOUR_MS = 3600000 };

struct wish {
    char *city;
    int year; /* 0: all */
    const char *date, *organisation;
};

static error_t wish_parse(int key, char *arg, struct argp_state *state)
{
    struct wish *wish = state->input;
    switch (key) {
    case 'y':
        wish->year = (int)ctl_number(state, "--year", arg, DATE_YEAR_FIRST, DATE_YEAR_LAST);
        return 0;
    case 'd':
        wish->date = arg;
        return 0;
    case 'o':
        wish->organisation = arg;
        return 0;
    default:
        return argument_take(key, arg, state, &wish->city);
    }
}

/* The calendar that is meant; NULL, told, where there is none. */
static const struct calendar *calendar_choose(const struct ctl *ctl, const struct pack *pack, const struct wish *wish)
{
    int organisation = -1;
    if (wish->organisation) {
        organisation = pack_organisation_find(pack, wish->organisation, strlen(wish->organisation));
        if (organisation < 0) {
            ctl_fail("--organisation: there is no '%s' in the pack of %s", wish->organisation, ctl->city_code);
            return NULL;
        }
    }
    const struct calendar *calendar = pack_calendar(pack, organisation);
    if (!calendar)
        ctl_fail("city %s has no calendar and counts continuous time only; steward calendar load gives it one",
                 ctl->city_code);
    return calendar;
}

static bool year_loaded(const struct ctl *ctl, const struct calendar *calendar, int year)
{
    int first, last;
    calendar_years(calendar, &first, &last);
    if (year >= first && year <= last)
        return true;
    ctl_fail("%d is not loaded for %s, which has %d to %d; steward calendar load brings a table in", year,
             ctl->city_code, first, last);
    return false;
}

static void day_print(const json_t *day)
{
    char ends[MOMENT_BYTES];
    const char *name = json_string_value(json_object_get(day, "name"));
    printf("%s, %s: %s%s%s, ", json_string_value(json_object_get(day, "date")),
           json_string_value(json_object_get(day, "weekday")), json_string_value(json_object_get(day, "kind")),
           *name ? " " : "", name);
    if (json_is_true(json_object_get(day, "working")))
        printf("%.1f hours of working time; a limit of working days ends at %s\n",
               (double)json_integer_value(json_object_get(day, "working_ms")) / HOUR_MS,
               moment_text(ends, json_integer_value(json_object_get(day, "ends"))));
    else
        puts("no working day");
}

static int date_show(const struct ctl *ctl, const struct calendar *calendar, const char *text)
{
    int32_t date;
    if (!date_parse(text, strlen(text), &date)) {
        ctl_fail("--date: '%s' is none, expected " DATE_EXPECTED, text);
        return CTL_USAGE;
    }
    if (!year_loaded(ctl, calendar, date_year(date)))
        return CTL_FAILED;
    json_t *day = calendar_day_json(calendar, date);
    if (ctl->json) {
        json_tell(day);
        return CTL_DONE;
    }
    day_print(day);
    json_decref(day);
    return CTL_DONE;
}

static int years_show(const struct ctl *ctl, const struct calendar *calendar, const struct wish *wish, int32_t version)
{
    if (wish->year && !year_loaded(ctl, calendar, wish->year))
        return CTL_FAILED;
    json_t *json = json_pack("{s:s, s:i, s:s?, s:o}", "city", ctl->city_code, "version", version, "organisation",
                             wish->organisation, "years", calendar_years_json(calendar));
    if (wish->year)
        json_object_set_new(json, "days", calendar_days_json(calendar, wish->year));
    if (ctl->json) {
        json_tell(json);
        return CTL_DONE;
    }
    printf("%s %s, version %d\n\n", ctl->city_code, ctl->city_name, version);
    calendar_years_print(json_object_get(json, "years"));
    if (wish->year) {
        putchar('\n');
        calendar_days_print(json_object_get(json, "days"));
    }
    json_decref(json);
    return CTL_DONE;
}

int calendar_show_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option own[] = {
        {"year", 'y', "YEAR", 0, "The days of this year that are not what their weekday says", 0},
        {"date", 'd', "DATE", 0, "One day", 0},
        {"organisation", 'o', "CODE", 0, "By the calendar of this organisation (the city's, unless it has its own)", 0},
        {0}};
    static const struct ctl_options options = {
        .options = own,
        .parse = wish_parse,
        .arguments = "[CODE]",
        .text = "Shows the calendar that is loaded of a city: its years, the days of one, or one day."};
    struct wish wish = {0};
    ctl_options_read(ctl, &options, argc, argv, &wish);
    if (wish.city)
        ctl->city = wish.city;
    if (!ctl_city(ctl))
        return CTL_FAILED;
    int32_t version = city_version_read(ctl);
    struct pack *pack = version ? city_version_pack(ctl, version) : NULL;
    const struct calendar *calendar = pack ? calendar_choose(ctl, pack, &wish) : NULL;
    int status = !calendar   ? CTL_FAILED
                 : wish.date ? date_show(ctl, calendar, wish.date)
                             : years_show(ctl, calendar, &wish, version);
    pack_destroy(&pack);
    return status;
}
