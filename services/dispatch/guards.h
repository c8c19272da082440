/* The guards of proto/lifecycle.def: one function each, bound by its name; a missing one does not link.
 *
 *   guard_sorting.c  who acts: standards, routing, groups, other levels, merging
 *   guard_holding.c  who holds what: own tasks, giving, helping, field checks
 *   guard_asking.c   what is asked once, in time, by another: extensions, suspension, appeals, urging, rating
 */
#ifndef SERVICES_DISPATCH_GUARDS_H
#define SERVICES_DISPATCH_GUARDS_H

#include "services/dispatch/move.h"

#define GUARD(id, name, refusal) bool guard_##name(struct move *move, struct fault *fault);
#include "proto/lifecycle.def"

/* Refuses with the guard's words; always false. `field` is the one to blame, or NULL. */
bool guard_refuse(const struct move *move, const char *field, struct fault *fault);

#endif
