/* order.list and order.show: one statement each, which makes the whole answer. */
#include "services/report/order.h"

#include "common/store/queries.h"
#include "services/report/report.h"

enum { LIST_USUAL = 50 };

/* What a check found out. */
struct order_asked {
    int32_t city_id;
    int person;    /* index of who asks, or -1 */
    int statement; /* of the answer */
};
_Static_assert(sizeof(struct order_asked) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct order_asked *asked_of(struct request *request)
{
    return (struct order_asked *)(void *)request->detail;
}

static bool asker_check(struct worker *worker, struct request *request, const struct value *actor, struct fault *fault)
{
    const struct value *city = &request->values[0];
    const struct pack *pack = cities_find(worker_cities(worker), city->text, city->length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", city->text);
    asked_of(request)->city_id = pack->city_id;
    return viewer_check(pack, actor, &asked_of(request)->person, fault);
}

bool order_list_check(struct worker *worker, struct request *request, struct fault *fault)
{
    return asker_check(worker, request, &REQUEST_VALUES(request, order_list)->actor, fault);
}

bool order_show_check(struct worker *worker, struct request *request, struct fault *fault)
{
    return asker_check(worker, request, &REQUEST_VALUES(request, order_show)->actor, fault);
}

static int list_send(struct store *store, struct request *request)
{
    const struct message_order_list *m = REQUEST_VALUES(request, order_list);
    struct parameter parameters[] = {P_INTEGER(asked_of(request)->city_id),
                                     P_BOOLEAN(m->open.present && m->open.boolean),
                                     m->before.present ? P_BIGINT(m->before.integer) : P_NULL,
                                     P_BIGINT(m->limit.present ? m->limit.integer : LIST_USUAL)};
    return store_send(store, &query_order_list, parameters, 4);
}

static int show_send(struct store *store, struct request *request)
{
    struct parameter parameters[] = {P_INTEGER(asked_of(request)->city_id),
                                     P_BIGINT(REQUEST_VALUES(request, order_show)->order.integer)};
    return store_send(store, &query_order_show, parameters, 2);
}

static void answer_take(struct request *request, const struct store *store, int statement)
{
    size_t length;
    if (store_rows(store, statement) == 1) {
        const char *json = store_text(store, statement, 0, 0, &length);
        request_answer_text(request, json, length);
        return;
    }
    struct fault fault;
    fault_set(&fault, "unknown_order", "order", "city %s has no order %lld", request->values[0].text,
              (long long)request->values[1].integer);
    request_refuse(request, REPLY_REFUSED, &fault);
}

static enum work_next query_step(struct work *work, int step)
{
    const struct viewer *before = NULL;
    for (size_t i = 0; i < work->request_count; i++) {
        struct request *request = work->requests[i];
        struct order_asked *asked = asked_of(request);
        if (step > 0) {
            answer_take(request, work->store, asked->statement);
            continue;
        }
        const struct viewer *viewer = query_viewer(work, i, asked->person);
        query_viewer_send(work, viewer, before);
        before = viewer;
        asked->statement = request->handler->message == MESSAGE_order_list ? list_send(work->store, request)
                                                                           : show_send(work->store, request);
    }
    return step == 0 ? WORK_MORE : WORK_ABANDON;
}

const struct work_kind order_query_batch = {.name = "order query", .requests_max = QUERIES_AT_ONCE, .step = query_step};
