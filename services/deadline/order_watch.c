/* As clocks are watched, but less often: limits of orders are minutes. The row of the order, locked, is moved on to its
 * next limit in the transaction that tells of this one; so it is told once, whoever watches. */
#include "services/deadline/order_watch.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/deadline/deadline.h"

enum {
    LOOK_LEAST_US = 250000, /* between two looks because the log has grown */
    AFTER_US = 1000,        /* a limit has run out in the first millisecond after its time */
    LOOK_MOST_US = 5000000, /* without any reason: the clock may have been stepped, a heartbeat lost */
};

/* Statements of a look, and of the step after it. */
enum { NEXT, DUE };
enum { MISSING };

enum order_limit { LIMIT_RECEIVE = 1, LIMIT_ANSWER = 2 }; /* instruction.next_limit */

struct order_watch {
    int64_t looked, next; /* monotonic µs */
    bool grown, asked;
    int appended; /* statement that appends the events; -1: none */
    size_t due_count;
    struct order_due {
        int32_t city_id, area_id;
        int64_t order_id, due, late_ms;
        enum order_limit limit;
    } due[1024];
    struct array city, order, limit; /* of all that ran out */
    struct array in_city, zero_ticket, kind, zero_small, zero, area, at,
        done; /* of those of whom somebody is missing */
    struct array due_at, data;
};
enum { DUE_MOST = sizeof((struct order_watch *)NULL)->due / sizeof(struct order_due) };

struct order_watch *order_watch_new(void)
{
    return memory_new(1, sizeof(struct order_watch));
}

void order_watch_destroy(struct order_watch **watch)
{
    for (struct array *array = &(*watch)->city; array <= &(*watch)->data; array++)
        array_clear(array);
    free(*watch);
    *watch = NULL;
}

void order_watch_hear(struct order_watch *watch)
{
    watch->grown = true;
}

static struct order_watch *watch_of(struct worker *worker)
{
    return ((struct deadline *)worker_state(worker))->orders;
}

bool order_watch_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct order_watch *watch = watch_of(worker);
    int64_t due = watch->looked + (watch->grown ? LOOK_LEAST_US : LOOK_MOST_US);
    (void)detail;
    if (watch->next < due)
        due = watch->next;
    if (due < *wake)
        *wake = due;
    return due <= now;
}

/* -- step 0 and 1: which limits have run out, and of whom something is missing ------------------------------------- */

static enum work_next look(struct work *work, struct order_watch *watch)
{
    watch->looked = instant_monotonic();
    watch->grown = false;
    watch->asked = watch->next <= watch->looked;
    store_send(work->store, &query_order_next, NULL, 0);
    if (watch->asked)
        store_send(work->store, &query_order_due, NULL, 0);
    return WORK_MORE;
}

static void next_note(struct order_watch *watch, const struct store *store)
{
    watch->next = INT64_MAX;
    if (!store_is_null(store, NEXT, 0, 0)) {
        int64_t left = store_integer(store, NEXT, 0, 0) - store_integer(store, NEXT, 0, 1); /* both µs since 2000 */
        watch->next = instant_monotonic() + (left > 0 ? left : 0) + AFTER_US;
    }
}

static enum work_next missing_ask(struct work *work, struct order_watch *watch)
{
    const struct store *store = work->store;
    int rows = watch->asked ? store_rows(store, DUE) : 0;
    next_note(watch, store);
    if (!rows) { /* what is due and was not given to us is locked by somebody: soon again */
        if (watch->asked && watch->next < watch->looked + LOOK_LEAST_US)
            watch->next = watch->looked + LOOK_LEAST_US;
        return WORK_ABANDON;
    }
    array_start(&watch->city, ARRAY_INTEGER);
    array_start(&watch->order, ARRAY_BIGINT);
    array_start(&watch->limit, ARRAY_SMALLINT);
    watch->due_count = 0;
    for (int row = 0; row < rows && watch->due_count < DUE_MOST; row++) {
        struct order_due *due = &watch->due[watch->due_count++];
        *due = (struct order_due){.city_id = (int32_t)store_integer(store, DUE, row, 0),
                                  .order_id = store_integer(store, DUE, row, 1),
                                  .area_id = (int32_t)store_integer(store, DUE, row, 2),
                                  .limit = (enum order_limit)store_integer(store, DUE, row, 3),
                                  .due = store_instant(store, DUE, row, 4),
                                  .late_ms = store_integer(store, DUE, row, 5)};
        array_add_integer(&watch->city, due->city_id);
        array_add_integer(&watch->order, due->order_id);
        array_add_integer(&watch->limit, due->limit);
    }
    watch->next = 0; /* there may be more */
    struct parameter of[] = {P_ARRAY(&watch->city), P_ARRAY(&watch->order), P_ARRAY(&watch->limit)};
    store_send(work->store, &query_order_missing, of, 3);
    return WORK_MORE;
}

