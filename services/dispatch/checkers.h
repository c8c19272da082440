/* Who is sent where a field check names nobody: the nearest grid worker on duty, for a whole batch. */
#ifndef SERVICES_DISPATCH_CHECKERS_H
#define SERVICES_DISPATCH_CHECKERS_H

#include "common/service/service.h"

/* Once the tickets are read: asks for all that are wanted. Returns for how many tickets; 0: nothing was sent. */
size_t checkers_ask(struct work *work);

/* Gives each such request its worker, as its place in the order of checkers_ask has it; who gets none has none named.
 */
void checkers_take(struct work *work);

#endif
