/* Looking into a calendar's arrays. */
#include "common/time/calendar_table.h"
#include "common/time/date.h"

int calendar_year_missing(const struct calendar *calendar, int64_t instant)
{
    int year = date_year(zone_date(calendar->zone, instant));
    if (instant < calendar->known_from)
        return year < calendar->first_year ? year : calendar->first_year - 1;
    return year > calendar->last_year ? year : calendar->last_year + 1;
}

int32_t calendar_day_find(const struct calendar *calendar, int64_t instant)
{
    int64_t guess = (instant - calendar->days[0].begins) / LIMIT_DAY_MS;
    int32_t index = guess < calendar->day_count ? (int32_t)guess : calendar->day_count;
    while (index < calendar->day_count && calendar->days[index + 1].begins <= instant)
        index++;
    while (index > 0 && calendar->days[index].begins > instant)
        index--;
    return index;
}

int64_t calendar_worked_until(const struct calendar *calendar, int64_t instant)
{
    int32_t i = calendar->days[calendar_day_find(calendar, instant)].spans;
    while (i < calendar->span_count && calendar->spans[i].open <= instant)
        i++;
    if (!i)
        return 0;
    const struct span *span = &calendar->spans[i - 1];
    return span->before + (instant < span->close ? instant : span->close) - span->open;
}

bool calendar_worked_instant(const struct calendar *calendar, int64_t worked, int64_t *out)
{
    if (worked > calendar->worked)
        return false;
    int32_t i = calendar->jumps[(worked - 1) / JUMP_MS];
    while (i + 1 < calendar->span_count && calendar->spans[i + 1].before < worked)
        i++;
    *out = calendar->spans[i].open + worked - calendar->spans[i].before;
    return true;
}

bool calendar_instant_known(const struct calendar *calendar, int64_t instant)
{
    return instant >= calendar->known_from && instant < calendar->known_until;
}

int calendar_workdays_through(const struct calendar *calendar, int64_t instant, int32_t *out)
{
    if (instant < calendar->days[0].begins || instant >= calendar->days[calendar->day_count].begins)
        return calendar_year_missing(calendar, instant);
    *out = calendar->days[calendar_day_find(calendar, instant) + 1].workdays;
    return 0;
}

void calendar_bounds(const struct calendar *calendar, int32_t date, int64_t *begins, int64_t *ends)
{
    *begins = zone_instant(calendar->zone, (int64_t)date * HOURS_DAY);
    *ends = zone_instant(calendar->zone, ((int64_t)date + 1) * HOURS_DAY);
}

int64_t calendar_wall(const struct calendar *calendar, int64_t instant)
{
    int64_t second = instant / 1000 - (instant % 1000 < 0);
    return instant + zone_offset(calendar->zone, second) * INT64_C(1000);
}

int calendar_intervals(const struct calendar *calendar, int64_t from, int64_t to, int room,
                       struct calendar_interval *out)
{
    int32_t day = from < calendar->days[0].begins ? 0 : calendar_day_find(calendar, from);
    int count = 0;
    for (int32_t i = calendar->days[day ? day - 1 : 0].spans; i < calendar->span_count && count < room; i++) {
        const struct span *span = &calendar->spans[i];
        if (span->open >= to)
            break;
        if (span->close > from)
            out[count++] =
                (struct calendar_interval){span->open > from ? span->open : from, span->close < to ? span->close : to};
    }
    return count;
}
