/* Hand-out by rule: what was received is given to the organisation that the first matching rule names, in the
 * transaction that moves the cursor. Where no rule matches, or the pack leaves it to people, the ticket waits for the
 * dispatcher. */
#include <string.h>

#include "common/store/queries.h"
#include "services/dispatch/dispatch.h"

/* Statements of the first step. */
enum { READ, TIME };

bool route_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    (void)now;
    (void)wake; /* heartbeats wake the loop */
    *detail = follower_next(worker_follower(worker));
    return *detail != NULL;
}

static enum work_next received_ask(struct work *work, struct dispatch *dispatch, const struct followed *city)
{
    int64_t most = city->pos + ROUTE_EVENTS_MAX;
    dispatch->route_to = city->head < most ? city->head : most;
    struct parameter of[] = {P_INTEGER(city->city_id), P_BIGINT(city->pos), P_BIGINT(dispatch->route_to)};
    store_send(work->store, &query_received_read, of, 3);
    store_send(work->store, &query_time_now, NULL, 0);
    return WORK_MORE;
}

static bool ticket_route(struct move *move, const struct pack *pack)
{
    struct fault ignored;
    move->pack = pack;
    move->wish = (struct wish){.action = ACTION_DISPATCH,
                               .roles = ROLE_SYSTEM,
                               .at = move->wish.now,
                               .now = move->wish.now,
                               .due = NO_INSTANT,
                               .alert_after = NO_INSTANT};
    if (move->ticket.state != STATE_RECEIVED || !pack->triage_by_rule || !move_apply(move, &ignored))
        return false;
    move->data = json_pack("{s:i}", "rule", move->rule->number);
    return true;
}

/* False: a pack version is not there yet; the whole stretch is done again when it is. */
static bool tickets_route(struct work *work, struct dispatch *dispatch, int rows)
{
    for (int row = 0; row < rows; row++) {
        struct move *move = &dispatch->moves[dispatch->move_count];
        *move = (struct move){0};
        ticket_read(move, work->store, READ, row, false, store_instant(work->store, TIME, 0, 0));
        const struct pack *pack =
            cities_pack(worker_cities(work->worker), move->ticket.city_id, move->ticket.pack_version);
        if (!pack)
            return false;
        if (ticket_route(move, pack))
            dispatch->move_count++;
    }
    return true;
}

static enum work_next route_step(struct work *work, int step)
{
    struct dispatch *dispatch = worker_state(work->worker);
    struct followed *city = work->detail;
    if (step == 0)
        return received_ask(work, dispatch, city);
    dispatch_moves_clear(dispatch);
    if (!tickets_route(work, dispatch, store_rows(work->store, READ)))
        return WORK_ABANDON;
    dispatch->appended = -1;
    if (dispatch->move_count)
        dispatch->appended = moves_send(dispatch->writer, work->store, dispatch->moves, dispatch->move_count, NULL, 0);
    dispatch->cursor = follower_move(worker_follower(work->worker), city, work->store, dispatch->route_to,
                                     (int64_t)dispatch->move_count);
    return WORK_COMMIT;
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
