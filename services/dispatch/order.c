/* Orders on command: a batch of commands locked and looked up in one round trip, judged in C, written in a second.
 *
 * A batch holds any number of receipts of an order, each once, or one command that concerns the order as a whole: what
 * would be a second one waits for the next batch, which sees what this one has done. */
#include "services/dispatch/order.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/dispatch/dispatch.h"
#include "services/dispatch/order_judge.h"

/* What of an order a request of the batch concerns. */
struct claim {
    const struct request *request;
    int32_t person_id; /* whose receipt; 0: the order as a whole */
};

struct order_work {
    struct columns_of asked_orders, asked_keys, asked_receipts;
    struct order_rows rows;
    struct claim claims[WORK_REQUESTS_MAX];
    size_t claim_count;
    int numbers_used;
    int64_t now;
    int appended; /* statement that appends the events; -1: none */
};

struct order_work *order_work_new(void)
{
    return memory_new(1, sizeof(struct order_work));
}

void order_work_destroy(struct order_work **work)
{
    columns_clear(&(*work)->asked_orders);
    columns_clear(&(*work)->asked_keys);
    columns_clear(&(*work)->asked_receipts);
    order_rows_clear(&(*work)->rows);
    free(*work);
    *work = NULL;
}

static struct order_work *order_work_of(struct work *work)
{
    return ((struct dispatch *)worker_state(work->worker))->orders;
}

/* -- step 0: lock and look up ------------------------------------------------------------------------------------ */

static void request_ask(struct order_work *orders, const struct request *request, size_t number)
{
    const struct order_wish *wish = order_wish_of(request);
    columns_number(&orders->asked_keys, wish->city_id);
    columns_text(&orders->asked_keys, request->key, request->key_length);
    columns_number(&orders->asked_orders, wish->city_id);
    columns_number(&orders->asked_orders, wish->order_id); /* 0, of a new one, is none */
    for (int i = 0; i < wish->candidate_count; i++) {
        columns_number(&orders->asked_receipts, (int64_t)number);
        columns_number(&orders->asked_receipts, wish->city_id);
        columns_number(&orders->asked_receipts, wish->order_id);
        columns_number(&orders->asked_receipts, wish->candidates[i]);
    }
}

static enum work_next rows_ask(struct work *work, struct order_work *orders)
{
    int fresh = 0;
    columns_begin(&orders->asked_orders, "ib");
    columns_begin(&orders->asked_keys, "it");
    columns_begin(&orders->asked_receipts, "iibi");
    for (size_t i = 0; i < work->request_count; i++) {
        work->requests[i]->answered = false;
        fresh += order_wish_of(work->requests[i])->order_id == 0;
        request_ask(orders, work->requests[i], i);
    }
    struct array *receipts = orders->asked_receipts.arrays;
    struct parameter of[] = {P_ARRAY(&receipts[0]), P_ARRAY(&receipts[1]), P_ARRAY(&receipts[2]),
                             P_ARRAY(&receipts[3])};
    struct parameter count = P_INTEGER(fresh);
    columns_write(&orders->asked_orders, work->store, &query_order_lock);
    columns_write(&orders->asked_keys, work->store, &query_order_key_find);
    columns_write(&orders->asked_orders, work->store, &query_order_read);
    store_send(work->store, &query_receipt_read, of, 4);
    store_send(work->store, &query_order_numbers, &count, 1);
    store_send(work->store, &query_time_now, NULL, 0);
    return WORK_MORE;
}

/* -- answers ----------------------------------------------------------------------------------------------------- */

/* The answer that the key got before. */
static void replays_answer(struct work *work)
{
    for (int row = 0; row < store_rows(work->store, KEYS); row++) {
        struct request *request = work->requests[store_integer(work->store, KEYS, row, 0)];
        bool refused = !store_is_null(work->store, KEYS, row, 2);
        int column = refused ? 2 : 3;
        size_t length;
        if (store_integer(work->store, KEYS, row, 1) != request->hash ||
            store_is_null(work->store, KEYS, row, column)) {
            struct fault fault;
            fault_set(&fault, "key_conflict", NULL, "this idempotency key was used with another command");
            request_refuse(request, REPLY_CONFLICT, &fault);
            continue;
        }
        const char *reply = store_text(work->store, KEYS, row, column, &length);
        request_answer_text(request, reply, length);
        request->status = refused ? REPLY_REFUSED : REPLY_OK;
    }
}

