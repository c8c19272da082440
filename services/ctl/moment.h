/* Times and spans as people read and type them. A time is milliseconds since 1970-01-01T00:00Z, and is shown in the
 * time zone of the process (TZ), which ctl_city sets to the city's. */
#ifndef SERVICES_CTL_MOMENT_H
#define SERVICES_CTL_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

enum { MOMENT_BYTES = 48 };

/* "2024-10-15 09:30:00"; returns out. */
char *moment_text(char out[MOMENT_BYTES], int64_t time);

/* "09:30:00"; returns out. */
char *moment_clock(char out[MOMENT_BYTES], int64_t time);

/* The two largest units of a span of milliseconds: "3d 4h", "12m 5s", "-2h 0m"; returns out. */
char *moment_span(char out[MOMENT_BYTES], int64_t span);

/* Reads "2024-10-15", "2024-10-15T09:30", "2024-10-15 09:30:00" in the process's time zone, or with a "Z" in UTC, or
 * plain milliseconds. */
bool moment_parse(const char *text, int64_t *out);

/* Reads a span such as "90s", "10m", "2h", "1d"; a bare number is seconds. */
bool moment_span_parse(const char *text, int64_t *out);

#endif
