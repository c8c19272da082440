/* Reading, writing and adding of limits. */
#include "common/time/limit.h"

#include <inttypes.h>
#include <stdio.h>

static const struct {
    char unit;
    int64_t milliseconds;
} units[] = {{'d', 86400000}, {'h', 3600000}, {'m', 60000}, {'s', 1000}};

enum { UNITS = sizeof units / sizeof *units, DIGITS_MOST = 9 };

static int64_t unit_milliseconds(char unit)
{
    for (int i = 0; i < UNITS; i++)
        if (units[i].unit == unit)
            return units[i].milliseconds;
    return 0;
}

bool limit_parse(const char *text, size_t length, struct limit *out)
{
    if (length < 2 || length > DIGITS_MOST + 1)
        return false;
    int64_t number = 0;
    for (size_t i = 0; i < length - 1; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (text[i] - '0');
    }
    int64_t milliseconds = number * unit_milliseconds(text[length - 1]);
    if (milliseconds < 1 || milliseconds > LIMIT_MOST_MS)
        return false;
    *out = (struct limit){LIMIT_CONTINUOUS, milliseconds};
    return true;
}

int64_t limit_due(struct limit limit, int64_t started)
{
    return started + limit.milliseconds; /* continuous time runs day and night */
}

void limit_print(struct limit limit, char out[LIMIT_TEXT_BYTES])
{
    int i = 0;
    while (i < UNITS - 1 && limit.milliseconds % units[i].milliseconds)
        i++;
    snprintf(out, LIMIT_TEXT_BYTES, "%" PRId64 "%c", limit.milliseconds / units[i].milliseconds, units[i].unit);
}
