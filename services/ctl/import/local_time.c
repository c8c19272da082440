/* mktime leaves open what it does with the two odd hours of a year; so the offsets around a time are tried here. */
#include "services/ctl/import/local_time.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { DAY_SECONDS = 86400, ZONE_PATH_BYTES = 256 };

bool local_time_zone(const char *name)
{
    char path[ZONE_PATH_BYTES];
    if (!*name || *name == '/' || strstr(name, ".."))
        return false;
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    if (access(path, R_OK) != 0)
        return false;
    setenv("TZ", name, 1);
    tzset();
    return true;
}

static long offset_at(time_t instant)
{
    struct tm parts;
    return localtime_r(&instant, &parts) ? parts.tm_gmtoff : 0;
}

/* The instant at which local clocks show `as_utc`, were they set to UTC. */
static time_t instant_of(time_t as_utc)
{
    long before = offset_at(as_utc - DAY_SECONDS), after = offset_at(as_utc + DAY_SECONDS);
    if (offset_at(as_utc - before) != before && offset_at(as_utc - after) == after)
        return as_utc - after;
    return as_utc - before;
}

bool local_time_read(const char *format, const char *text, int64_t *out)
{
    struct tm parts = {.tm_mday = 1};
    const char *end = strptime(text, format, &parts);
    if (!end || *end)
        return false;
    struct tm read = parts;
    time_t as_utc = timegm(&parts);
    if (parts.tm_mday != read.tm_mday || parts.tm_mon != read.tm_mon || parts.tm_year != read.tm_year)
        return false;
    time_t instant = instant_of(as_utc);
    *out = (int64_t)instant * 1000;
    return instant >= 0;
}
