/* Whom past tickets propose for one that was just received. */
#ifndef SERVICES_DISPATCH_ROUTE_PROPOSAL_H
#define SERVICES_DISPATCH_ROUTE_PROPOSAL_H

#include "services/dispatch/move.h"

/* The database id of the organisation that tickets like the one of `row` (of received_read.sql, which `move` has read)
 * had, with at least the confidence that the pack asks for; 0: none. */
int32_t route_proposal(struct work *work, int row, const struct move *move, double *confidence);

#endif
