/* Moves on command: a batch of them locked and looked up in one round trip, judged in C, written in a second. */
#include <string.h>

#include "common/store/queries.h"
#include "services/dispatch/checkers.h"
#include "services/dispatch/dispatch.h"
#include "services/dispatch/wish.h"

_Static_assert(sizeof(struct wish) <= REQUEST_DETAIL_BYTES, "room for what the check found");

bool command_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_move *m = move_of(request);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    return wish_read(pack, request, (struct wish *)(void *)request->detail, fault);
}

/* -- step 0: lock and look up ------------------------------------------------------------------------------------ */

static void ticket_ask(struct dispatch *dispatch, int32_t city_id, int64_t ticket_id)
{
    array_add_integer(&dispatch->cities, city_id);
    array_add_integer(&dispatch->tickets, ticket_id);
}

static void keys_ask(struct work *work)
{
    struct dispatch *dispatch = worker_state(work->worker);
    array_start(&dispatch->cities, ARRAY_INTEGER);
    array_start(&dispatch->keys, ARRAY_TEXT);
    for (size_t i = 0; i < work->request_count; i++) {
        array_add_integer(&dispatch->cities, wish_of(work->requests[i])->city_id);
        array_add_text(&dispatch->keys, work->requests[i]->key, work->requests[i]->key_length);
    }
    struct parameter keys[] = {P_ARRAY(&dispatch->cities), P_ARRAY(&dispatch->keys)};
    dispatch->keys_found = store_send(work->store, &query_command_find, keys, 2);
}

/* Does the move end what other tickets may have been merged into? */
static bool ends_for_others(enum ticket_action action)
{
    return action == ACTION_CLOSE || action == ACTION_REJECT || action == ACTION_VOID || action == ACTION_WITHDRAW;
}

/* The keys are looked up after the locks: what the holder before us did is there. */
static enum work_next rows_ask(struct work *work)
{
    struct dispatch *dispatch = worker_state(work->worker);
    bool ending = false;
    array_start(&dispatch->cities, ARRAY_INTEGER);
    array_start(&dispatch->tickets, ARRAY_BIGINT);
    for (size_t i = 0; i < work->request_count; i++) {
        const struct wish *wish = wish_of(work->requests[i]);
        work->requests[i]->answered = false;
        ticket_ask(dispatch, wish->city_id, move_of(work->requests[i])->ticket.integer);
        if (wish->action == ACTION_MERGE)
            ticket_ask(dispatch, wish->city_id, wish->into);
        ending |= ends_for_others(wish->action);
    }
    reading_send(&dispatch->reading, work->store, &dispatch->cities, &dispatch->tickets, ending);
    keys_ask(work);
    return WORK_MORE;
}

/* -- answers ----------------------------------------------------------------------------------------------------- */

static void moved_answer(struct request *request, int64_t ticket_id, int32_t version, int state)
{
    request_answer(request, "{\"ticket\":%lld,\"version\":%d,\"state\":\"%s\"}", (long long)ticket_id, version,
                   lifecycle_state_name(state));
}

/* The answer that the key got before. */
static void replay_answer(const struct store *store, int keys, int row, struct request *request)
{
    if (store_integer(store, keys, row, 1) != request->hash) {
        struct fault fault;
        fault_set(&fault, "key_conflict", NULL, "this idempotency key was used with another command");
        request_refuse(request, REPLY_CONFLICT, &fault);
    } else if (!store_is_null(store, keys, row, 5)) {
        size_t length;
        const char *refusal = store_text(store, keys, row, 5, &length);
        request_answer_text(request, refusal, length);
        request->status = REPLY_REFUSED;
    } else {
        moved_answer(request, store_integer(store, keys, row, 2), (int32_t)store_integer(store, keys, row, 3),
                     (int)store_integer(store, keys, row, 4));
    }
}

static void replays_answer(struct work *work, int keys)
{
    for (int row = 0; row < store_rows(work->store, keys); row++)
        replay_answer(work->store, keys, row, work->requests[store_integer(work->store, keys, row, 0)]);
}

/* -- the last step: judge and write
 * ------------------------------------------------------------------------------------- */

static int64_t target_of(const struct request *request)
{
    return wish_of(request)->action == ACTION_MERGE ? wish_of(request)->into : 0;
}

static bool same_place(const struct request *request, const struct request *other)
{
    int64_t ticket = move_of(request)->ticket.integer, others = move_of(other)->ticket.integer;
    return ticket == others || target_of(request) == others || target_of(other) == ticket ||
           strcmp(request->key, other->key) == 0;
}

/* One batch moves a ticket once and uses a key once: a second request for either waits for the next. */
static bool taken_already(const struct dispatch *dispatch, const struct request *request)
{
    for (size_t i = 0; i < dispatch->move_count; i++)
        if (same_place(dispatch->moves[i].request, request))
            return true;
    for (size_t i = 0; i < dispatch->refusal_count; i++)
        if (same_place(dispatch->refusals[i].request, request))
            return true;
    return false;
}

