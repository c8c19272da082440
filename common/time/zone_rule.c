/* The rule of a zone for the years after its table: "EST5EDT,M3.2.0,M11.1.0". */
#include <string.h>

#include "common/time/date.h"
#include "common/time/zone_table.h"

enum { DAY = 86400, HOUR = 3600 };

/* One day of each year, and the wall clock time of the change on it. */
struct change {
    char form; /* 'M' week and weekday of a month, 'J' day 1..365 without leap days, 'n' day 0..365 */
    int month, week, day;
    int32_t time; /* seconds after midnight, by the clock before the change; may lie in other days */
};

struct cursor {
    const char *at, *end;
};

static bool letter_take(struct cursor *cursor, char letter)
{
    bool there = cursor->at < cursor->end && *cursor->at == letter;
    cursor->at += there;
    return there;
}

static bool number_take(struct cursor *cursor, int least, int most, int *out)
{
    const char *start = cursor->at;
    *out = 0;
    while (cursor->at < cursor->end && cursor->at - start < 4 && *cursor->at >= '0' && *cursor->at <= '9')
        *out = *out * 10 + (*cursor->at++ - '0');
    return cursor->at > start && *out >= least && *out <= most;
}

static bool name_take(struct cursor *cursor)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const char *start = cursor->at;
    if (letter_take(cursor, '<')) {
        while (cursor->at < cursor->end && *cursor->at != '>')
            cursor->at++;
        return letter_take(cursor, '>');
    }
    while (cursor->at < cursor->end && memchr(letters, *cursor->at, sizeof letters - 1))
        cursor->at++;
    return cursor->at - start >= 3;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static bool time_take(struct cursor *cursor, int hours_most, int32_t *out)
{
    bool negative = letter_take(cursor, '-');
    int hours, minutes = 0, seconds = 0;
    if (!negative)
        letter_take(cursor, '+');
    if (!number_take(cursor, 0, hours_most, &hours))
        return false;
    if (letter_take(cursor, ':') && !number_take(cursor, 0, 59, &minutes))
        return false;
    if (letter_take(cursor, ':') && !number_take(cursor, 0, 59, &seconds))
        return false;
    *out = (negative ? -1 : 1) * (hours * HOUR + minutes * 60 + seconds);
    return true;
}

static bool change_take(struct cursor *cursor, struct change *change)
{
    bool taken;
    *change = (struct change){.form = 'n', .time = 2 * HOUR};
    if (!letter_take(cursor, ','))
        return false;
    if (letter_take(cursor, 'M')) {
        change->form = 'M';
        taken = number_take(cursor, 1, 12, &change->month) && letter_take(cursor, '.') &&
                number_take(cursor, 1, 5, &change->week) && letter_take(cursor, '.') &&
                number_take(cursor, 0, 6, &change->day);
    } else if (letter_take(cursor, 'J')) {
        change->form = 'J';
        taken = number_take(cursor, 1, 365, &change->day);
    } else {
        taken = number_take(cursor, 0, 365, &change->day);
    }
    return taken && (!letter_take(cursor, '/') || time_take(cursor, 167, &change->time));
}

static int32_t change_date(const struct change *change, int year)
{
    if (change->form == 'n')
        return date_of(year, 1, 1) + change->day;
    if (change->form == 'J')
        return change->day <= 59 ? date_of(year, 1, change->day) : date_of(year, 3, change->day - 59);
    int32_t first = date_of(year, change->month, 1);
    int32_t next = change->month == 12 ? date_of(year + 1, 1, 1) : date_of(year, change->month + 1, 1);
    int sunday_based = (date_weekday(first) + 1) % 7;
    int32_t date = first + (change->day - sunday_based + 7) % 7 + (change->week - 1) * 7;
    return date < next ? date : date - 7; /* week 5 is the last one */
}

static void change_add(struct zone *zone, const struct change *change, int year, int32_t before, int32_t after)
{
    int64_t at = (int64_t)change_date(change, year) * DAY + change->time - before;
    if (!zone->count || at >= zone->transitions[zone->count - 1].at)
        zone_add(zone, at, after);
}

bool zone_rule_add(struct zone *zone, const char *text, size_t length)
{
    struct cursor cursor = {text, text + length};
    struct change start, end;
    int32_t standard, summer;
    if (!name_take(&cursor) || !time_take(&cursor, 24, &standard))
        return false;
    standard = -standard; /* POSIX counts westwards */
    if (cursor.at == cursor.end) {
        if (!zone->count)
            zone->first_offset = standard;
        return true;
    }
    if (!name_take(&cursor))
        return false;
    summer = standard + HOUR;
    if (cursor.at < cursor.end && *cursor.at != ',') {
        if (!time_take(&cursor, 24, &summer))
            return false;
        summer = -summer;
    }
    if (!change_take(&cursor, &start) || !change_take(&cursor, &end) || cursor.at != cursor.end)
        return false;
    for (int year = DATE_YEAR_FIRST; year <= ZONE_YEAR_LAST; year++) {
        bool start_first = change_date(&start, year) < change_date(&end, year);
        change_add(zone, start_first ? &start : &end, year, start_first ? standard : summer,
                   start_first ? summer : standard);
        change_add(zone, start_first ? &end : &start, year, start_first ? summer : standard,
                   start_first ? standard : summer);
    }
    return true;
}
