/* ticket.submit: a batch of them, checked already, stored in one round trip: tickets, the log's lock, their events,
 * commit. The numbers come from the worker's own block, so that the answers are known before. */
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/intake/intake.h"

enum { NUMBERS_A_BLOCK = 1024 };

/* The columns of complaint_insert and event_append. */
struct columns {
    struct array city, ticket, key, hash, channel, category, area, pack, at, latitude, longitude, title, description,
        address;
    struct array kind, from, to, version, task, actor, organisation, none_at, none_data;
    struct array judged_city, judged_pack; /* of pack_require: each city once */
};

void *intake_open(struct worker *worker)
{
    struct intake *intake = memory_new(1, sizeof *intake);
    intake->columns = memory_new(1, sizeof *intake->columns);
    intake->contacts = contacts_new(worker_settings(worker));
    return intake;
}

void intake_close(void *state)
{
    struct intake *intake = state;
    struct array *arrays = (struct array *)intake->columns;
    for (size_t i = 0; i < sizeof *intake->columns / sizeof *arrays; i++)
        array_clear(&arrays[i]);
    places_clear(&intake->places);
    free(intake->columns);
    contacts_destroy(&intake->contacts);
    free(intake);
}

/* -- store ------------------------------------------------------------------------------------------------------- */

static int request_compare(const void *a, const void *b)
{
    struct request *left = *(struct request *const *)a, *right = *(struct request *const *)b;
    if (submission_of(left)->city_id != submission_of(right)->city_id)
        return submission_of(left)->city_id < submission_of(right)->city_id ? -1 : 1;
    return strcmp(left->key, right->key);
}

static void columns_start(struct columns *c)
{
    static const enum array_type types[] = {
        ARRAY_INTEGER,  ARRAY_BIGINT,   ARRAY_TEXT,     ARRAY_BIGINT,  ARRAY_INTEGER,  ARRAY_INTEGER, ARRAY_INTEGER,
        ARRAY_INTEGER,  ARRAY_INSTANT,  ARRAY_DOUBLE,   ARRAY_DOUBLE,  ARRAY_TEXT,     ARRAY_TEXT,    ARRAY_TEXT,
        ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_INTEGER, ARRAY_SMALLINT, ARRAY_INTEGER, ARRAY_INTEGER,
        ARRAY_INSTANT,  ARRAY_JSONB,    ARRAY_INTEGER,  ARRAY_INTEGER,
    };
    struct array *arrays = (struct array *)c;
    _Static_assert(sizeof types / sizeof *types == sizeof *c / sizeof *arrays, "one type a column");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        array_start(&arrays[i], types[i]);
}

static void text_add(struct array *array, const struct value *value)
{
    if (value->present)
        array_add_text(array, value->text, value->length);
    else
        array_add_null(array);
}

static void place_add(struct array *array, const struct value *value)
{
    if (value->present)
        array_add_double(array, value->number);
    else
        array_add_null(array);
}

static void ticket_add(struct columns *c, const struct request *request, const struct submission *s,
                       const struct message_ticket_submit *m)
{
    array_add_integer(&c->city, s->city_id);
    array_add_integer(&c->ticket, s->ticket_id);
    array_add_text(&c->key, request->key, request->key_length);
    array_add_integer(&c->hash, s->hash);
    array_add_integer(&c->channel, s->channel_id);
    array_add_integer(&c->category, s->category_id);
    array_add_integer(&c->area, s->area_id);
    array_add_integer(&c->pack, s->pack_version);
    if (m->at.present)
        array_add_instant(&c->at, m->at.integer);
    else
        array_add_null(&c->at);
    place_add(&c->latitude, &m->latitude);
    place_add(&c->longitude, &m->longitude);
    text_add(&c->title, &m->title);
    text_add(&c->description, &m->description);
    text_add(&c->address, &m->address);
}

