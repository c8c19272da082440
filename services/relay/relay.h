/* relay reads the log and tells everybody: each event to who listens to its city, and how far each log is. */
#ifndef SERVICES_RELAY_RELAY_H
#define SERVICES_RELAY_RELAY_H

#include "common/service/service.h"

void *relay_open(struct worker *worker);
void relay_close(void *state);
void relay_lost(void *state);
void *relay_socket(void *state, int index);
void relay_turn(struct worker *worker, void *state);

/* Becoming the active one. */
bool relay_claim_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind relay_claim;

/* Reading what is new and publishing it. */
bool relay_publish_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind relay_publish;

/* Making room in the log before it is needed. */
bool relay_extend_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind relay_extend;

#endif
