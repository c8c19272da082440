/* Reading, writing and adding of limits. */
#include "common/time/limit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/base/log.h"

/* Of each kind from the largest unit to the smallest. */
static const struct unit {
    const char *name;
    enum limit_kind kind;
    int64_t milliseconds;
} units[] = {
    {"d", LIMIT_CONTINUOUS, LIMIT_DAY_MS},
    {"h", LIMIT_CONTINUOUS, 3600000},
    {"m", LIMIT_CONTINUOUS, 60000},
    {"s", LIMIT_CONTINUOUS, 1000},
    {"wh", LIMIT_WORKING_TIME, 3600000},
    {"wm", LIMIT_WORKING_TIME, 60000},
    {"ws", LIMIT_WORKING_TIME, 1000},
    {"wd", LIMIT_WORKING_DAYS, LIMIT_DAY_MS},
    {"cd", LIMIT_CALENDAR_DAYS, LIMIT_DAY_MS},
};

enum { UNITS = sizeof units / sizeof *units, DIGITS_MOST = 9 };

static const struct unit *unit_find(const char *name, size_t length)
{
    for (int i = 0; i < UNITS; i++)
        if (strlen(units[i].name) == length && memcmp(units[i].name, name, length) == 0)
            return &units[i];
    return NULL;
}

bool limit_parse(const char *text, size_t length, struct limit *out)
{
    int64_t number = 0;
    size_t digits = 0;
    while (digits < length && text[digits] >= '0' && text[digits] <= '9') {
        if (digits == DIGITS_MOST)
            return false;
        number = number * 10 + (text[digits++] - '0');
    }
    const struct unit *unit = digits ? unit_find(text + digits, length - digits) : NULL;
    if (!unit || number < 1 || number > LIMIT_MOST_MS / unit->milliseconds)
        return false;
    *out = (struct limit){unit->kind, number * unit->milliseconds};
    return true;
}

int64_t limit_due(struct limit limit, int64_t started)
{
    if (limit.kind != LIMIT_CONTINUOUS)
        log_abort("a limit of kind %d was counted without a calendar", (int)limit.kind);
    return started + limit.milliseconds; /* continuous time runs day and night */
}

void limit_print(struct limit limit, char out[LIMIT_TEXT_BYTES])
{
    const struct unit *unit = NULL;
    for (int i = 0; i < UNITS; i++) {
        if (units[i].kind != limit.kind)
            continue;
        unit = &units[i];
        if (limit.milliseconds % unit->milliseconds == 0)
            break;
    }
    if (!unit)
        log_abort("there is no limit of kind %d", (int)limit.kind);
    snprintf(out, LIMIT_TEXT_BYTES, "%" PRId64 "%s", limit.milliseconds / unit->milliseconds, unit->name);
}
