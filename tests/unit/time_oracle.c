/* Walking second by second. */
#include "tests/unit/time_oracle.h"

#include <stdlib.h>
#include <time.h>

#include "common/base/memory.h"
#include "common/time/date.h"

enum { DAY = 86400, QUARTER = 900, BEFORE = 3 * DAY, AFTER = 3 * DAY };

/* What the wall clock has shown at most so far. */
struct walk {
    const struct calendar_plan *plan;
    struct oracle *oracle;
    int64_t wall;
    int32_t date;
    struct hours today, yesterday;
};

static struct hours hours_of(const struct calendar_plan *plan, int32_t date)
{
    for (size_t i = 0; i < plan->exception_count; i++)
        if (plan->exceptions[i].date == date)
            return plan->exceptions[i].kind == DAY_SWAPPED ? plan->swapped : (struct hours){0};
    return plan->week[date_weekday(date)];
}

static bool hours_hold(const struct hours *hours, int64_t second)
{
    for (int i = 0; i < hours->count; i++)
        if (second >= hours->intervals[i].open && second < hours->intervals[i].close)
            return true;
    return false;
}

static struct oracle_day *day_at(const struct oracle *oracle, int32_t date)
{
    int32_t index = date - oracle->first_date;
    return index >= 0 && index < oracle->date_count ? &oracle->days[index] : NULL;
}

static void dates_begin(struct walk *walk, int32_t until, int64_t second)
{
    while (walk->date < until) {
        struct oracle_day *day = day_at(walk->oracle, ++walk->date);
        if (day)
            day->begins = second;
    }
    walk->today = hours_of(walk->plan, walk->date);
    walk->yesterday = hours_of(walk->plan, walk->date - 1);
}

static bool second_count(struct oracle *oracle, int32_t date, int64_t second)
{
    struct oracle_day *day = day_at(oracle, date);
    if (day) {
        day->working++;
        day->closes = second + 1;
    }
    return true;
}

/* Is this second working time? The wall clock shows `wall` now. */
static bool second_walk(struct walk *walk, int64_t second, int64_t wall)
{
    if (wall > walk->wall)
        walk->wall = wall;
    int64_t of_day = walk->wall % DAY;
    if (walk->wall / DAY > walk->date)
        dates_begin(walk, (int32_t)(walk->wall / DAY), second);
    if (hours_hold(&walk->today, of_day))
        return second_count(walk->oracle, walk->date, second);
    if (hours_hold(&walk->yesterday, of_day + DAY))
        return second_count(walk->oracle, walk->date - 1, second);
    return false;
}

static int64_t offset_at(int64_t second)
{
    time_t at = second;
    struct tm local;
    localtime_r(&at, &local);
    return local.tm_gmtoff;
}

static void years_walk(struct oracle *oracle, const struct calendar_plan *plan)
{
    struct walk walk = {.plan = plan, .oracle = oracle};
    int64_t second = (int64_t)oracle->first_date * DAY - BEFORE, offset = 0;
    int64_t end = (int64_t)(oracle->first_date + oracle->date_count) * DAY + AFTER;
    uint32_t worked = 0;
    walk.date = (int32_t)(second / DAY) - 2;
    oracle->first = second;
    oracle->last = end;
    for (; second < end; second++) {
        if (second % QUARTER == 0)
            offset = offset_at(second);
        oracle->worked[second - oracle->first] = worked;
        worked += second_walk(&walk, second, second + offset);
    }
    oracle->worked[end - oracle->first] = worked;
}

struct oracle *oracle_new(const char *zone, const struct calendar_plan *plan)
{
    struct oracle *oracle = memory_new(1, sizeof *oracle);
    oracle->first_date = date_of(plan->first_year, 1, 1);
    oracle->date_count = date_of(plan->last_year + 1, 1, 1) - oracle->first_date;
    oracle->day_end = plan->day_end;
    oracle->days = memory_new((size_t)oracle->date_count + 1, sizeof *oracle->days);
    oracle->worked = memory_new((size_t)(oracle->date_count + 1) * DAY + BEFORE + AFTER + 1, sizeof *oracle->worked);
    oracle->date_count++; /* one more, only for where the last one ends */
    setenv("TZ", zone, 1);
    tzset();
    years_walk(oracle, plan);
    oracle->date_count--;
    for (int32_t i = 0; i < oracle->date_count; i++)
        oracle->days[i + 1].before = oracle->days[i].before + (oracle->days[i].working > 0);
    return oracle;
}

void oracle_destroy(struct oracle **oracle)
{
    free((*oracle)->worked);
    free((*oracle)->days);
    free(*oracle);
    *oracle = NULL;
}

/* Working ms until an instant. */
static int64_t worked_at(const struct oracle *oracle, int64_t instant)
{
    const uint32_t *at = &oracle->worked[instant / 1000 - oracle->first];
    return at[0] * INT64_C(1000) + (at[1] > at[0] ? instant % 1000 : 0);
}

