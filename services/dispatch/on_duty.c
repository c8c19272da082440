/* Checking in and out: keys are looked up in one round trip, and what is new is written in a second. The key is kept as
 * a move's is, with 0 for the ticket and the answer as the state. */
#include "services/dispatch/on_duty.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/dispatch/dispatch.h"

/* What duty_check found out. */
struct checked {
    int32_t city_id, pack_version, person_id;
};
_Static_assert(sizeof(struct checked) <= REQUEST_DETAIL_BYTES, "room for what the check found");

struct duty_columns {
    struct array city, key;                                                            /* of all that are asked for */
    struct array in_city, pack, person, on, latitude, longitude;                       /* of those that are written */
    struct array in_key, hash, no_ticket, no_version, as_state, no_refusal, no_action; /* and their keys */
};

static const enum array_type types[] = {ARRAY_INTEGER,  ARRAY_TEXT,    ARRAY_INTEGER,  ARRAY_INTEGER, ARRAY_INTEGER,
                                        ARRAY_SMALLINT, ARRAY_DOUBLE,  ARRAY_DOUBLE,   ARRAY_TEXT,    ARRAY_BIGINT,
                                        ARRAY_BIGINT,   ARRAY_INTEGER, ARRAY_SMALLINT, ARRAY_TEXT,    ARRAY_SMALLINT};
enum { COLUMNS = sizeof types / sizeof *types };
_Static_assert(sizeof(struct duty_columns) == COLUMNS * sizeof(struct array), "one type a column");

struct duty_columns *duty_columns_new(void)
{
    return memory_new(1, sizeof(struct duty_columns));
}

void duty_columns_destroy(struct duty_columns **columns)
{
    struct array *arrays = (struct array *)*columns;
    for (size_t i = 0; i < COLUMNS; i++)
        array_clear(&arrays[i]);
    free(*columns);
    *columns = NULL;
}

static const struct checked *checked_of(const struct request *request)
{
    return (const struct checked *)(const void *)request->detail;
}

bool duty_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_person_duty *m = REQUEST_VALUES(request, person_duty);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    int person = pack_person_find(pack, m->actor.text, m->actor.length);
    if (person < 0)
        return fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, m->actor.text);
    if (!(pack_person_roles(pack, person, -1, pack_date(pack, instant_now())) & ROLE_GRID_WORKER))
        return fault_set(fault, "not_allowed", "actor",
                         "'%s' is not on duty at any time: expected the role grid_worker", m->actor.text);
    if (m->latitude.present != m->longitude.present)
        return fault_set(fault, "missing_field", m->latitude.present ? "longitude" : "latitude",
                         "latitude and longitude go together");
    *(struct checked *)(void *)request->detail =
        (struct checked){pack->city_id, pack->version, pack->people[person].id};
    return true;
}

static enum work_next keys_ask(struct work *work, struct duty_columns *c)
{
    struct array *arrays = (struct array *)c;
    for (size_t i = 0; i < COLUMNS; i++)
        array_start(&arrays[i], types[i]);
    for (size_t i = 0; i < work->request_count; i++) {
        work->requests[i]->answered = false;
        array_add_integer(&c->city, checked_of(work->requests[i])->city_id);
        array_add_text(&c->key, work->requests[i]->key, work->requests[i]->key_length);
    }
    struct parameter of[] = {P_ARRAY(&c->city), P_ARRAY(&c->key)};
    store_send(work->store, &query_command_find, of, 2);
    return WORK_MORE;
}

static void duty_answer(struct request *request, bool on)
{
    request_answer(request, "{\"person\":\"%s\",\"on\":%s}", REQUEST_VALUES(request, person_duty)->actor.text,
                   on ? "true" : "false");
}

