/* deadline watches clocks. The row of a clock is the truth; in memory is only when to look again. */
#ifndef SERVICES_DEADLINE_WATCH_H
#define SERVICES_DEADLINE_WATCH_H

#include "common/service/service.h"

struct watch;

struct watch *watch_new(void);
void watch_destroy(struct watch **watch);

/* A log has grown: a clock may have started that is due earlier than any we know of. */
void watch_hear(struct watch *watch);

bool watch_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind watch_fire;

#endif