/* The day of an instant of the years. */
static int32_t day_index(const struct oracle *oracle, int64_t instant)
{
    int32_t low = 0, high = oracle->date_count - 1;
    while (low < high) {
        int32_t middle = (low + high + 1) / 2;
        if (oracle->days[middle].begins * 1000 <= instant)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static int64_t day_ends(const struct oracle *oracle, int32_t index)
{
    return 1000 * (oracle->day_end == DAY_ENDS_CLOSE ? oracle->days[index].closes : oracle->days[index + 1].begins);
}

static bool working_time_due(const struct oracle *oracle, int64_t wanted, int64_t *due)
{
    int64_t low = oracle->first, high = oracle->days[oracle->date_count].begins;
    if (oracle->days[oracle->date_count - 1].closes > high)
        high = oracle->days[oracle->date_count - 1].closes;
    if (oracle->worked[high - oracle->first] * INT64_C(1000) < wanted)
        return false;
    while (low < high) { /* the first second by which at least the whole seconds are worked */
        int64_t middle = low + (high - low) / 2;
        if (oracle->worked[middle - oracle->first] * INT64_C(1000) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    int64_t over = oracle->worked[low - oracle->first] * INT64_C(1000) - wanted;
    *due = low * 1000 - over;
    return true;
}

bool oracle_due(const struct oracle *oracle, struct limit limit, int64_t start, int64_t *due)
{
    if (limit.kind == LIMIT_WORKING_TIME)
        return working_time_due(oracle, worked_at(oracle, start) + limit.milliseconds, due);
    int64_t left = limit.milliseconds / LIMIT_DAY_MS;
    for (int32_t i = day_index(oracle, start) + 1; i < oracle->date_count; i++) {
        left -= limit.kind == LIMIT_CALENDAR_DAYS || oracle->days[i].working > 0;
        if (left)
            continue;
        *due = limit.kind == LIMIT_CALENDAR_DAYS ? oracle->days[i + 1].begins * 1000 : day_ends(oracle, i);
        return true;
    }
    return false;
}

bool oracle_elapsed(const struct oracle *oracle, enum limit_kind kind, int64_t from, int64_t to, int64_t *used)
{
    *used = 0;
    if (kind == LIMIT_WORKING_TIME) {
        *used = worked_at(oracle, to) - worked_at(oracle, from);
        return true;
    }
    for (int32_t i = day_index(oracle, from) + 1; i < oracle->date_count && oracle->days[i].begins * 1000 <= to; i++) {
        if (kind == LIMIT_CALENDAR_DAYS)
            *used += oracle->days[i + 1].begins * 1000 <= to ? LIMIT_DAY_MS : 0;
        else if (oracle->days[i].working > 0)
            *used += day_ends(oracle, i) <= to ? LIMIT_DAY_MS : 0;
    }
    return true;
}

/* How much of a working day is over, of LIMIT_DAY_MS. */
static int64_t day_part(const struct oracle *oracle, int32_t index, int64_t instant)
{
    const struct oracle_day *day = &oracle->days[index];
    int64_t length = day->working * 1000, passed;
    if (!day->working)
        return 0;
    if (oracle->day_end == DAY_ENDS_MIDNIGHT) {
        length = (day[1].begins - day->begins) * 1000;
        passed = instant - day->begins * 1000;
    } else {
        passed = worked_at(oracle, instant) - (worked_at(oracle, day->closes * 1000) - length);
    }
    passed = passed < 0 ? 0 : passed > length ? length : passed;
    return passed * LIMIT_DAY_MS / length;
}

int64_t oracle_mark(const struct oracle *oracle, enum limit_kind kind, int64_t instant)
{
    int32_t index = kind > LIMIT_WORKING_TIME ? day_index(oracle, instant) : 0;
    const struct oracle_day *day = &oracle->days[index];
    switch (kind) {
    case LIMIT_CONTINUOUS:
        return instant;
    case LIMIT_WORKING_TIME:
        return worked_at(oracle, instant);
    case LIMIT_WORKING_DAYS: /* of the day before, a shift may not be over */
        if (!index)
            return day_part(oracle, index, instant);
        return day[-1].before * LIMIT_DAY_MS + day_part(oracle, index - 1, instant) + day_part(oracle, index, instant);
    case LIMIT_CALENDAR_DAYS:
        return index * LIMIT_DAY_MS +
               (instant - day->begins * 1000) * LIMIT_DAY_MS / ((day[1].begins - day->begins) * 1000);
    }
    abort();
}

int64_t oracle_mark_day(const struct oracle *oracle, enum limit_kind kind, int64_t instant)
{
    int32_t index = day_index(oracle, instant);
    if (kind == LIMIT_WORKING_DAYS)
        return oracle->days[index + 1].before * LIMIT_DAY_MS;
    return kind == LIMIT_CALENDAR_DAYS ? (index + 1) * LIMIT_DAY_MS : oracle_mark(oracle, kind, instant);
}

bool oracle_works(const struct oracle *oracle, int64_t instant)
{
    return oracle->days[day_index(oracle, instant)].working > 0;
}
