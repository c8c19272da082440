/* What Steward does of its own accord, in the transaction that moves its cursor along the log:
 *   ticket.received   is handed out by the rule of the pack that covers it
 *   clock.overdue     an offer that nobody claimed is assigned, a suspended ticket resumes, and where the pack says so
 * a task that ran out of time is escalated. Where no rule matches, the pack leaves it to people, or somebody was
 * faster, the ticket stays as it is. */
#include <string.h>

#include "common/store/queries.h"
#include "services/dispatch/clocks.h"
#include "services/dispatch/dispatch.h"
#include "services/dispatch/route_proposal.h"

/* Columns of received_read.sql that are read here. */
enum { TICKET = 1, FRESH = 15, STATE_NOW = 16, CLOCKS = 17 };

bool route_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    (void)now;
    (void)wake; /* heartbeats wake the loop */
    *detail = follower_next(worker_follower(worker));
    return *detail != NULL;
}

/* -- step 0: what the stretch of the log brings ------------------------------------------------------------------- */

static enum work_next stretch_ask(struct work *work, struct dispatch *dispatch, const struct followed *city)
{
    int64_t most = city->pos + ROUTE_EVENTS_MAX;
    dispatch->route_to = city->head < most ? city->head : most;
    const struct pack *pack = cities_pack(worker_cities(work->worker), city->city_id, 0);
    struct parameter of[] = {P_INTEGER(city->city_id), P_BIGINT(city->pos), P_BIGINT(dispatch->route_to),
                             P_BOOLEAN(pack && pack->proposal_confidence > 0)};
    dispatch->received = store_send(work->store, &query_received_read, of, 4);
    dispatch->reading.time = store_send(work->store, &query_time_now, NULL, 0);
    return WORK_MORE;
}

/* -- received ---------------------------------------------------------------------------------------------------- */

static void wish_make(struct move *move, enum ticket_action action)
{
    move->actor = -1;
    move->roles = ROLE_SYSTEM;
    move->wish = (struct wish){.action = action,
                               .city_id = move->ticket.city_id,
                               .at = move->now,
                               .due = NO_INSTANT,
                               .alert_after = NO_INSTANT,
                               .until = NO_INSTANT};
}

/* By the rule that covers it: handed out, or offered. */
static enum ticket_action action_by_rule(const struct move *move)
{
    int category = pack_category_of_id(move->pack, move->ticket.category_id);
    int area = pack_area_of_id(move->pack, move->ticket.area_id);
    const struct pack_rule *rule = category < 0 || area < 0 ? NULL : pack_route(move->pack, category, area);
    return rule && rule->mode == HAND_OUT_CLAIM ? ACTION_OFFER : ACTION_DISPATCH;
}

static bool system_moves(struct move *move, enum ticket_action action)
{
    struct fault ignored;
    wish_make(move, action);
    if (!move_apply(move, &ignored))
        return false;
    if (move->rule)
        move_note(move, "rule", json_integer(move->rule->number));
    return true;
}

/* A ticket that waits for people: the time in which they should look at it begins. */
static bool review_begins(struct move *move, struct fault *fault)
{
    int before = move->clock_count;
    move->fault = fault;
    wish_make(move, ACTION_SUBMIT);
    return clock_open_kept(move, CLOCK_REVIEW, 0, 0) && move->clock_count > before;
}

/* -- by what past tickets teach, where no rule decides and the pack allows it ------------------------------------- */

static bool proposal_moves(struct work *work, int row, struct move *move)
{
    struct fault ignored;
    double confidence = 0;
    if (move->people->proposal_confidence <= 0)
        return false;
    wish_make(move, ACTION_DISPATCH);
    move->wish.organisation_id = route_proposal(work, row, move, &confidence);
    if (!move->wish.organisation_id || !move_apply(move, &ignored))
        return false;
    move_note(move, "confidence", json_real(confidence));
    return true;
}

/* Read once more, with all that it has: who waited for a lock may have read it as it was before, and a clock that
 * starts is no first move, which the other's first move would have refused. */
