/* A new version of a pack may bring another calendar: clocks that run by the old one are derived anew, a stretch of
 * tickets at a time, by one worker of those that there are. How far it is, the table recount says. */
#ifndef SERVICES_DISPATCH_RECOUNT_H
#define SERVICES_DISPATCH_RECOUNT_H

#include "common/service/service.h"

bool recount_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind recount_batch;

#endif
