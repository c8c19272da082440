/* Local times of a file as instants.
 *
 * Where clocks go back, an hour comes twice: its first pass is taken (still summer time). Where they go forward, an
 * hour never was: what is written there is counted on with the offset before the change, so that 02:30 is what the
 * clocks then called 03:30. (As RFC 5545 and Python's fold=0.)
 */
#ifndef SERVICES_CTL_IMPORT_LOCAL_TIME_H
#define SERVICES_CTL_IMPORT_LOCAL_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sets the zone (an IANA name) in which this process reads times from now on. False where it is not known here. */
bool local_time_zone(const char *name);

/* Reads `text`, wholly, by `format` as of strptime; *out is in ms since the epoch. False where it does not fit, or is
 * no day of the calendar. */
bool local_time_read(const char *format, const char *text, int64_t *out);

#endif
