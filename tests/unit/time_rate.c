/* How many due times and elapsed times a second one core works out, of random starts in the shipped years.
 *
 *   time_rate CALENDAR.YAML TABLES ZONE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/city/calendar_file.h"
#include "common/time/date.h"
#include "tests/unit/time_plans.h"

enum { STARTS = 1 << 20, ROUNDS = 10 };

static void rate_print(const char *what, const char *kind, int64_t began, int64_t sum)
{
    double seconds = (double)(instant_monotonic() - began) / 1e6;
    printf("%-8s %-4s %6.1f million a second (sum %lld)\n", what, kind, (double)STARTS * ROUNDS / seconds / 1e6,
           (long long)sum);
}

static void dues_measure(const struct calendar *calendar, const char *text, const int64_t *starts)
{
    struct limit limit;
    int64_t sum = 0, answer = 0, began = instant_monotonic();
    if (!limit_parse(text, strlen(text), &limit))
        return;
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < STARTS; i++)
            sum += calendar_due(calendar, limit, starts[i], &answer) + answer / 1000;
    rate_print("due", text, began, sum);
}

static void elapsed_measure(const struct calendar *calendar, const char *text, const int64_t *starts)
{
    struct limit limit;
    int64_t sum = 0, answer = 0, began = instant_monotonic();
    if (!limit_parse(text, strlen(text), &limit))
        return;
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < STARTS - 1; i++)
            sum += calendar_elapsed(calendar, limit.kind, starts[i], starts[i + 1], &answer) + answer / 1000;
    rate_print("elapsed", text, began, sum);
}

static void calendar_measure(const struct calendar *calendar)
{
    static const char *const limits[] = {"2h", "4wh", "80wh", "2wd", "3cd"};
    int64_t *starts = memory_new(STARTS, sizeof *starts);
    uint64_t state = 1;
    int first, last;
    calendar_years(calendar, &first, &last);
    int64_t begin = date_of(first, 1, 3) * LIMIT_DAY_MS, end = date_of(last, 11, 1) * LIMIT_DAY_MS;
    for (int i = 0; i < STARTS; i++)
        starts[i] = begin + (int64_t)random_below(&state, (uint64_t)(end - begin));
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        dues_measure(calendar, limits[i], starts);
        elapsed_measure(calendar, limits[i], starts);
    }
    free(starts);
}

int main(int count, char **arguments)
{
    struct pack_faults faults = {0};
    struct calendar *calendar = NULL;
    if (count != 4 || !calendar_read_files(arguments[1], arguments[2], arguments[3], &calendar, &faults)) {
        fprintf(stderr, "usage: time_rate CALENDAR.YAML TABLES ZONE\n");
        pack_faults_print(&faults, stderr);
        pack_faults_clear(&faults);
        return 2;
    }
    calendar_measure(calendar);
    calendar_destroy(&calendar);
    return 0;
}
