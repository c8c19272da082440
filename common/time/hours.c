/* Reading, writing and checking the working time of a day. */
#include "common/time/hours.h"

#include <stdio.h>

static bool minute_read(const char *text, int32_t *out)
{
    static const char form[] = "00:00";
    for (int i = 0; i < 5; i++)
        if (form[i] == ':' ? text[i] != ':' : text[i] < '0' || text[i] > '9')
            return false;
    int hour = (text[0] - '0') * 10 + (text[1] - '0'), minute = (text[3] - '0') * 10 + (text[4] - '0');
    *out = hour * 3600 + minute * 60;
    return minute < 60 && *out <= HOURS_DAY;
}

bool hours_parse(const char *text, size_t length, struct interval *out)
{
    struct interval read;
    if (length != 11 || text[5] != '-' || !minute_read(text, &read.open) || !minute_read(text + 6, &read.close))
        return false;
    if (read.open == HOURS_DAY || read.open == read.close)
        return false;
    if (read.close < read.open)
        read.close += HOURS_DAY;
    *out = read;
    return true;
}

void hours_print(struct interval interval, char out[HOURS_TEXT_BYTES])
{
    int close = interval.close > HOURS_DAY ? interval.close - HOURS_DAY : interval.close;
    snprintf(out, HOURS_TEXT_BYTES, "%02d:%02d-%02d:%02d", interval.open / 3600 % 100, interval.open / 60 % 60,
             close / 3600 % 100, close / 60 % 60);
}

int hours_fault(const struct hours *hours)
{
    for (int i = 0; i < hours->count; i++) {
        const struct interval *at = &hours->intervals[i];
        if (i == HOURS_INTERVALS_MOST || at->open < 0 || at->open >= HOURS_DAY || at->close <= at->open ||
            at->close > at->open + HOURS_DAY || (i && at->open < at[-1].close))
            return i;
    }
    return -1;
}

bool hours_overlap_next(const struct hours *today, const struct hours *tomorrow)
{
    return today->count && tomorrow->count &&
           today->intervals[today->count - 1].close - HOURS_DAY > tomorrow->intervals[0].open;
}
