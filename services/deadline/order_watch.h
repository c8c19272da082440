/* Limits of orders: when one runs out and somebody has not received or answered the order, that is told once. */
#ifndef SERVICES_DEADLINE_ORDER_WATCH_H
#define SERVICES_DEADLINE_ORDER_WATCH_H

#include "common/service/service.h"

struct order_watch *order_watch_new(void);
void order_watch_destroy(struct order_watch **watch);

/* A log has grown: an order may have been issued. */
void order_watch_hear(struct order_watch *watch);

bool order_watch_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind order_watch_fire;

#endif
