/* What a refused move answers: what the ticket is now, why the move is not possible, what is allowed, and for whom. */
#include "services/dispatch/refusal.h"

#include <stdio.h>

enum { ALLOWED_BYTES = 2000, ROLES_BYTES = 256 };

/* Is it another area that keeps the actor from a move that is for one of their roles? */
static bool is_elsewhere(const struct move *move, unsigned roles)
{
    int32_t today = pack_date(move->people, move->now);
    return move->actor >= 0 && (roles & pack_person_roles(move->people, move->actor, -1, today));
}

static void edge_missing(const struct move *move, struct fault *fault)
{
    char names[ROLES_BYTES];
    enum ticket_state state = move->ticket.state;
    enum ticket_action action = move->wish.action;
    unsigned roles = lifecycle_roles(state, action);
    const char *name = lifecycle_action_name((int)action);
    if (roles)
        fault_set(fault, "not_allowed", "actor", "%s is for %s%s", name,
                  lifecycle_role_names(roles, names, sizeof names),
                  is_elsewhere(move, roles) ? " in charge of its area: yours is another" : "");
    else
        fault_set(fault, "move_refused", NULL, "%s is not possible", name);
}

/* Does somebody still work on it, or wait for what becomes of the result? What the move would have opened is not there.
 */
static bool is_held(const struct move *move)
{
    const struct task_row *lead = move_lead(move);
    return lead && lead->change != ROW_NEW && (task_is_open(lead) || lead->state == TASK_HANDLED);
}

/* Who holds the ticket, as part of a sentence. */
static const char *holder(const struct move *move, char out[PACK_CODE_MOST + 16])
{
    int at = pack_organisation_of_id(move->people, move->ticket.organisation_id);
    out[0] = '\0';
    if (at >= 0 && is_held(move))
        snprintf(out, PACK_CODE_MOST + 16, ", held by %s", move->people->organisations[at].code);
    return out;
}

bool move_refuse(const struct move *move, struct fault *fault)
{
    char allowed[ALLOWED_BYTES], by[PACK_CODE_MOST + 16];
    if (!move->edge)
        edge_missing(move, fault);
    const struct fault why = *fault;
    return fault_set(fault, why.code, why.field[0] ? why.field : NULL, "ticket %lld is %s%s: %.500s; allowed: %s",
                     (long long)move->ticket.ticket_id, lifecycle_state_name((int)move->ticket.state), holder(move, by),
                     why.message, lifecycle_allowed(move->ticket.state, allowed, sizeof allowed));
}
