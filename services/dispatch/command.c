/* Moves on command: a batch of them locked and looked up in one round trip, judged in C, written in a second. */
#include <string.h>

#include "common/base/instant.h"
#include "common/store/queries.h"
#include "services/dispatch/dispatch.h"

enum { FUTURE_MS = 60000 };

/* Statements of the first step. */
enum { LOCK, READ, KEYS, TIME };

/* What command_check found out. */
struct ordered {
    int32_t city_id;
    int32_t actor_id, actor_organisation_id, organisation_id;
    unsigned roles;
    enum ticket_action action;
    bool importer;
};
_Static_assert(sizeof(struct ordered) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static const enum ticket_action actions[MESSAGE_COUNT] = {
    [MESSAGE_ticket_accept] = ACTION_ACCEPT,       [MESSAGE_ticket_dispatch] = ACTION_DISPATCH,
    [MESSAGE_ticket_sign] = ACTION_SIGN,           [MESSAGE_ticket_handle] = ACTION_HANDLE,
    [MESSAGE_ticket_verify] = ACTION_VERIFY,       [MESSAGE_ticket_close] = ACTION_CLOSE,
    [MESSAGE_ticket_follow_up] = ACTION_FOLLOW_UP, [MESSAGE_ticket_reject] = ACTION_REJECT,
    [MESSAGE_ticket_return] = ACTION_RETURN,       [MESSAGE_ticket_rework] = ACTION_REWORK,
    [MESSAGE_ticket_void] = ACTION_VOID,           [MESSAGE_ticket_withdraw] = ACTION_WITHDRAW,
};

static const struct message_move *move_of(const struct request *request)
{
    return (const struct message_move *)(const void *)request->values;
}

static struct ordered *ordered_of(struct request *request)
{
    return (struct ordered *)request->detail;
}

/* -- check ------------------------------------------------------------------------------------------------------- */

static bool importer_only(const struct ordered *out, const struct value *value, const char *field, struct fault *fault)
{
    return !value->present || out->importer ||
           fault_set(fault, "not_allowed", field, "%s is for importers only", field);
}

static bool dispatch_check(const struct pack *pack, const struct message_ticket_dispatch *m, struct ordered *out,
                           struct fault *fault)
{
    if (m->due.present && m->no_limit.present && m->no_limit.boolean)
        return fault_set(fault, "out_of_range", "no_limit", "due and no_limit exclude each other");
    if (m->organisation.present) {
        int at = pack_organisation_find(pack, m->organisation.text, m->organisation.length);
        if (at < 0)
            return fault_set(fault, "unknown_organisation", "organisation", "city %s has no organisation '%s'",
                             pack->code, m->organisation.text);
        out->organisation_id = pack->organisations[at].id;
    }
    return importer_only(out, &m->due, "due", fault) && importer_only(out, &m->no_limit, "no_limit", fault) &&
           importer_only(out, &m->alert_after, "alert_after", fault);
}

static bool suggested_check(const struct pack *pack, const struct message_ticket_return *m, struct fault *fault)
{
    return !m->suggested.present || pack_organisation_find(pack, m->suggested.text, m->suggested.length) >= 0 ||
           fault_set(fault, "unknown_organisation", "suggested", "city %s has no organisation '%s'", pack->code,
                     m->suggested.text);
}

static bool mover_check(const struct pack *pack, const struct message_move *m, struct ordered *out, struct fault *fault)
{
    int person = pack_person_find(pack, m->actor.text, m->actor.length);
    if (person < 0)
        return fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, m->actor.text);
    out->actor_id = pack->people[person].id;
    out->roles = pack->people[person].roles;
    out->importer = out->roles & ROLE_IMPORTER;
    int organisation = pack->people[person].organisation;
    out->actor_organisation_id = organisation < 0 ? 0 : pack->organisations[organisation].id;
    if (lifecycle_reason_mandatory(out->action) && !m->reason.present)
        return fault_set(fault, "missing_field", "reason", "%s needs a reason", lifecycle_action_name(out->action));
    if (m->at.present && m->at.integer > instant_now() + FUTURE_MS)
        return fault_set(fault, "out_of_range", "at", "at must not be in the future");
    return importer_only(out, &m->at, "at", fault);
}

