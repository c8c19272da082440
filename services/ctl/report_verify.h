/* Figures held against the log, for every command that does so. */
#ifndef SERVICES_CTL_REPORT_VERIFY_H
#define SERVICES_CTL_REPORT_VERIFY_H

#include "common/audit/frozen.h"
#include "services/ctl/ctl.h"

/* Takes all steps in a snapshot of its own. False, told on stderr, where the database fails. */
bool figures_verify(struct store *store, struct verify *verify);

/* Calls `look` for the city of --city, or for each, with ctl->city_id and ctl->city_code set; ctl_store must have been
 * called. Returns CTL_DONE if it always did. */
int figures_each_city(struct ctl *ctl, int (*look)(struct ctl *ctl, void *context), void *context);

#endif
