/* A period as it is typed: two months or days, both included. */
#ifndef SERVICES_CTL_TRIAGE_PERIOD_H
#define SERVICES_CTL_TRIAGE_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "common/time/date.h"

#define PERIOD_EXPECTED "a month YYYY-MM or a day YYYY-MM-DD, which exists"

struct period {
    int32_t first, last;                             /* days since 1970-01-01, in the city's time zone */
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES]; /* the same as YYYY-MM-DD */
};

/* The first day (or with `last` the last one) that the text means; false where it is not PERIOD_EXPECTED. */
bool period_day(const char *text, bool last, int32_t *out);

/* Of two days, the first not after the last. */
struct period period_of(int32_t first, int32_t last);

#endif
