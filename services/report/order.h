/* Queries about orders. */
#ifndef SERVICES_REPORT_ORDER_H
#define SERVICES_REPORT_ORDER_H

#include "common/service/service.h"

bool order_list_check(struct worker *worker, struct request *request, struct fault *fault);
bool order_show_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind order_query_batch;

#endif
