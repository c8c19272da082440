/* Guards of what may be asked only so often, only in time, or only by another person: extensions, suspension,
 * taking back, reopening, appeals, urging, supervision, rating, follow-up. */
#include "services/dispatch/clocks.h"
#include "services/dispatch/guards.h"

enum { HOLDERS = ROLE_HANDLER | ROLE_HEAD };

static const struct clock_row *handling_clock(const struct move *move)
{
    return clock_find(move, CLOCK_HANDLING, move->ticket.task_id);
}

/* -- extensions -------------------------------------------------------------------------------------------------- */

/* Is there a limit, and is it not used up yet? In the millisecond in which it is due it is still in time. */
static bool before_due(const struct move *move, const struct clock_row *clock)
{
    return clock && clock->state.stopped_at == NO_INSTANT && clock->state.due_at != NO_INSTANT &&
           move->wish.at <= clock->state.due_at;
}

/* The limit that the ledger began with, which later extensions have made longer. */
static int64_t first_limit_ms(const struct move *move, const struct clock_row *clock)
{
    const struct task_row *lead = move_lead(move);
    return clock->state.limit.milliseconds - lead->extended_ms;
}

bool guard_extendable(struct move *move, struct fault *fault)
{
    const struct clock_row *clock = handling_clock(move);
    const struct task_row *lead = move_lead(move);
    if (!lead || !move_serves(move, HOLDERS, move->ticket.organisation_id))
        return guard_refuse(move, "actor", fault);
    if (!before_due(move, clock) || marked(move, MARK_EXTENSION_ASKED) ||
        lead->extensions >= move->pack->extension_times)
        return guard_refuse(move, NULL, fault);
    bool kind = move->wish.limit.kind == clock->state.limit.kind;
    if (!kind)
        return fault_set(fault, "move_refused", "extension",
                         "an extension must be in the kind of time of the task's limit");
    return move->wish.limit.milliseconds <= first_limit_ms(move, clock) || guard_refuse(move, "extension", fault);
}

bool guard_extension_asked(struct move *move, struct fault *fault)
{
    bool waits = marked(move, MARK_EXTENSION_ASKED);
    bool other = move->standing.asked_by != move->wish.actor_id;
    bool in_time = move->wish.action == ACTION_REFUSE_EXTENSION || before_due(move, handling_clock(move));
    return (waits && other && in_time) || guard_refuse(move, waits && !other ? "actor" : NULL, fault);
}

/* -- suspension, taking back and reopening --------------------------------------------------------------------- */

bool guard_suspendable(struct move *move, struct fault *fault)
{
    int64_t until = move->wish.until;
    bool to_come = until > move->wish.at && until <= move->wish.at + move->pack->suspension_most_ms;
    return (to_come && !marked(move, MARK_SUSPENDED)) || guard_refuse(move, to_come ? NULL : "until", fault);
}

static int64_t closed_at(const struct move *move)
{
    const struct task_row *lead = move_lead(move);
    return lead ? lead->finished_at : NO_INSTANT;
}

static bool within(const struct move *move, int64_t limit_ms)
{
    int64_t closed = closed_at(move);
    return closed != NO_INSTANT && move->wish.at <= closed + limit_ms;
}

/* A resident's ticket is theirs; for who called on the telephone, the centre acts. */
static bool reporter_or(const struct move *move, unsigned centre)
{
    return move->ticket.reporter_id == move->wish.actor_id || move->roles & centre;
}

/* Who takes back their own complaint does not take back that of others. */
bool guard_withdrawable(struct move *move, struct fault *fault)
{
    bool theirs = reporter_or(move, ROLE_OPERATOR);
    return (theirs && !move->told_count) || guard_refuse(move, theirs ? NULL : "actor", fault);
}

bool guard_reopenable(struct move *move, struct fault *fault)
{
    if (!reporter_or(move, ROLE_OPERATOR | ROLE_SUPERVISOR))
        return fault_set(fault, "move_refused", "actor", "only its reporter or the command centre may reopen it");
    return within(move, move->pack->reopen_within_ms) || guard_refuse(move, NULL, fault);
}

/* -- appeals ----------------------------------------------------------------------------------------------------- */

static bool was_late(const struct move *move)
{
    const struct task_row *lead = move_lead(move);
    const struct clock_row *clock = handling_clock(move);
    return lead && clock && clock->state.due_at != NO_INSTANT && lead->handled_at > clock->state.due_at;
}

bool guard_appealable(struct move *move, struct fault *fault)
{
    if (!move_serves(move, HOLDERS, move->ticket.organisation_id))
        return guard_refuse(move, "actor", fault);
    bool possible = was_late(move) && !marked(move, MARK_APPEALED) && within(move, move->pack->appeal_within_ms);
    return possible || guard_refuse(move, NULL, fault);
}

static bool appeal_waits(const struct move *move)
{
    return marked(move, MARK_APPEAL_WAITS) && move->standing.asked_by != move->wish.actor_id;
}

bool guard_appeal_asked(struct move *move, struct fault *fault)
{
    return (appeal_waits(move) && !move->standing.agreed_by) || guard_refuse(move, NULL, fault);
}

bool guard_appeal_agreed(struct move *move, struct fault *fault)
{
    int32_t first = move->standing.agreed_by;
    return (appeal_waits(move) && first && first != move->wish.actor_id) || guard_refuse(move, NULL, fault);
}

bool guard_appeal_pending(struct move *move, struct fault *fault)
{
    return appeal_waits(move) || guard_refuse(move, NULL, fault);
}

/* -- reminding and judging --------------------------------------------------------------------------------------- */

/* The reporter may urge their own ticket; the command centre any. */
bool guard_urgeable(struct move *move, struct fault *fault)
{
    if (!reporter_or(move, ROLE_OPERATOR | ROLE_DISPATCHER | ROLE_SUPERVISOR))
        return fault_set(fault, "move_refused", "actor", "only its reporter or the command centre may urge it");
    bool seldom = move->standing.urges < move->pack->urge_times;
    bool long_ago =
        move->standing.urged_at == NO_INSTANT || move->wish.at >= move->standing.urged_at + move->pack->urge_every_ms;
    return (seldom && long_ago) || guard_refuse(move, NULL, fault);
}

bool guard_unsupervised(struct move *move, struct fault *fault)
{
    return !marked(move, MARK_SUPERVISED) || guard_refuse(move, NULL, fault);
}

bool guard_rateable(struct move *move, struct fault *fault)
{
    bool theirs = reporter_or(move, ROLE_OPERATOR);
    return (theirs && !marked(move, MARK_RATED)) || guard_refuse(move, theirs ? NULL : "actor", fault);
}

bool guard_ask_again(struct move *move, struct fault *fault)
{
    bool again = move->from == STATE_CLOSED || !marked(move, MARK_REACHED);
    bool seldom = move->standing.calls < move->pack->follow_up_attempts;
    return (again && seldom) || guard_refuse(move, NULL, fault);
}
