/* The ladder of a clock: warnings, overdue, escalations, each with its instant. */
#ifndef SERVICES_DISPATCH_CLOCK_LADDER_H
#define SERVICES_DISPATCH_CLOCK_LADDER_H

#include "services/dispatch/move.h"

/* Derives when each step that has not fired comes. A step that was passed before the newest entry keeps its instant: it
 * fires all the same. Returns 0, or the year that the calendar lacks. */
int ladder_derive(const struct move *move, struct clock_row *clock, const struct calendar *calendar);

/* What has not fired is cancelled when a clock stops or pauses; but what should have fired by then stays armed, for it
 * is a fact. Who is done in the millisecond in which it is due is on time. */
void ladder_arm(const struct move *move, struct clock_row *clock);

#endif
