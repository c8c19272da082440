/* steward-bench-arithmetic: how many due times a second one core works out, of random starts in the shipped years,
 * beside the walk from day to day and interval to interval that such sums are mostly done with. Prints one JSON line;
 * exit 1 where the two disagree.
 *
 *   steward-bench-arithmetic CALENDAR.YAML TABLES ZONE SECONDS
 *
 * The calendar must be tests/oracle/office.yaml: the walk knows its hours.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/city/calendar_file.h"
#include "common/time/clock.h"
#include "common/time/date.h"

enum { STARTS = 1 << 18, MEASUREMENTS = 5 * 4 };

static const struct calendar_interval hours[] = {{30600000, 43200000}, {50400000, 63000000}}; /* ms of the day */
static const char *const limits[] = {"2h", "4wh", "80wh", "2wd", "3cd"};

struct bench {
    const struct calendar *calendar;
    struct limit limit;
    int64_t *starts;
    double seconds; /* each measurement takes that long */
};

typedef int64_t sum(const struct bench *bench, int64_t start, int64_t other);

static int64_t due_sum(const struct bench *bench, int64_t start, int64_t other)
{
    int64_t due = 0;
    (void)other;
    return calendar_due(bench->calendar, bench->limit, start, &due) ? -1 : due;
}

static int64_t elapsed_sum(const struct bench *bench, int64_t start, int64_t other)
{
    int64_t used = 0, from = start < other ? start : other, to = start < other ? other : start;
    return calendar_elapsed(bench->calendar, bench->limit.kind, from, to, &used) ? -1 : used;
}

/* A clock's whole row. */
static int64_t clock_sum(const struct bench *bench, int64_t start, int64_t other)
{
    struct clock_state state = CLOCK_NEW;
    struct clock_entry entry = {CLOCK_STARTED, start, bench->limit, bench->calendar};
    (void)other;
    return clock_take(&state, NULL, &entry) ? -1 : state.due_at;
}

/* Working time by walking. */
static int64_t time_walk(const struct bench *bench, int32_t date, int64_t start)
{
    int64_t left = bench->limit.milliseconds;
    for (;; date++) {
        struct calendar_day day;
        if (calendar_day(bench->calendar, date, &day) != 0)
            return -1;
        for (int i = 0; day.working && i < 2; i++) {
            int64_t open = day.begins + hours[i].open, close = day.begins + hours[i].close;
            int64_t from = start > open ? start : open;
            if (from < close && left <= close - from)
                return from + left;
            left -= from < close ? close - from : 0;
        }
    }
}

static int64_t days_walk(const struct bench *bench, int32_t date)
{
    int64_t left = bench->limit.milliseconds / LIMIT_DAY_MS;
    struct calendar_day day = {0};
    while (left) {
        if (calendar_day(bench->calendar, ++date, &day) != 0)
            return -1;
        left -= day.working || bench->limit.kind == LIMIT_CALENDAR_DAYS;
    }
    return bench->limit.kind == LIMIT_CALENDAR_DAYS ? day.ends : day.begins + hours[1].close;
}

static int64_t walk_sum(const struct bench *bench, int64_t start, int64_t other)
{
    (void)other;
    if (bench->limit.kind == LIMIT_CONTINUOUS)
        return start + bench->limit.milliseconds;
    int32_t date = calendar_date(bench->calendar, start);
    return bench->limit.kind == LIMIT_WORKING_TIME ? time_walk(bench, date, start) : days_walk(bench, date);
}

/* Millions a second. */
static double rate_measure(const struct bench *bench, sum *function)
{
    static volatile int64_t kept;
    int64_t began = instant_monotonic(), ends = began + (int64_t)(bench->seconds * 1e6), done = 0, all = 0;
    do {
        for (int i = 0; i + 1 < STARTS; i++)
            all += function(bench, bench->starts[i], bench->starts[i + 1]) & 1;
        done += STARTS - 1;
    } while (instant_monotonic() < ends);
    kept = all;
    (void)kept; /* read by nobody: it keeps the loop */
    return (double)done / (double)(instant_monotonic() - began);
}

static bool sums_agree(const struct bench *bench)
{
    for (int i = 0; i < STARTS; i++) {
        int64_t due = due_sum(bench, bench->starts[i], 0);
        if (due == walk_sum(bench, bench->starts[i], 0) && due == clock_sum(bench, bench->starts[i], 0))
            continue;
        fprintf(stderr, "the walk and the calendar disagree on the start %lld\n", (long long)bench->starts[i]);
        return false;
    }
    return true;
}

static bool bench_run(struct bench *bench)
{
    double slowest = 0, beside = 0;
    char kinds[1024];
    size_t length = 0;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        if (!limit_parse(limits[i], strlen(limits[i]), &bench->limit) || !sums_agree(bench))
            return false;
        double due = rate_measure(bench, due_sum), walk = rate_measure(bench, walk_sum);
        length += (size_t)snprintf(
            kinds + length, sizeof kinds - length,
            "%s\"%s\":{\"due\":%.1f,\"walk\":%.1f,\"ratio\":%.2f,\"elapsed\":%.1f,\"clock\":%.1f}", i ? "," : "",
            limits[i], due, walk, due / walk, rate_measure(bench, elapsed_sum), rate_measure(bench, clock_sum));
        if (!i || due < slowest) {
            slowest = due;
            beside = walk;
        }
    }
    printf("{\"bench\":\"arithmetic\",\"ours\":%.1f,\"limit\":%.1f,\"ratio\":%.2f,"
           "\"unit\":\"million due times a second on a core\",\"kinds\":{%s}}\n",
           slowest, beside, slowest / beside, kinds);
    return true;
}

/* Splitmix64. */
static uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static int64_t *starts_draw(const struct calendar *calendar)
{
    int64_t *starts = memory_new(STARTS, sizeof *starts);
    uint64_t state = 1;
    int first, last;
    calendar_years(calendar, &first, &last);
    int64_t begin = date_of(first, 1, 3) * LIMIT_DAY_MS, end = date_of(last, 11, 1) * LIMIT_DAY_MS;
    for (int i = 0; i < STARTS; i++)
        starts[i] = begin + (int64_t)(random_next(&state) % (uint64_t)(end - begin));
    return starts;
}

int main(int count, char **arguments)
{
    struct pack_faults faults = {0};
    struct calendar *calendar = NULL;
    double seconds = count == 5 ? strtod(arguments[4], NULL) : 0;
    if (seconds <= 0 || !calendar_read_files(arguments[1], arguments[2], arguments[3], &calendar, &faults)) {
        fprintf(stderr, "usage: steward-bench-arithmetic CALENDAR.YAML TABLES ZONE SECONDS\n");
        pack_faults_print(&faults, stderr);
        pack_faults_clear(&faults);
        return 2;
    }
    struct bench bench = {.calendar = calendar, .starts = starts_draw(calendar), .seconds = seconds / MEASUREMENTS};
    bool agreed = bench_run(&bench);
    free(bench.starts);
    calendar_destroy(&calendar);
    return agreed ? 0 : 1;
}
