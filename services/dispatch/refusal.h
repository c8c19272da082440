/* What a refused move answers. */
#ifndef SERVICES_DISPATCH_REFUSAL_H
#define SERVICES_DISPATCH_REFUSAL_H

#include "services/dispatch/move.h"

/* Tells who wished for a move that the lifecycle does not have (move->edge is NULL), or whose guard or effect has
 * filled `fault`, what the ticket is now, who holds it, what is allowed in its state, and for whom. Always false. */
bool move_refuse(const struct move *move, struct fault *fault);

#endif
