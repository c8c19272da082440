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
    return fault_set(fault, "move_refused", field, "ticket %lld is %s, and %s is refused: %s",
                     (long long)move->ticket.ticket_id, lifecycle_state_name((int)move->ticket.state),
                     lifecycle_action_name((int)move->wish.action), lifecycle_guard_refusal(move->edge->guard));
}

bool guard_ask(struct move *move, struct fault *fault)
{
    static bool (*const guards[GUARD_COUNT])(struct move *, struct fault *) = {
#define GUARD(id, name, refusal) [GUARD_##id] = guard_##name,
#include "proto/lifecycle.def"
    };
    return guards[move->edge->guard](move, fault);
}
