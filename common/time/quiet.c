/* From the end of one quiet time to the next, until none begins at once. */
#include "common/time/quiet.h"

#include <stdbool.h>

enum { ROUNDS_MOST = 64, DAY_SECONDS = 86400 };

/* Is `at` within the hours that begin on `date`? Then *at is moved to their end. */
static bool hours_skip(const struct interval *hours, const struct zone *zone, int32_t date, int64_t *at)
{
    int64_t midnight = (int64_t)date * DAY_SECONDS;
    int64_t ends = zone_instant(zone, midnight + hours->close);
    if (*at < zone_instant(zone, midnight + hours->open) || *at >= ends)
        return false;
    *at = ends;
    return true;
}

static bool day_skip(const struct calendar *rest, const struct zone *zone, int32_t date, int64_t *at)
{
    struct calendar_day day;
    if (calendar_day(rest, date, &day) != 0 || day.working)
        return false;
    *at = zone_instant(zone, ((int64_t)date + 1) * DAY_SECONDS);
    return true;
}

int64_t quiet_until(const struct interval *hours, const struct calendar *rest, const struct zone *zone, int64_t now)
{
    int64_t at = now;
    for (int round = 0; round < ROUNDS_MOST; round++) {
        int32_t date = zone_date(zone, at);
        bool quiet = (rest && day_skip(rest, zone, date, &at)) ||
                     (hours && (hours_skip(hours, zone, date, &at) || hours_skip(hours, zone, date - 1, &at)));
        if (!quiet)
            break;
    }
    return at;
}
