/* PostgreSQL's timestamptz in binary form: microseconds since 2000-01-01T00:00Z. */
#ifndef COMMON_STORE_INSTANT_H
#define COMMON_STORE_INSTANT_H

#include <stdint.h>

#define INSTANT_OF_2000 INT64_C(946684800000) /* ms between the two epochs */

static inline int64_t instant_to_database(int64_t instant)
{
    return (instant - INSTANT_OF_2000) * 1000;
}

/* Rounds down to the millisecond. */
static inline int64_t instant_from_database(int64_t microseconds)
{
    int64_t milliseconds = microseconds / 1000 - (microseconds % 1000 < 0);
    return milliseconds + INSTANT_OF_2000;
}

#endif