bool command_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_move *m = move_of(request);
    struct ordered *out = ordered_of(request);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    memset(out, 0, sizeof *out);
    out->city_id = pack->city_id;
    out->action = actions[request->handler->message];
    if (!mover_check(pack, m, out, fault))
        return false;
    if (out->action == ACTION_DISPATCH)
        return dispatch_check(pack, REQUEST_VALUES(request, ticket_dispatch), out, fault);
    if (out->action == ACTION_RETURN)
        return suggested_check(pack, REQUEST_VALUES(request, ticket_return), fault);
    return true;
}

/* -- step 0: lock and look up ------------------------------------------------------------------------------------ */

static enum work_next rows_ask(struct work *work)
{
    struct dispatch *dispatch = worker_state(work->worker);
    array_start(&dispatch->cities, ARRAY_INTEGER);
    array_start(&dispatch->tickets, ARRAY_BIGINT);
    array_start(&dispatch->keys, ARRAY_TEXT);
    for (size_t i = 0; i < work->request_count; i++) {
        struct request *request = work->requests[i];
        request->answered = false;
        array_add_integer(&dispatch->cities, ordered_of(request)->city_id);
        array_add_integer(&dispatch->tickets, move_of(request)->ticket.integer);
        array_add_text(&dispatch->keys, request->key, request->key_length);
    }
    struct parameter tickets[] = {P_ARRAY(&dispatch->cities), P_ARRAY(&dispatch->tickets)};
    struct parameter keys[] = {P_ARRAY(&dispatch->cities), P_ARRAY(&dispatch->keys)};
    store_send(work->store, &query_ticket_lock, tickets, 2);
    store_send(work->store, &query_ticket_read, tickets, 2);
    store_send(work->store, &query_command_find, keys, 2); /* after the lock: what the holder before us did is there */
    store_send(work->store, &query_time_now, NULL, 0);
    return WORK_MORE;
}

/* -- step 1: judge and write ------------------------------------------------------------------------------------- */

static void moved_answer(struct request *request, int64_t ticket_id, int32_t version, int state)
{
    request_answer(request, "{\"ticket\":%lld,\"version\":%d,\"state\":\"%s\"}", (long long)ticket_id, version,
                   lifecycle_state_name(state));
}

/* The answer that the key got before. */
static void replay_answer(const struct store *store, int row, struct request *request)
{
    if (store_integer(store, KEYS, row, 1) != request->hash) {
        struct fault fault;
        fault_set(&fault, "key_conflict", NULL, "this idempotency key was used with another command");
        request_refuse(request, REPLY_CONFLICT, &fault);
    } else if (!store_is_null(store, KEYS, row, 5)) {
        size_t length;
        const char *refusal = store_text(store, KEYS, row, 5, &length);
        request_answer_text(request, refusal, length);
        request->status = REPLY_REFUSED;
    } else {
        moved_answer(request, store_integer(store, KEYS, row, 2), (int32_t)store_integer(store, KEYS, row, 3),
                     (int)store_integer(store, KEYS, row, 4));
    }
}

static void replays_answer(struct work *work)
{
    for (int row = 0; row < store_rows(work->store, KEYS); row++)
        replay_answer(work->store, row, work->requests[store_integer(work->store, KEYS, row, 0)]);
}

/* The row of a ticket among those locked, which are sorted by city and number; -1 where there is none. */
static int row_find(const struct store *store, int32_t city_id, int64_t ticket_id)
{
    int low = 0, high = store_rows(store, READ) - 1;
    while (low <= high) {
        int middle = (low + high) / 2;
        int64_t city = store_integer(store, READ, middle, 0), ticket = store_integer(store, READ, middle, 1);
        if (city == city_id && ticket == ticket_id)
            return middle;
        if (city < city_id || (city == city_id && ticket < ticket_id))
            low = middle + 1;
        else
            high = middle - 1;
    }
    return -1;
}