static void keys_take(struct work *work)
{
    for (int row = 0; row < store_rows(work->store, 0); row++) {
        struct request *request = work->requests[store_integer(work->store, 0, row, 0)];
        struct fault fault;
        if (store_integer(work->store, 0, row, 1) == request->hash) {
            duty_answer(request, store_integer(work->store, 0, row, 4) == 1);
            continue;
        }
        fault_set(&fault, "key_conflict", NULL, "this idempotency key was used with another command");
        request_refuse(request, REPLY_CONFLICT, &fault);
    }
}

static void degrees_add(struct array *array, const struct value *value)
{
    if (value->present)
        array_add_double(array, value->number);
    else
        array_add_null(array);
}

static void duty_add(struct duty_columns *c, const struct request *request)
{
    const struct message_person_duty *m = (const struct message_person_duty *)(const void *)request->values;
    const struct checked *checked = checked_of(request);
    array_add_integer(&c->in_city, checked->city_id);
    array_add_integer(&c->pack, checked->pack_version);
    array_add_integer(&c->person, checked->person_id);
    array_add_integer(&c->on, m->on.boolean);
    degrees_add(&c->latitude, &m->latitude);
    degrees_add(&c->longitude, &m->longitude);
    array_add_text(&c->in_key, request->key, request->key_length);
    array_add_integer(&c->hash, request->hash);
    array_add_integer(&c->no_ticket, 0);
    array_add_integer(&c->no_version, 0);
    array_add_integer(&c->as_state, m->on.boolean);
    array_add_null(&c->no_refusal);
    array_add_null(&c->no_action);
}

/* One batch holds a person once and a key once: a second request for either waits for the next. */
static bool taken_already(struct request *const *taken, size_t count, const struct request *request)
{
    for (size_t i = 0; i < count; i++)
        if (checked_of(taken[i])->person_id == checked_of(request)->person_id ||
            strcmp(taken[i]->key, request->key) == 0)
            return true;
    return false;
}

static void columns_send(struct duty_columns *c, struct store *store)
{
    struct parameter judged[] = {P_ARRAY(&c->in_city), P_ARRAY(&c->pack)};
    struct parameter keys[] = {P_ARRAY(&c->in_city),    P_ARRAY(&c->in_key),     P_ARRAY(&c->hash),
                               P_ARRAY(&c->no_ticket),  P_ARRAY(&c->no_version), P_ARRAY(&c->as_state),
                               P_ARRAY(&c->no_refusal), P_ARRAY(&c->no_action)};
    struct parameter duty[] = {P_ARRAY(&c->in_city), P_ARRAY(&c->person), P_ARRAY(&c->on), P_ARRAY(&c->latitude),
                               P_ARRAY(&c->longitude)};
    store_send(store, &query_pack_require, judged, sizeof judged / sizeof *judged);
    store_send(store, &query_command_insert, keys, sizeof keys / sizeof *keys);
    store_send(store, &query_duty_write, duty, sizeof duty / sizeof *duty);
}

static enum work_next duty_step(struct work *work, int step)
{
    struct dispatch *dispatch = worker_state(work->worker);
    struct request *taken[WORK_REQUESTS_MAX];
    size_t count = 0;
    if (step == 0)
        return keys_ask(work, dispatch->duty);
    keys_take(work);
    for (size_t i = 0; i < work->request_count; i++) {
        struct request *request = work->requests[i];
        if (request->answered)
            continue;
        if (taken_already(taken, count, request)) {
            work_defer(work, request);
            continue;
        }
        taken[count++] = request;
        duty_add(dispatch->duty, request);
        duty_answer(request, REQUEST_VALUES(request, person_duty)->on.boolean);
    }
    if (!count)
        return WORK_ABANDON;
    columns_send(dispatch->duty, work->store);
    return WORK_COMMIT;
}

static bool duty_retry(struct work *work, const struct store_error *error)
{
    (void)work;
    return strcmp(error->constraint, "command_pkey") == 0; /* the same key at the same time elsewhere */
}

const struct work_kind duty_batch = {
    .name = "check in and out", .requests_max = WORK_REQUESTS_MAX, .step = duty_step, .retry = duty_retry};
