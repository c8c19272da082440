/* What became of messages: into their rows and onto the timelines of their tickets, in one transaction. */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "common/base/instant.h"
#include "common/store/queries.h"
#include "services/notify/courier.h"

enum { RECORD_MOST = 200, DONE = 0, STATE_AGAIN = 2, STATE_DELIVERED = 3, STATE_DEAD = 4, ATTEMPTS_USUAL = 10 };

bool record_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    (void)now;
    (void)wake;
    (void)detail;
    return ((const struct courier *)worker_state(worker))->back != NULL;
}

static int flight_state(const struct flight *flight, int64_t *pause)
{
    const struct notify_channel *channel = flight->outlet->channel;
    int attempts = flight->attempts + 1;
    *pause = 0;
    if (flight->verdict == VERDICT_DELIVERED)
        return STATE_DELIVERED;
    if (flight->verdict == VERDICT_DEAD || attempts >= (channel ? channel->attempts : ATTEMPTS_USUAL))
        return STATE_DEAD;
    *pause = channel ? backoff(channel->first_ms, channel->most_ms, attempts, randombytes_random()) : 1000;
    if (*pause < flight->patience_ms)
        *pause = flight->patience_ms;
    return STATE_AGAIN;
}

static void verdicts_send(struct courier *courier, struct store *store)
{
    struct array *c = courier->columns;
    static const enum array_type types[] = {ARRAY_INTEGER, ARRAY_BIGINT, ARRAY_SMALLINT, ARRAY_BIGINT, ARRAY_TEXT};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        array_start(&c[i], types[i]);
    courier->recording = 0;
    for (const struct flight *flight = courier->back; flight && courier->recording < RECORD_MOST;
         flight = flight->next, courier->recording++) {
        int64_t pause;
        int state = flight_state(flight, &pause);
        array_add_integer(&c[0], flight->outlet->city_id);
        array_add_integer(&c[1], flight->batch);
        array_add_integer(&c[2], state);
        array_add_integer(&c[3], pause);
        array_add_text(&c[4], flight->error, strlen(flight->error));
    }
    struct parameter of[] = {P_ARRAY(&c[0]), P_ARRAY(&c[1]), P_ARRAY(&c[2]), P_ARRAY(&c[3]), P_ARRAY(&c[4])};
    store_send(store, &query_delivery_done, of, 5);
}

static enum work_next record_step(struct work *work, int step)
{
    struct courier *courier = worker_state(work->worker);
    courier->appended = -1;
    if (step == 0) {
        verdicts_send(courier, work->store);
        return WORK_MORE;
    }
    timeline_start(courier);
    for (int row = 0; row < store_rows(work->store, DONE); row++)
        timeline_add(courier, work->store, DONE, row);
    timeline_send(courier, work->store);
    return WORK_COMMIT;
}

static void record_done(struct work *work)
{
    struct courier *courier = worker_state(work->worker);
    if (courier->appended >= 0)
        work_tell(work, courier->appended);
    for (; courier->recording && courier->back; courier->recording--) {
        struct flight *flight = courier->back;
        courier->back = flight->next;
        flight_free(flight);
    }
    courier->grown = true;
}

const struct work_kind record_verdicts = {.name = "record", .step = record_step, .done = record_done};