static bool same_place(const struct request *request, const struct request *other)
{
    const struct message_move *m = move_of(request), *n = move_of(other);
    return m->ticket.integer == n->ticket.integer || strcmp(request->key, other->key) == 0;
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

/* What the move carries beyond what has columns of its own. */
static json_t *data_of(const struct request *request)
{
    static const char *const columns[] = {"city",         "ticket", "actor",    "at",
                                          "organisation", "due",    "no_limit", "alert_after"};
    json_t *data = json_copy(request->body);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        json_object_del(data, columns[i]);
    return data;
}

static int64_t instant_given(const struct value *value)
{
    return value->present ? value->integer : NO_INSTANT;
}

static void wish_make(struct move *move, struct request *request)
{
    const struct ordered *ordered = ordered_of(request);
    const struct message_move *m = move_of(request);
    struct wish *wish = &move->wish;
    *wish = (struct wish){.action = ordered->action,
                          .roles = ordered->roles,
                          .actor_id = ordered->actor_id,
                          .actor_organisation_id = ordered->actor_organisation_id,
                          .organisation_id = ordered->organisation_id,
                          .now = wish->now,
                          .at = m->at.present ? m->at.integer : wish->now,
                          .due = NO_INSTANT,
                          .alert_after = NO_INSTANT};
    if (wish->action == ACTION_DISPATCH) {
        const struct message_ticket_dispatch *d = REQUEST_VALUES(request, ticket_dispatch);
        wish->due = instant_given(&d->due);
        wish->alert_after = instant_given(&d->alert_after);
        wish->no_limit = d->no_limit.present && d->no_limit.boolean;
    } else if (wish->action == ACTION_HANDLE) {
        wish->result = REQUEST_VALUES(request, ticket_handle)->result.text;
        wish->result_length = REQUEST_VALUES(request, ticket_handle)->result.length;
    }
}

/* Refuses for what the ticket is now: the key keeps that answer. */
static void refusal_keep(struct dispatch *dispatch, struct request *request, const struct fault *fault)
{
    request_refuse(request, REPLY_REFUSED, fault);
    dispatch->refusals[dispatch->refusal_count++] =
        (struct refusal){request, ordered_of(request)->city_id, move_of(request)->ticket.integer};
}

/* Judges one request; true where it became a move of this batch. */
static bool request_judge(struct work *work, struct request *request, struct move *move)
{
    struct fault fault;
    int32_t city_id = ordered_of(request)->city_id;
    int64_t ticket_id = move_of(request)->ticket.integer;
    int row = row_find(work->store, city_id, ticket_id);
    if (row < 0) {
        fault_set(&fault, "unknown_ticket", "ticket", "city %s has no ticket %lld", move_of(request)->city.text,
                  (long long)ticket_id);
        request_refuse(request, REPLY_REFUSED, &fault);
        return false;
    }
    *move = (struct move){.request = request};
    ticket_read(move, work->store, READ, row, true, store_instant(work->store, TIME, 0, 0));
    move->pack = cities_pack(worker_cities(work->worker), city_id, move->ticket.pack_version);
    if (!move->pack) {
        fault_set(&fault, "starting", NULL, "the pack version that the ticket was opened under is being read");
        request_refuse(request, REPLY_UNAVAILABLE, &fault);
        return false;
    }
    wish_make(move, request);
    if (!move_apply(move, &fault)) {
        refusal_keep(worker_state(work->worker), request, &fault);
        return false;
    }
    move->data = data_of(request);
    if (move->rule)
        json_object_set_new(move->data, "rule", json_integer(move->rule->number));
    moved_answer(request, ticket_id, move->ticket.version, (int)move->ticket.state);
    return true;
}

static enum work_next command_step(struct work *work, int step)
{
    struct dispatch *dispatch = worker_state(work->worker);
    if (step == 0)
        return rows_ask(work);
    dispatch_moves_clear(dispatch);
    replays_answer(work);
    for (size_t i = 0; i < work->request_count; i++) {
        struct request *request = work->requests[i];
        if (request->answered)
            continue;
        if (taken_already(dispatch, request))
            work_defer(work, request);
        else if (request_judge(work, request, &dispatch->moves[dispatch->move_count]))
            dispatch->move_count++;
    }
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
