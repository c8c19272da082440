/* Making room in the log before it is needed, and at least twice a minute. */
#include "common/base/instant.h"
#include "common/store/queries.h"
#include "services/relay/relay_cities.h"

enum { EXTEND_AGAIN_US = 500000 };

bool relay_extend_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct relay *relay = worker_state(worker);
    int64_t due = relay->extended + EXTEND_US;
    (void)detail;
    if (!relay->active || !relay->count)
        return false;
    if (due < *wake)
        *wake = due;
    for (size_t i = 0; i < relay->count; i++)
        if (relay->cities[i].head >= relay->cities[i].extend_at)
            return true;
    return due <= now;
}

enum { EXTENDED = 1 /* the second statement */ };

static void extended_take(struct relay *relay, const struct store *store)
{
    for (int row = 0; row < store_rows(store, EXTENDED); row++) {
        struct relayed *city = relayed_of(relay, (int32_t)store_integer(store, EXTENDED, row, 0));
        if (city)
            city->extend_at = store_integer(store, EXTENDED, row, 1);
        if (store_integer(store, EXTENDED, row, 2))
            relay->extended = instant_monotonic() - EXTEND_US + EXTEND_AGAIN_US;
    }
}

static enum work_next extend_step(struct work *work, int step)
{
    struct relay *relay = worker_state(work->worker);
    if (step > 0) {
        extended_take(relay, work->store);
        return WORK_COMMIT;
    }
    relay->extended = instant_monotonic();
    array_start(&relay->asked, ARRAY_INTEGER);
    for (size_t i = 0; i < relay->count; i++)
        array_add_integer(&relay->asked, relay->cities[i].city_id);
    struct parameter of[] = {P_ARRAY(&relay->asked)};
    store_send(work->store, &query_log_extend, of, 1);
    store_send(work->store, &query_log_extended, of, 1);
    return WORK_MORE;
}

const struct work_kind relay_extend = {.name = "extend", .step = extend_step};
