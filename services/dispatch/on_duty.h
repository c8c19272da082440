/* person.duty: grid workers check in and out. */
#ifndef SERVICES_DISPATCH_ON_DUTY_H
#define SERVICES_DISPATCH_ON_DUTY_H

#include "common/service/service.h"

bool duty_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind duty_batch;

/* Its columns, one worker's; duty_columns_destroy frees them. */
struct duty_columns *duty_columns_new(void);
void duty_columns_destroy(struct duty_columns **columns);

#endif