/* -- step 2: tell ------------------------------------------------------------------------------------------------- */

static void events_start(struct order_watch *watch)
{
    static const enum array_type types[] = {ARRAY_INTEGER, ARRAY_BIGINT,  ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_INTEGER,
                                            ARRAY_INTEGER, ARRAY_INSTANT, ARRAY_INSTANT,  ARRAY_INSTANT,  ARRAY_JSONB};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        array_start(&watch->in_city + i, types[i]);
}

static void event_add(struct order_watch *watch, const struct order_due *due, int64_t given, int64_t missing)
{
    char text[160];
    int length = snprintf(text, sizeof text,
                          "{\"order\":%lld,\"limit\":\"%s\",\"missing\":%lld,\"given\":%lld,\"late_ms\":%lld}",
                          (long long)due->order_id, due->limit == LIMIT_RECEIVE ? "receive" : "answer",
                          (long long)missing, (long long)given, (long long)due->late_ms);
    array_add_integer(&watch->in_city, due->city_id);
    array_add_integer(&watch->zero_ticket, 0);
    array_add_integer(&watch->kind, EVENT_ORDER_OVERDUE);
    array_add_integer(&watch->zero_small, 0);
    array_add_integer(&watch->zero, 0);
    array_add_integer(&watch->area, due->area_id);
    array_add_null(&watch->at);
    array_add_null(&watch->done);
    array_add_instant(&watch->due_at, due->due);
    array_add_text(&watch->data, text, (size_t)length);
}

static int events_send(struct order_watch *watch, struct store *store)
{
    struct parameter event[] = {P_ARRAY(&watch->in_city),    P_ARRAY(&watch->zero_ticket), P_ARRAY(&watch->kind),
                                P_ARRAY(&watch->zero_small), P_ARRAY(&watch->zero_small),  P_ARRAY(&watch->zero),
                                P_ARRAY(&watch->zero_small), P_ARRAY(&watch->zero),        P_ARRAY(&watch->zero),
                                P_ARRAY(&watch->area),       P_ARRAY(&watch->zero),        P_ARRAY(&watch->zero),
                                P_ARRAY(&watch->at),         P_ARRAY(&watch->due_at),      P_ARRAY(&watch->done),
                                P_ARRAY(&watch->data)};
    store_send(store, &query_log_lock, event, 1);
    return store_send(store, &query_event_append, event, sizeof event / sizeof *event);
}

static enum work_next missing_tell(struct work *work, struct order_watch *watch)
{
    struct parameter of[] = {P_ARRAY(&watch->city), P_ARRAY(&watch->order), P_ARRAY(&watch->limit)};
    events_start(watch);
    for (size_t i = 0; i < watch->due_count; i++) {
        int64_t given = store_integer(work->store, MISSING, (int)i, 0);
        int64_t missing = store_integer(work->store, MISSING, (int)i, 1);
        if (missing > 0)
            event_add(watch, &watch->due[i], given, missing);
    }
    store_send(work->store, &query_order_fire, of, 3);
    watch->appended = watch->in_city.count ? events_send(watch, work->store) : -1;
    return WORK_COMMIT;
}

static enum work_next fire_step(struct work *work, int step)
{
    struct order_watch *watch = watch_of(work->worker);
    return step == 0 ? look(work, watch) : step == 1 ? missing_ask(work, watch) : missing_tell(work, watch);
}

static void fire_done(struct work *work)
{
    const struct order_watch *watch = watch_of(work->worker);
    if (watch->appended >= 0)
        work_tell(work, watch->appended);
}

const struct work_kind order_watch_fire = {.name = "orders", .step = fire_step, .done = fire_done};
