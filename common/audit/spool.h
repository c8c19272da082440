/* Entries that count, kept by month in files below TMPDIR until sums are made of them. */
#ifndef COMMON_AUDIT_SPOOL_H
#define COMMON_AUDIT_SPOOL_H

#include <stdio.h>

#include "common/figures/fold.h"

/* What of an entry its sums need. */
struct spooled {
    uint64_t measures;
    int32_t day, organisation_id, area_id, category_id, channel_id, handling_s, solving_s, stay_s;
    int8_t urgency, state;
};

struct spool_month {
    int32_t first; /* its first day */
    FILE *file;
    size_t count;
};

/* Zeroed is empty. */
struct spool {
    struct spool_month *months;
    size_t month_count, month_capacity;
};

/* False where no file can be written. */
bool spool_add(struct spool *spool, const struct figure_entry *entry);

/* All of the i-th month, in the order of their days: free it. NULL where the file cannot be read. */
struct spooled *spool_month(struct spool *spool, size_t i);

struct figure_entry spooled_entry(const struct spooled *spooled);

void spool_clear(struct spool *spool);

#endif
