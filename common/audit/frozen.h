/* Holds the sums of a frozen period against what tickets counted for at its position of the log, to the integer, by the
 * tree of areas of then. Steps are taken as those of a verification (verify.h). In memory are the entries of a day, and
 * the sums of the period as they are packed. */
#ifndef COMMON_AUDIT_FROZEN_H
#define COMMON_AUDIT_FROZEN_H

#include "common/audit/verify.h"

struct frozen_check;

struct frozen_check *frozen_check_new(int32_t city_id, int32_t freeze_id);
void frozen_check_destroy(struct frozen_check **check);

/* Takes in the results of the step before and sends the statements of the next. False: it is done, and nothing was
 * sent. */
bool frozen_check_step(struct frozen_check *check, struct store *store);

/* Of its days, the entries and cells. */
struct verified frozen_check_result(const struct frozen_check *check);

#endif