static void ticket_ask(struct dispatch *dispatch, int32_t city_id, int64_t ticket_id)
{
    array_add_integer(&dispatch->cities, city_id);
    array_add_integer(&dispatch->tickets, ticket_id);
}

/* A ticket that nobody has moved yet goes by rule, or waits for people. */
static bool fresh_route(struct work *work, struct dispatch *dispatch, int row, int64_t now)
{
    struct move *move = &dispatch->moves[dispatch->move_count];
    *move = (struct move){0};
    bool there = move_read_received(move, work->store, dispatch->received, row, now, worker_cities(work->worker));
    if (there && move->pack->triage_by_rule &&
        (system_moves(move, action_by_rule(move)) || proposal_moves(work, row, move))) {
        dispatch->move_count++;
        return true;
    }
    if (there)
        ticket_ask(dispatch, move->ticket.city_id, move->ticket.ticket_id);
    move_clear(move);
    return there;
}

/* -- clocks that ran out ------------------------------------------------------------------------------------------ */

static bool clock_among(const char *names, enum clock_kind kind)
{
    const char *name = lifecycle_clock_name((int)kind);
    size_t length = strlen(name);
    for (const char *at = strstr(names, name); at; at = strstr(at + 1, name))
        if ((at == names || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

/* Does one of these clocks make Steward do something, or was the ticket received and urged or corrected before its
 * hand-out came? */
static bool elapsed_matters(const struct store *store, int statement, int row, const struct pack *pack)
{
    size_t length;
    if (store_integer(store, statement, row, FRESH) &&
        store_integer(store, statement, row, STATE_NOW) == STATE_RECEIVED)
        return true;
    if (store_is_null(store, statement, row, CLOCKS))
        return false;
    const char *clocks = store_text(store, statement, row, CLOCKS, &length);
    return clock_among(clocks, CLOCK_CLAIM) || clock_among(clocks, CLOCK_SUSPENSION) ||
           (clock_among(clocks, CLOCK_HANDLING) && pack->escalate_on_overdue);
}

/* Goes through the stretch. False: a pack version is not there yet; all of it is done again when it is. */
static bool stretch_route(struct work *work, struct dispatch *dispatch, const struct followed *city)
{
    int64_t now = reading_now(&dispatch->reading, work->store);
    const struct pack *pack = cities_pack(worker_cities(work->worker), city->city_id, 0);
    array_start(&dispatch->cities, ARRAY_INTEGER);
    array_start(&dispatch->tickets, ARRAY_BIGINT);
    for (int row = 0; row < store_rows(work->store, dispatch->received); row++) {
        bool moved = !store_is_null(work->store, dispatch->received, row, STATE_NOW);
        bool fresh = store_integer(work->store, dispatch->received, row, FRESH);
        if (!moved && fresh && !fresh_route(work, dispatch, row, now))
            return false;
        if (moved && pack && elapsed_matters(work->store, dispatch->received, row, pack))
            ticket_ask(dispatch, city->city_id, store_integer(work->store, dispatch->received, row, TICKET));
    }
    return true;
}

/* Reads the tickets that were asked for; false where there are none. */
static bool asked_read(struct work *work, struct dispatch *dispatch)
{
    bool any = dispatch->tickets.count > 0;
    if (any)
        reading_send(&dispatch->reading, work->store, &dispatch->cities, &dispatch->tickets, false);
    return any;
}

static bool lead_is_overdue(const struct move *move)
{
    const struct clock_row *clock = clock_find(move, CLOCK_HANDLING, move->ticket.task_id);
    return clock && clock->state.stopped_at == NO_INSTANT && clock->state.due_at != NO_INSTANT &&
           clock->state.due_at < move->now;
}

static bool state_clock_ran_out(const struct move *move, enum clock_kind kind)
{
    const struct clock_row *clock = clock_find(move, kind, 0);
    return clock && clock->state.stopped_at == NO_INSTANT && clock->state.due_at < move->now;
}

/* What follows from where the ticket is now: the clock that ran out may have stopped since. */
static enum ticket_action action_by_clock(const struct move *move)
{
    if (move->ticket.state == STATE_OFFERED && state_clock_ran_out(move, CLOCK_CLAIM))
        return ACTION_DISPATCH;
    if (move->ticket.state == STATE_SUSPENDED && state_clock_ran_out(move, CLOCK_SUSPENSION))
        return ACTION_RESUME;
    bool escalates = move->pack && move->pack->escalate_on_overdue; /* there is one: move_read */
    return escalates && lead_is_overdue(move) ? ACTION_ESCALATE : 0;
}

/* It waits for people, with its clock running. Or somebody urged or corrected it before its hand-out came, and left it
 * where it was: it goes the way of all that are received. */
static bool received_move(struct work *work, struct dispatch *dispatch, int row, struct move *move)
{
    if (move->pack->triage_by_rule && system_moves(move, action_by_rule(move)))
        return true;
    move_clear(move);
    *move = (struct move){.still = true};
    if (!move_read(move, &dispatch->reading, work->store, row, worker_cities(work->worker)))
        return false;
    const struct clock_row *review = clock_find(move, CLOCK_REVIEW, 0);
    bool waits = review && review->state.stopped_at == NO_INSTANT;
    struct fault ignored;
    return !waits && review_begins(move, &ignored);
}

/* What follows for one ticket of the stretch. */
static bool elapsed_make(struct work *work, struct dispatch *dispatch, int row, struct move *move)
{
    if (move->ticket.state == STATE_RECEIVED)
        return received_move(work, dispatch, row, move);
    enum ticket_action action = action_by_clock(move);
    return action && system_moves(move, action);
}

static bool elapsed_move(struct work *work, struct dispatch *dispatch)
{
    for (int row = 0; row < store_rows(work->store, dispatch->reading.tickets); row++) {
        struct move *move = &dispatch->moves[dispatch->move_count];
        *move = (struct move){0};
        bool there = move_read(move, &dispatch->reading, work->store, row, worker_cities(work->worker));
        if (there && elapsed_make(work, dispatch, row, move))
            dispatch->move_count++;
        else
            move_clear(move);
        if (!there)
            return false;
    }
    return true;
}

/* -- the transaction ---------------------------------------------------------------------------------------------- */

static enum work_next stretch_write(struct work *work, struct dispatch *dispatch)
{
    dispatch->appended = -1;
    if (dispatch->move_count)
        dispatch->appended = moves_send(dispatch->writer, work->store, dispatch->moves, dispatch->move_count, NULL, 0);
    dispatch->cursor = follower_move(worker_follower(work->worker), work->detail, work->store, dispatch->route_to,
                                     moves_event_count(dispatch->moves, dispatch->move_count));
    return WORK_COMMIT;
}

static enum work_next route_step(struct work *work, int step)
{
    struct dispatch *dispatch = worker_state(work->worker);
    if (step == 0)
        return stretch_ask(work, dispatch, work->detail);
    if (step == 2)
        return elapsed_move(work, dispatch) ? stretch_write(work, dispatch) : WORK_ABANDON;
    dispatch_moves_clear(dispatch);
    if (!stretch_route(work, dispatch, work->detail))
        return WORK_ABANDON;
    return asked_read(work, dispatch) ? WORK_MORE : stretch_write(work, dispatch);
}

static void route_done(struct work *work)
{
    struct dispatch *dispatch = worker_state(work->worker);
    struct followed *city = work->detail;
    follower_moved(city, work->store, dispatch->cursor);
    if (dispatch->appended >= 0)
        work_tell(work, dispatch->appended);
    dispatch_moves_clear(dispatch);
}

/* Somebody has made the first move of a ticket while we waited for it. */
static bool route_retry(struct work *work, const struct store_error *error)
{
    (void)work;
    return strcmp(error->constraint, "progress_pkey") == 0;
}

const struct work_kind route_batch = {
    .name = "hand out by rule", .step = route_step, .done = route_done, .retry = route_retry};