static bool claimed_already(const struct order_work *orders, const struct request *request, int32_t person_id)
{
    const struct order_wish *wish = order_wish_of(request);
    for (size_t i = 0; i < orders->claim_count; i++) {
        const struct claim *claim = &orders->claims[i];
        const struct order_wish *other = order_wish_of(claim->request);
        bool same_order = wish->order_id && other->order_id == wish->order_id && other->city_id == wish->city_id;
        if (same_order && (!person_id || !claim->person_id || claim->person_id == person_id))
            return true;
        if (other->city_id == wish->city_id && strcmp(claim->request->key, request->key) == 0)
            return true;
    }
    return false;
}

/* -- step 1: judge and write ------------------------------------------------------------------------------------- */

static int order_row_find(const struct store *store, const struct order_wish *wish)
{
    for (int row = 0; row < store_rows(store, ORDERS); row++)
        if (store_integer(store, ORDERS, row, ORDER) == wish->order_id &&
            store_integer(store, ORDERS, row, CITY) == wish->city_id)
            return row;
    return -1;
}

/* The receipt that the request is about: of several for whom the actor stands in, the first that still waits for it. */
static int receipt_find(const struct store *store, const struct request *request, size_t number)
{
    int waits_for = request->handler->message == MESSAGE_order_receive ? RECEIVED_AT : ANSWERED_AT, first = -1;
    for (int row = 0; row < store_rows(store, RECEIPTS); row++) {
        if (store_integer(store, RECEIPTS, row, OF_REQUEST) != (int64_t)number)
            continue;
        if (store_is_null(store, RECEIPTS, row, waits_for))
            return row;
        if (first < 0)
            first = row;
    }
    return first;
}

/* What the first step has found for the request. */
static struct judging judging_of(struct work *work, struct order_work *orders, size_t number)
{
    struct request *request = work->requests[number];
    const struct order_wish *wish = order_wish_of(request);
    return (struct judging){
        .store = work->store,
        .rows = &orders->rows,
        .request = request,
        .pack = cities_pack(worker_cities(work->worker), wish->city_id, wish->pack_version),
        .now = orders->now,
        .number = wish->order_id ? 0 : store_integer(work->store, NUMBERS, orders->numbers_used++, 0),
        .row = order_row_find(work->store, wish),
        .receipt = receipt_find(work->store, request, number),
    };
}

static void request_take(struct work *work, struct order_work *orders, size_t number)
{
    struct fault fault;
    struct judging judging = judging_of(work, orders, number);
    int32_t person = judging.receipt < 0 ? 0 : (int32_t)store_integer(work->store, RECEIPTS, judging.receipt, PERSON);
    if (!judging.pack) {
        fault_set(&fault, "starting", NULL, "the city's pack is being read");
        request_refuse(judging.request, REPLY_UNAVAILABLE, &fault);
        return;
    }
    if (claimed_already(orders, judging.request, person)) {
        work_defer(work, judging.request);
        return;
    }
    orders->claims[orders->claim_count++] = (struct claim){judging.request, person};
    bool done = order_request_judge(&judging, &fault);
    if (!done)
        request_refuse(judging.request, REPLY_REFUSED, &fault);
    order_rows_key(&orders->rows, judging.request, !done);
}

static enum work_next order_step(struct work *work, int step)
{
    struct order_work *orders = order_work_of(work);
    if (step == 0)
        return rows_ask(work, orders);
    orders->claim_count = 0;
    orders->numbers_used = 0;
    orders->now = store_instant(work->store, TIME, 0, 0);
    order_rows_begin(&orders->rows);
    replays_answer(work);
    for (size_t i = 0; i < work->request_count; i++)
        if (!work->requests[i]->answered)
            request_take(work, orders, i);
    if (!orders->claim_count)
        return WORK_ABANDON;
    orders->appended = order_rows_send(&orders->rows, work->store);
    return WORK_COMMIT;
}

static void order_done(struct work *work)
{
    const struct order_work *orders = order_work_of(work);
    if (orders->appended >= 0)
        work_tell(work, orders->appended);
}

static bool order_retry(struct work *work, const struct store_error *error)
{
    (void)work;
    return strcmp(error->constraint, "command_pkey") == 0; /* the same key at the same time elsewhere */
}

const struct work_kind order_batch = {
    .name = "order", .requests_max = WORK_REQUESTS_MAX, .step = order_step, .done = order_done, .retry = order_retry};