static void event_add(struct columns *c, const struct submission *s)
{
    array_add_integer(&c->kind, ACTION_SUBMIT);
    array_add_integer(&c->from, STATE_NONE);
    array_add_integer(&c->to, STATE_RECEIVED);
    array_add_integer(&c->version, 1);
    array_add_integer(&c->task, 0);
    array_add_integer(&c->actor, s->actor_id);
    array_add_integer(&c->organisation, 0);
    array_add_null(&c->none_at);
    array_add_null(&c->none_data);
}

static void judged_add(struct columns *c, const struct submission *s)
{
    array_add_integer(&c->judged_city, s->city_id);
    array_add_integer(&c->judged_pack, s->pack_version);
}

/* Returns the statement that appends the events. */
static int columns_send(struct columns *c, struct contacts *contacts, struct store *store)
{
    struct parameter ticket[] = {P_ARRAY(&c->city),        P_ARRAY(&c->ticket),    P_ARRAY(&c->key),
                                 P_ARRAY(&c->hash),        P_ARRAY(&c->channel),   P_ARRAY(&c->category),
                                 P_ARRAY(&c->area),        P_ARRAY(&c->pack),      P_ARRAY(&c->at),
                                 P_ARRAY(&c->latitude),    P_ARRAY(&c->longitude), P_ARRAY(&c->title),
                                 P_ARRAY(&c->description), P_ARRAY(&c->address),   P_ARRAY(&c->actor)};
    struct parameter event[] = {
        P_ARRAY(&c->city),         P_ARRAY(&c->ticket),  P_ARRAY(&c->kind),     P_ARRAY(&c->from),
        P_ARRAY(&c->to),           P_ARRAY(&c->version), P_ARRAY(&c->task),     P_ARRAY(&c->actor),
        P_ARRAY(&c->organisation), P_ARRAY(&c->area),    P_ARRAY(&c->category), P_ARRAY(&c->channel),
        P_ARRAY(&c->at),           P_ARRAY(&c->none_at), P_ARRAY(&c->none_at),  P_ARRAY(&c->none_data)};
    store_send(store, &query_complaint_insert, ticket, sizeof ticket / sizeof *ticket);
    contacts_send(contacts, store);
    struct parameter judged[] = {P_ARRAY(&c->judged_city), P_ARRAY(&c->judged_pack)};
    store_send(store, &query_log_lock, event, 1);
    store_send(store, &query_pack_require, judged, 2);
    return store_send(store, &query_event_append, event, sizeof event / sizeof *event);
}

static void stored_answer(struct request *request, int64_t ticket_id)
{
    request_answer(request, "{\"ticket\":%lld,\"version\":1,\"state\":\"received\"}", (long long)ticket_id);
}

static void conflict_answer(struct request *request)
{
    struct fault fault;
    fault_set(&fault, "key_conflict", NULL, "this idempotency key was used with another complaint");
    request_refuse(request, REPLY_CONFLICT, &fault);
}

/* Sends what has no answer yet; false where that is nothing. */
static bool batch_send(struct work *work)
{
    struct intake *intake = worker_state(work->worker);
    const struct request *last = NULL;
    int32_t judged = 0; /* a city */
    columns_start(intake->columns);
    contacts_start(intake->contacts);
    qsort(work->requests, work->request_count, sizeof *work->requests, request_compare);
    for (size_t i = 0; i < work->request_count; i++) {
        struct request *request = work->requests[i];
        struct submission *s = submission_of(request);
        if (request->answered)
            continue;
        if (last && request_compare(&last, &work->requests[i]) == 0) { /* the same key twice in one batch */
            if (last->hash == request->hash)
                stored_answer(request, submission_of(work->requests[i - 1])->ticket_id);
            else
                conflict_answer(request);
            s->ticket_id = submission_of(work->requests[i - 1])->ticket_id;
            continue;
        }
        last = request;
        if (s->city_id != judged)
            judged_add(intake->columns, s);
        judged = s->city_id;
        s->ticket_id = intake->next_number++;
        intake->numbers_left--;
        ticket_add(intake->columns, request, s, REQUEST_VALUES(request, ticket_submit));
        event_add(intake->columns, s);
        if (contact_given(REQUEST_VALUES(request, ticket_submit)))
            contact_add(intake->contacts, s->city_id, s->ticket_id, REQUEST_VALUES(request, ticket_submit));
        stored_answer(request, s->ticket_id);
    }
    if (last)
        intake->appended = columns_send(intake->columns, intake->contacts, work->store);
    return last != NULL;
}

