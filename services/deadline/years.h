/* A year that a city's calendars do not have is told of months before it begins, once. */
#ifndef SERVICES_DEADLINE_YEARS_H
#define SERVICES_DEADLINE_YEARS_H

#include "common/service/service.h"

struct years;

struct years *years_new(void);
void years_destroy(struct years **years);

bool years_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind years_alarm;

#endif
