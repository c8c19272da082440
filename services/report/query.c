/* Queries. A check turns codes into numbers and keeps what its statement needs; the statement makes the whole answer
 * as JSON, so that there is one place that knows what a ticket looks like from outside: the view and functions of the
 * schema. Queries that wait together go out in one round trip. */
#include <string.h>

#include "common/store/queries.h"
#include "services/report/report.h"

enum { PARAMETERS_MAX = 3, NONE = -1 };

/* What a check found out. */
struct asked {
    const struct query *query;
    int32_t city_id;
    int64_t from_here, limit; /* after */
    int person;               /* index of who asks; NONE: the installation itself */
    int statement;
};
_Static_assert(sizeof(struct asked) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct asked *asked_of(struct request *request)
{
    return (struct asked *)request->detail;
}

/* -- checks ------------------------------------------------------------------------------------------------------ */

/* The city is the first field of every query. */
static const struct pack *city_check(struct worker *worker, struct request *request, const struct query *query,
                                     struct fault *fault)
{
    const struct value *city = &request->values[0];
    const struct pack *pack = cities_find(worker_cities(worker), city->text, city->length);
    if (!pack)
        fault_set(fault, "unknown_city", "city", "there is no city '%s'", city->text);
    else
        *asked_of(request) = (struct asked){query, pack->city_id, 0, 0, NONE, 0};
    return pack;
}

static int64_t integer_or(const struct value *value, int64_t otherwise)
{
    return value->present ? value->integer : otherwise;
}

bool show_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct pack *pack = city_check(worker, request, &query_ticket_show, fault);
    return pack && viewer_check(pack, &REQUEST_VALUES(request, ticket_show)->actor, &asked_of(request)->person, fault);
}

bool board_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_board *m = REQUEST_VALUES(request, board);
    const struct pack *pack = city_check(worker, request, &query_board, fault);
    if (!pack)
        return false;
    asked_of(request)->limit = integer_or(&m->limit, 10);
    return viewer_check(pack, &m->actor, &asked_of(request)->person, fault);
}

bool frozen_check(struct worker *worker, struct request *request, struct fault *fault)
{
    return city_check(worker, request, &query_frozen_list, fault) != NULL;
}

bool log_read_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_log_read *m = REQUEST_VALUES(request, log_read);
    if (!city_check(worker, request, &query_log_read, fault))
        return false;
    asked_of(request)->from_here = m->after.integer;
    asked_of(request)->limit = integer_or(&m->limit, 100);
    return true;
}

/* -- statements -------------------------------------------------------------------------------------------------- */

static size_t parameters_make(struct request *request, struct parameter p[PARAMETERS_MAX])
{
    const struct asked *asked = asked_of(request);
    p[0] = P_INTEGER(asked->city_id);
    switch (request->handler->message) {
    case MESSAGE_ticket_show:
        p[1] = P_BIGINT(REQUEST_VALUES(request, ticket_show)->ticket.integer);
        return 2;
    case MESSAGE_frozen:
        return 1;
    case MESSAGE_log_read:
        p[1] = P_BIGINT(asked->from_here);
        p[2] = P_BIGINT(asked->limit);
        return 3;
    default: /* board */
        p[1] = P_BIGINT(asked->limit);
        return 2;
    }
}

void query_answer(struct request *request, const struct store *store, int statement)
{
    size_t length;
    if (store_rows(store, statement) == 1) {
        const char *json = store_text(store, statement, 0, 0, &length);
        request_answer_text(request, json, length);
        return;
    }
    struct fault fault;
    fault_set(&fault, "unknown_ticket", "ticket", "city %s has no ticket %lld", request->values[0].text,
              (long long)request->values[1].integer);
    request_refuse(request, REPLY_REFUSED, &fault);
}

const struct viewer *query_viewer(struct work *work, size_t i, int person)
{
    struct viewer *viewer = &((struct report *)worker_state(work->worker))->viewers[i];
    const struct value *city = &work->requests[i]->values[0];
    viewer_make(viewer, cities_find(worker_cities(work->worker), city->text, city->length), person);
    return viewer;
}

void query_viewer_send(struct work *work, const struct viewer *viewer, const struct viewer *before)
{
    size_t length = before ? before->length : 0;
    if (viewer->length != length || (length && memcmp(viewer->setting, before->setting, length) != 0))
        store_send(work->store, &query_viewer_set,
                   (struct parameter[]){P_TEXT(viewer->length ? viewer->setting : "", viewer->length)}, 1);
}

/* The transaction's setting holds until the next one: a query without a viewer after one with must take it back. */
static void queries_send(struct work *work)
{
    const struct viewer *before = NULL;
    struct parameter parameters[PARAMETERS_MAX];
    for (size_t i = 0; i < work->request_count; i++) {
        struct asked *asked = asked_of(work->requests[i]);
        const struct viewer *viewer = query_viewer(work, i, asked->person);
        query_viewer_send(work, viewer, before);
        before = viewer;
        size_t count = parameters_make(work->requests[i], parameters);
        asked->statement = store_send(work->store, asked->query, parameters, count);
    }
}

static enum work_next query_step(struct work *work, int step)
{
    if (step == 0) {
        queries_send(work);
        return WORK_MORE;
    }
    for (size_t i = 0; i < work->request_count; i++)
        query_answer(work->requests[i], work->store, asked_of(work->requests[i])->statement);
    return WORK_ABANDON;
}

const struct work_kind query_batch = {.name = "query", .requests_max = QUERIES_AT_ONCE, .step = query_step};
