/* Asking a guard of proto/lifecycle.def. */
#include "services/dispatch/guards.h"

bool guard_always(struct move *move, struct fault *fault)
{
    (void)move;
    (void)fault;
    return true;
}

bool guard_refuse(const struct move *move, const char *field, struct fault *fault)
{
    return fault_set(fault, "move_refused", field, "%s is refused: %s", lifecycle_action_name((int)move->wish.action),
                     lifecycle_guard_refusal(move->edge->guard));
}

bool guard_ask(struct move *move, struct fault *fault)
{
    static bool (*const guards[GUARD_COUNT])(struct move *, struct fault *) = {
#define GUARD(id, name, refusal) [GUARD_##id] = guard_##name,
#include "proto/lifecycle.def"
    };
    return guards[move->edge->guard](move, fault);
}
