/* The guards of proto/lifecycle.def: one function each, found by its name; a missing one does not compile. */
#include "services/dispatch/move.h"

static bool guard_always(struct move *move, struct fault *fault)
{
    (void)move;
    (void)fault;
    return true;
}

static bool refuse(const struct move *move, const char *field, struct fault *fault)
{
    return fault_set(fault, "move_refused", field, "ticket %lld: %s", (long long)move->ticket.ticket_id,
                     lifecycle_guard_refusal(move->edge->guard));
}

/* Finds the organisation by the first matching rule where the dispatcher named none. */
static bool guard_has_owner(struct move *move, struct fault *fault)
{
    const struct pack *pack = move->pack;
    int category = pack_category_of_id(pack, move->ticket.category_id);
    int area = pack_area_of_id(pack, move->ticket.area_id);
    move->rule = category < 0 || area < 0 ? NULL : pack_route(pack, category, area);
    if (move->wish.organisation_id) {
        if (move->rule && pack->organisations[move->rule->organisation].id != move->wish.organisation_id)
            move->rule = NULL; /* the dispatcher decides otherwise, and the rule's limit is not for them */
        return true;
    }
    if (!move->rule)
        return refuse(move, "organisation", fault);
    move->wish.organisation_id = pack->organisations[move->rule->organisation].id;
    return true;
}

static bool guard_own_task(struct move *move, struct fault *fault)
{
    return move->wish.actor_organisation_id == move->ticket.organisation_id || refuse(move, "actor", fault);
}

static bool guard_returnable(struct move *move, struct fault *fault)
{
    const struct pack *pack = move->pack;
    bool own = move->wish.actor_organisation_id == move->ticket.organisation_id;
    bool seldom = move->ticket.returns < pack->return_times;
    bool soon = move->task.signed_at == NO_INSTANT || move->wish.at <= move->task.signed_at + pack->return_within_ms;
    return (own && seldom && soon) || refuse(move, own ? NULL : "actor", fault);
}

static bool guard_another_person(struct move *move, struct fault *fault)
{
    return move->wish.actor_id != move->task.handler_id || refuse(move, "actor", fault);
}

bool guard_ask(struct move *move, struct fault *fault)
{
    static bool (*const guards[GUARD_COUNT])(struct move *, struct fault *) = {
#define GUARD(id, name, refusal) [GUARD_##id] = guard_##name,
#include "proto/lifecycle.def"
    };
    return guards[move->edge->guard](move, fault);
}