static int keys_ask(struct work *work)
{
    struct columns *c = ((struct intake *)worker_state(work->worker))->columns;
    array_start(&c->city, ARRAY_INTEGER);
    array_start(&c->key, ARRAY_TEXT);
    for (size_t i = 0; i < work->request_count; i++) {
        work->requests[i]->answered = false;
        array_add_integer(&c->city, submission_of(work->requests[i])->city_id);
        array_add_text(&c->key, work->requests[i]->key, work->requests[i]->key_length);
    }
    struct parameter of[] = {P_ARRAY(&c->city), P_ARRAY(&c->key)};
    return store_send(work->store, &query_complaint_by_key, of, 2);
}

static void keys_take(struct work *work, int statement)
{
    for (int row = 0; row < store_rows(work->store, statement); row++) {
        struct request *request = work->requests[store_integer(work->store, statement, row, 0)];
        if (store_integer(work->store, statement, row, 2) == submission_of(request)->hash)
            stored_answer(request, store_integer(work->store, statement, row, 1));
        else
            conflict_answer(request);
    }
}

static void numbers_take(struct intake *intake, const struct store *store, int statement)
{
    intake->next_number = store_integer(store, statement, 0, 0);
    intake->numbers_left = NUMBERS_A_BLOCK;
}

/* Looks up what must be known before the batch is sent, which is mostly nothing; false then. */
static bool lookups_send(struct work *work, struct intake *intake)
{
    bool numbers = intake->numbers_left < (int64_t)work->request_count;
    intake->asked_places = places_ask(work, &intake->places);
    intake->asked_numbers = numbers ? store_send(work->store, &query_ticket_numbers, NULL, 0) : -1;
    /* a place may have been covered when the complaint was stored, and not now: the key goes before */
    intake->asked_keys = work->attempt || intake->asked_places >= 0 ? keys_ask(work) : -1;
    return numbers || intake->asked_keys >= 0;
}

static void lookups_take(struct work *work, struct intake *intake)
{
    if (intake->asked_numbers >= 0)
        numbers_take(intake, work->store, intake->asked_numbers);
    if (intake->asked_keys >= 0)
        keys_take(work, intake->asked_keys);
    if (intake->asked_places >= 0)
        places_take(work, &intake->places, intake->asked_places);
}

/* Step 0 goes straight to the commit, unless numbers or places must be looked up or a batch is done again for a known
 * key. */
static enum work_next submit_step(struct work *work, int step)
{
    struct intake *intake = worker_state(work->worker);
    if (step == 0 && lookups_send(work, intake))
        return WORK_MORE;
    if (step == 1)
        lookups_take(work, intake);
    return batch_send(work) ? WORK_COMMIT : WORK_ABANDON;
}

static void submit_done(struct work *work)
{
    struct intake *intake = worker_state(work->worker);
    intake->submitted = true;
    contacts_done(intake->contacts);
    work_tell(work, intake->appended);
}

static bool submit_retry(struct work *work, const struct store_error *error)
{
    (void)work;
    return strcmp(error->constraint, "complaint_key") == 0;
}

const struct work_kind submit_batch = {.name = "submit",
                                       .requests_max = WORK_REQUESTS_MAX,
                                       .step = submit_step,
                                       .done = submit_done,
                                       .retry = submit_retry};
