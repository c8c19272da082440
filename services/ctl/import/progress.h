/* How an import goes on: a bar that is rewritten in place on a terminal, else a line every few seconds. On stderr. */
#ifndef SERVICES_CTL_IMPORT_PROGRESS_H
#define SERVICES_CTL_IMPORT_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct import_progress {
    bool terminal;
    int64_t began, told; /* microseconds of the monotonic clock */
    int64_t first_row;   /* where this run began */
    double first_share;
};

/* `row` and `share` say where the run begins. */
void import_progress_begin(struct import_progress *progress, int64_t row, double share);

/* Says where it is, unless it was said a moment ago. */
void import_progress_tell(struct import_progress *progress, int64_t row, int64_t rejected, double share);

/* Leaves the line that was rewritten. */
void import_progress_end(struct import_progress *progress);

/* Seconds since the beginning. */
double import_progress_seconds(const struct import_progress *progress);

#endif
