/* Months become their first and last day. */
#include "services/ctl/triage/period.h"

#include <stdio.h>
#include <string.h>

enum { MONTH_LENGTH = 7 };

bool period_day(const char *text, bool last, int32_t *out)
{
    char day[DATE_TEXT_BYTES];
    if (strlen(text) != MONTH_LENGTH)
        return date_parse(text, strlen(text), out);
    snprintf(day, sizeof day, "%s-01", text);
    if (!date_parse(day, strlen(day), out))
        return false;
    if (last) { /* the day before the first of the next month */
        int month = (text[5] - '0') * 10 + text[6] - '0';
        *out = (month == 12 ? date_of(date_year(*out) + 1, 1, 1) : date_of(date_year(*out), month + 1, 1)) - 1;
    }
    return true;
}

struct period period_of(int32_t first, int32_t last)
{
    struct period period = {.first = first, .last = last};
    date_print(first, period.from);
    date_print(last, period.to);
    return period;
}
