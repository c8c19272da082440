/* notice.open: somebody has opened what they were told. The first time counts, so that the same command again, or
 * another person's later one, changes nothing and is answered with who was first. */
#include <string.h>

#include "common/store/queries.h"
#include "services/notify/courier.h"

enum { OPENS_AT_ONCE = 8 };

enum { RECIPIENT, OPENED_AT, OPENED_BY }; /* columns of notice_opened.sql */

/* What a check found out. */
struct opening {
    int32_t city_id, person_id;
    int changed, told; /* statements */
};
_Static_assert(sizeof(struct opening) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct opening *opening_of(struct request *request)
{
    return (struct opening *)(void *)request->detail;
}

bool notice_open_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_notice_open *m = REQUEST_VALUES(request, notice_open);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    int person = pack_person_find(pack, m->actor.text, m->actor.length);
    if (person < 0)
        return fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, m->actor.text);
    *opening_of(request) = (struct opening){.city_id = pack->city_id, .person_id = pack->people[person].id};
    return true;
}

static void opening_send(struct request *request, struct store *store)
{
    const struct message_notice_open *m = REQUEST_VALUES(request, notice_open);
    struct opening *opening = opening_of(request);
    struct parameter of[] = {P_INTEGER(opening->city_id), P_BIGINT(m->delivery.integer), P_INTEGER(opening->person_id),
                             P_TEXT(m->actor.text, m->actor.length)};
    opening->changed = store_send(store, &query_notice_open, of, 4);
    opening->told = store_send(store, &query_notice_opened, of, 2);
}

static bool opening_judge(struct request *request, const struct store *store, int told, struct fault *fault)
{
    const struct message_notice_open *m = REQUEST_VALUES(request, notice_open);
    long long number = (long long)m->delivery.integer;
    size_t length;
    if (!store_rows(store, told))
        return fault_set(fault, "unknown_delivery", "delivery", "city %s has no delivery %lld", m->city.text, number);
    const char *recipient = store_text(store, told, 0, RECIPIENT, &length);
    if (length && (length != m->actor.length || memcmp(recipient, m->actor.text, length) != 0))
        return fault_set(fault, "not_recipient", "actor", "delivery %lld is for %s, not for %s", number, recipient,
                         m->actor.text);
    if (store_is_null(store, told, 0, OPENED_AT))
        return fault_set(fault, "not_sent", "delivery", "delivery %lld has not gone out yet", number);
    return true;
}

static void opening_answer(struct request *request, const struct store *store)
{
    const struct opening *opening = opening_of(request);
    struct fault fault;
    if (opening_judge(request, store, opening->told, &fault))
        request_answer(request, "{\"delivery\":%lld,\"opened\":%lld,\"opened_by\":\"%s\"}",
                       (long long)REQUEST_VALUES(request, notice_open)->delivery.integer,
                       (long long)store_instant(store, opening->told, 0, OPENED_AT),
                       store_text(store, opening->told, 0, OPENED_BY, NULL));
    else
        request_refuse(request, REPLY_REFUSED, &fault);
}

static enum work_next open_step(struct work *work, int step)
{
    struct courier *courier = worker_state(work->worker);
    courier->appended = -1;
    if (step == 0) {
        for (size_t i = 0; i < work->request_count; i++)
            opening_send(work->requests[i], work->store);
        return WORK_MORE;
    }
    timeline_start(courier);
    for (size_t i = 0; i < work->request_count; i++) {
        int changed = opening_of(work->requests[i])->changed;
        if (store_rows(work->store, changed))
            timeline_add(courier, work->store, changed, 0);
        opening_answer(work->requests[i], work->store);
    }
    timeline_send(courier, work->store);
    return WORK_COMMIT;
}

static void open_done(struct work *work)
{
    const struct courier *courier = worker_state(work->worker);
    if (courier->appended >= 0)
        work_tell(work, courier->appended);
}

const struct work_kind notice_opens = {
    .name = "open", .requests_max = OPENS_AT_ONCE, .step = open_step, .done = open_done};
