/* Writes and reads times and spans. */
#include "services/ctl/moment.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

char *moment_text(char out[MOMENT_BYTES], int64_t time)
{
    struct tm local;
    time_t seconds = (time_t)(time / 1000);
    if (!localtime_r(&seconds, &local) || strftime(out, MOMENT_BYTES, "%F %T", &local) == 0)
        snprintf(out, MOMENT_BYTES, "%" PRId64, time);
    return out;
}

char *moment_clock(char out[MOMENT_BYTES], int64_t time)
{
    char whole[MOMENT_BYTES];
    const char *space = strchr(moment_text(whole, time), ' ');
    snprintf(out, MOMENT_BYTES, "%s", space ? space + 1 : whole);
    return out;
}

char *moment_span(char out[MOMENT_BYTES], int64_t span)
{
    static const struct {
        int64_t seconds;
        char letter;
    } units[] = {{86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}};
    const char *sign = span < 0 ? "-" : "";
    int64_t seconds = llabs((long long)span) / 1000;
    for (size_t i = 0; i < 3; i++)
        if (seconds >= units[i].seconds) {
            int64_t rest = seconds % units[i].seconds / units[i + 1].seconds;
            snprintf(out, MOMENT_BYTES, "%s%" PRId64 "%c %" PRId64 "%c", sign, seconds / units[i].seconds,
                     units[i].letter, rest, units[i + 1].letter);
            return out;
        }
    snprintf(out, MOMENT_BYTES, "%s%" PRId64 "s", sign, seconds);
    return out;
}

static bool integer_parse(const char *text, int64_t *out, const char **rest)
{
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    *out = number;
    *rest = end;
    return errno == 0 && end != text && number >= 0;
}

bool moment_parse(const char *text, int64_t *out)
{
    static const char *const formats[] = {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M",
                                          "%Y-%m-%d"};
    const char *rest;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct tm local = {.tm_isdst = -1};
        const char *end = strptime(text, formats[i], &local);
        if (!end || (*end && strcmp(end, "Z") != 0))
            continue;
        *out = (int64_t)(*end ? timegm(&local) : mktime(&local)) * 1000;
        return *out >= 0;
    }
    return integer_parse(text, out, &rest) && *rest == '\0';
}

bool moment_span_parse(const char *text, int64_t *out)
{
    static const char letters[] = "smhd";
    static const int64_t units[] = {1000, 60000, 3600000, 86400000};
    const char *rest;
    if (!integer_parse(text, out, &rest) || *out > INT64_C(100000000))
        return false;
    const char *letter = *rest ? strchr(letters, *rest) : letters;
    if (!letter || (*rest && rest[1]))
        return false;
    *out *= units[letter - letters];
    return true;
}
