/* Holds the figures of a city against the log, to the integer: what tickets count for against the fold of their events,
 * the sums of days against what tickets count for, the sums of ten days and months against those of days.
 *
 * It sees one position of the log, the one that is counted, in one transaction, and keeps to bounded memory: a month at
 * a time, in it a few thousand tickets at a time, then a day at a time. In steps, as a work_kind or waiting for each:
 *
 *   store_begin, while (verify_step (…)) store_sync and wait, then store_rollback
 */
#ifndef COMMON_AUDIT_VERIFY_H
#define COMMON_AUDIT_VERIFY_H

#include "common/audit/compare.h"

struct verify;

/* Both days, since 1970-01-01, are part of the period; VERIFY_ALL, VERIFY_ALL: everything. */
#define VERIFY_ALL INT32_MIN
struct verify *verify_new(int32_t city_id, int32_t from, int32_t to);
void verify_destroy(struct verify **verify);

/* Takes in the results of the step before and sends the statements of the next. False: it is done, and nothing was
 * sent. */
bool verify_step(struct verify *verify, struct store *store);

struct verified {
    int64_t position;                                  /* -1: nothing was ever counted */
    int64_t tickets, entries, cells, ten_days, months; /* the last three: cells of days, of ten days, of months */
    int32_t from, to;
    const struct differences *differences;
};
struct verified verify_result(const struct verify *verify);

#endif