/* Refuses for what the ticket is now: the key keeps that answer. */
static void refusal_keep(struct dispatch *dispatch, struct request *request, const struct fault *fault)
{
    request_refuse(request, REPLY_REFUSED, fault);
    dispatch->refusals[dispatch->refusal_count++] = (struct refusal){
        request, wish_of(request)->city_id, move_of(request)->ticket.integer, wish_of(request)->action};
}

/* What somebody does as the one who has reported it. */
static bool is_of_reporter(enum ticket_action action)
{
    return action == ACTION_WITHDRAW || action == ACTION_URGE || action == ACTION_RATE || action == ACTION_REOPEN;
}

static void wish_take(struct move *move, const struct request *request)
{
    move->wish = *wish_of(request);
    if (move->wish.at == NO_INSTANT)
        move->wish.at = move->now;
    move->actor = pack_person_of_id(move->people, move->wish.actor_id);
    int area = pack_area_of_id(move->people, move->ticket.area_id);
    if (move->ticket.reporter_id == move->wish.actor_id && is_of_reporter(move->wish.action))
        area = -1; /* what somebody has reported is theirs, wherever it is, but not theirs to decide */
    if (move->actor >= 0)
        move->roles = pack_person_roles(move->people, move->actor, area, pack_date(move->people, move->now));
    move->data = wish_data(request);
    if (!ends_for_others(move->wish.action)) /* they were read for another move of the batch */
        move->told_count = 0;
}

/* The ticket that this one is to be merged into, if there is one. */
static void target_take(struct dispatch *dispatch, const struct store *store, struct move *move)
{
    struct ticket_row *target = &dispatch->targets[dispatch->move_count];
    int row = move->wish.action == ACTION_MERGE
                  ? reading_find(&dispatch->reading, store, move->ticket.city_id, move->wish.into)
                  : -1;
    if (row < 0)
        return;
    ticket_read(target, store, dispatch->reading.tickets, row);
    move->into = target;
}

static bool ticket_unknown(struct request *request)
{
    struct fault fault;
    fault_set(&fault, "unknown_ticket", "ticket", "city %s has no ticket %lld", move_of(request)->city.text,
              (long long)move_of(request)->ticket.integer);
    request_refuse(request, REPLY_REFUSED, &fault);
    return false;
}

static bool pack_unknown(struct request *request)
{
    struct fault fault;
    fault_set(&fault, "starting", NULL, "the pack version that the ticket was opened under is being read");
    request_refuse(request, REPLY_UNAVAILABLE, &fault);
    return false;
}

/* Judges one request; true where it became a move of this batch. */
static bool request_judge(struct work *work, struct request *request, struct move *move)
{
    struct fault fault;
    struct dispatch *dispatch = worker_state(work->worker);
    int row =
        reading_find(&dispatch->reading, work->store, wish_of(request)->city_id, move_of(request)->ticket.integer);
    if (row < 0)
        return ticket_unknown(request);
    if (!move_read(move, &dispatch->reading, work->store, row, worker_cities(work->worker)))
        return pack_unknown(request);
    move->request = request;
    wish_take(move, request);
    target_take(dispatch, work->store, move);
    if (!move_apply(move, &fault)) {
        refusal_keep(dispatch, request, &fault);
        return false;
    }
    if (move->rule)
        move_note(move, "rule", json_integer(move->rule->number));
    moved_answer(request, move->ticket.ticket_id, move->ticket.version, (int)move->ticket.state);
    return true;
}

static void requests_judge(struct work *work, struct dispatch *dispatch)
{
    for (size_t i = 0; i < work->request_count; i++) {
        struct request *request = work->requests[i];
        struct move *move = &dispatch->moves[dispatch->move_count];
        if (request->answered)
            continue;
        if (taken_already(dispatch, request)) {
            work_defer(work, request);
            continue;
        }
        *move = (struct move){0};
        if (request_judge(work, request, move))
            dispatch->move_count++;
        else
            move_clear(move);
    }
}

static enum work_next command_step(struct work *work, int step)
{
    struct dispatch *dispatch = worker_state(work->worker);
    if (step == 0)
        dispatch->nearest_found = -1;
    if (step == 0)
        return rows_ask(work);
    if (step == 1 && checkers_ask(work))
        return rows_ask(work); /* once more with their answer: the locks are held */
    checkers_take(work);
    dispatch_moves_clear(dispatch);
    replays_answer(work, dispatch->keys_found);
    requests_judge(work, dispatch);
    if (!dispatch->move_count && !dispatch->refusal_count)
        return WORK_ABANDON;
    dispatch->appended = moves_send(dispatch->writer, work->store, dispatch->moves, dispatch->move_count,
                                    dispatch->refusals, dispatch->refusal_count);
    return WORK_COMMIT;
}

static void command_done(struct work *work)
{
    struct dispatch *dispatch = worker_state(work->worker);
    if (dispatch->appended >= 0)
        work_tell(work, dispatch->appended);
    dispatch_moves_clear(dispatch);
}

static bool command_retry(struct work *work, const struct store_error *error)
{
    (void)work;
    return strcmp(error->constraint, "command_pkey") == 0; /* the same key at the same time elsewhere */
}

const struct work_kind command_batch = {.name = "move",
                                        .requests_max = WORK_REQUESTS_MAX,
                                        .step = command_step,
                                        .done = command_done,
                                        .retry = command_retry};
