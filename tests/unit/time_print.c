/* Prints a calendar for those that compare it with others: each day of its years, and working days counted from it.
 *
 *   time_print CALENDAR.YAML TABLES ZONE
 *
 *   day 2026-10-01 holiday rest           kind ordinary, holiday or swapped; working or rest
 *   due 2026-10-01 2 2026-10-09           the date on which two working days that began on the first are over
 */
#include <stdio.h>
#include <stdlib.h>

#include "common/city/calendar_file.h"
#include "common/time/date.h"

static const char *const kinds[] = {[DAY_ORDINARY] = "ordinary", [DAY_HOLIDAY] = "holiday", [DAY_SWAPPED] = "swapped"};
static const int days[] = {1, 2, 3, 5, 7, 10, 15, 22, 30, 60};

static void dues_print(const struct calendar *calendar, const struct calendar_day *day, const char *date)
{
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct limit limit = {LIMIT_WORKING_DAYS, days[i] * LIMIT_DAY_MS};
        char text[DATE_TEXT_BYTES];
        int64_t due;
        if (calendar_due(calendar, limit, day->begins + 36000000, &due) != 0)
            continue;
        date_print(calendar_date(calendar, due), text);
        printf("due %s %d %s\n", date, days[i], text);
    }
}

static void calendar_print(const struct calendar *calendar)
{
    int first, last;
    calendar_years(calendar, &first, &last);
    for (int32_t date = date_of(first, 1, 1); date < date_of(last + 1, 1, 1); date++) {
        struct calendar_day day;
        char text[DATE_TEXT_BYTES];
        if (calendar_day(calendar, date, &day) != 0)
            continue;
        date_print(date, text);
        printf("day %s %s %s\n", text, kinds[day.kind], day.working ? "working" : "rest");
        dues_print(calendar, &day, text);
    }
}

int main(int count, char **arguments)
{
    struct pack_faults faults = {0};
    struct calendar *calendar = NULL;
    if (count != 4) {
        fprintf(stderr, "usage: time_print CALENDAR.YAML TABLES ZONE\n");
        return 2;
    }
    if (!calendar_read_files(arguments[1], arguments[2], arguments[3], &calendar, &faults)) {
        pack_faults_print(&faults, stderr);
        pack_faults_clear(&faults);
        return 1;
    }
    calendar_print(calendar);
    calendar_destroy(&calendar);
    return 0;
}
