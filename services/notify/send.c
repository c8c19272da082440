/* Looks what waits, puts messages together, and lets them go once that is committed. */
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/notify/courier.h"
#include "services/notify/merge.h"

enum {
    LOOK_LEAST_US = 2000,       /* between two looks because something has changed */
    LOOK_MOST_US = 1000000,     /* without any reason: somebody else may have changed rows, as notify.retry does */
    CHANNELS_EACH_US = 5000000, /* between two looks for channels that no pack has any more */
    PARTS_MOST = 500,
};

/* Columns of delivery_next, and those of both lists of rows that are needed here. */
enum { NEXT_ORDINAL, NEXT_AT, NEXT_NOW };
enum { ORDINAL, DELIVERY, BATCH, RECIPIENT, URGENT, ATTEMPTS, TICKET, KEY, TEMPLATE, TITLE, BODY };

bool send_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct courier *courier = worker_state(worker);
    int64_t least = courier->looked_at + LOOK_LEAST_US, due = courier->looked_at + LOOK_MOST_US;
    (void)detail;
    if (courier->grown || courier->look_at < due)
        due = courier->grown || courier->look_at < least ? least : courier->look_at;
    if (due < *wake)
        *wake = due;
    return due <= now;
}

/* -- step 0: when is what due -----------------------------------------------------------------------------------------
 */

static void air_list(struct courier *courier)
{
    array_start(&courier->air, ARRAY_BIGINT);
    for (const struct flight *flight = courier->air_list; flight; flight = flight->next)
        array_add_integer(&courier->air, flight->batch);
    for (const struct flight *flight = courier->back; flight; flight = flight->next)
        array_add_integer(&courier->air, flight->batch);
}

static bool outlet_ours(const struct courier *courier, const struct outlet *outlet)
{
    return follower_owns(worker_follower(courier->worker), outlet->city_id);
}

static void next_ask(struct courier *courier, struct store *store)
{
    courier->asked = memory_resize(courier->asked, courier->outlet_count + 1, sizeof *courier->asked);
    courier->asked_count = 0;
    array_start(&courier->city, ARRAY_INTEGER);
    array_start(&courier->channel, ARRAY_TEXT);
    for (size_t i = 0; i < courier->outlet_count; i++) {
        struct outlet *outlet = courier->outlets[i];
        if (!outlet_ours(courier, outlet))
            continue;
        courier->asked[courier->asked_count++] = outlet;
        array_add_integer(&courier->city, outlet->city_id);
        array_add_text(&courier->channel, outlet->code, strlen(outlet->code));
    }
    struct parameter of[] = {P_ARRAY(&courier->city), P_ARRAY(&courier->channel), P_ARRAY(&courier->air)};
    courier->statement_next = courier->asked_count ? store_send(store, &query_delivery_next, of, 3) : -1;
}

static void channels_ask(struct courier *courier, struct store *store, int64_t now)
{
    courier->statement_channels = -1;
    if (courier->outlets_read && now - courier->outlets_read < CHANNELS_EACH_US)
        return;
    courier->outlets_read = now;
    array_start(&courier->room, ARRAY_INTEGER);
    for (size_t i = 0; i < courier->view_count; i++)
        if (follower_owns(worker_follower(courier->worker), courier->views[i].city_id))
            array_add_integer(&courier->room, courier->views[i].city_id);
    courier->statement_channels =
        store_send(store, &query_delivery_channels, (struct parameter[]){P_ARRAY(&courier->room)}, 1);
}

/* -- step 1: what may go ----------------------------------------------------------------------------------------------
 */

static void next_take(struct courier *courier, const struct store *store, int64_t now)
{
    int statement = courier->statement_next;
    for (size_t i = 0; i < courier->asked_count; i++)
        courier->asked[i]->due = INT64_MAX;
    for (int row = 0; statement >= 0 && row < store_rows(store, statement); row++) {
        struct outlet *outlet = courier->asked[store_integer(store, statement, row, NEXT_ORDINAL) - 1];
        int64_t left = store_integer(store, statement, row, NEXT_AT) - store_integer(store, statement, row, NEXT_NOW);
        outlet->due = now + (left > 0 ? left + 1000 : 0); /* both µs since 2000; now() of the next step is later */
    }
}

static void look_note(struct courier *courier, int64_t at)
{
    if (at < courier->look_at)
        courier->look_at = at;
}

/* Keeps of courier->asked those that something may go out of now. */
static void outlets_choose(struct courier *courier, int64_t now)
{
    size_t kept = 0;
    int left = POST_FLIGHTS_MOST - post_flights(courier->post);
    courier->asked_plain = memory_resize(courier->asked_plain, courier->asked_count + 1, sizeof(int));
    courier->asked_urgent = memory_resize(courier->asked_urgent, courier->asked_count + 1, sizeof(int));
    for (size_t i = 0; i < courier->asked_count; i++) {
        struct outlet *outlet = courier->asked[i];
        int64_t wake_plain, wake_urgent;
        if (outlet->due > now) {
            look_note(courier, outlet->due);
            continue;
        }
        int plain = outlet_room(outlet, now, false, &wake_plain);
        int urgent = outlet_room(outlet, now, true, &wake_urgent);
        look_note(courier, wake_plain);
        if (!urgent || left <= 0)
            continue;
        left -= urgent;
        courier->asked[kept] = outlet;
        courier->asked_plain[kept] = plain;
        courier->asked_urgent[kept++] = urgent;
    }
    courier->asked_count = kept;
}

static bool rows_ask(struct courier *courier, struct store *store)
{
    array_start(&courier->city, ARRAY_INTEGER);
    array_start(&courier->channel, ARRAY_TEXT);
    array_start(&courier->room, ARRAY_INTEGER);
    for (size_t i = 0; i < courier->asked_count; i++) {
        array_add_integer(&courier->city, courier->asked[i]->city_id);
        array_add_text(&courier->channel, courier->asked[i]->code, strlen(courier->asked[i]->code));
        array_add_integer(&courier->room, courier->asked_urgent[i]);
    }
    if (!courier->asked_count)
        return false;
    struct parameter of[] = {P_ARRAY(&courier->city), P_ARRAY(&courier->channel), P_ARRAY(&courier->room),
                             P_ARRAY(&courier->air)};
    courier->statement_again = store_send(store, &query_delivery_again, of, 4);
    courier->statement_fresh = store_send(store, &query_delivery_fresh, of, 2);
    return true;
}

/* -- step 2: messages -------------------------------------------------------------------------------------------------
 */

static void flight_ready(struct courier *courier, struct flight *flight, size_t asked)
{
    flight->next = courier->ready;
    courier->ready = flight;
    courier->asked_urgent[asked]--;
    courier->asked_plain[asked]--;
}

/* Messages that were put together before: rows of one batch stand together. */
static void again_take(struct courier *courier, const struct store *store)
{
    int statement = courier->statement_again, rows = store_rows(store, statement);
    struct flight *flight = NULL;
    for (int row = 0; row < rows; row++) {
        size_t asked = (size_t)store_integer(store, statement, row, ORDINAL) - 1;
        if (flight && flight->batch == store_integer(store, statement, row, BATCH)) {
            flight_part_add(flight, store, statement, row);
            continue;
        }
        flight = flight_new(courier, courier->asked[asked], store, statement, row);
        flight_ready(courier, flight, asked);
    }
}

/* The texts of one recipient from `row` on that fit one message; how many rows were taken. taken[] says which. */
static void fresh_put(struct courier *courier, const struct store *store, size_t asked, int row, int end, bool *taken)
{
    int statement = courier->statement_fresh, rows[PARTS_MOST] = {0};
    const char *texts[PARTS_MOST], *recipient = store_text(store, statement, row, RECIPIENT, NULL);
    const struct notify_channel *channel = courier->asked[asked]->channel;
    size_t count = 0, fitting = 1;
    for (int r = row; r < end && count < PARTS_MOST; r++)
        if (!taken[r] && strcmp(store_text(store, statement, r, RECIPIENT, NULL), recipient) == 0) {
            rows[count] = r;
            texts[count++] = store_text(store, statement, r, BODY, NULL);
        }
    if (channel)
        free(texts_merge(texts, count, letter_room(channel), &fitting));
    struct flight *flight = flight_new(courier, courier->asked[asked], store, statement, row);
    for (size_t i = 0; i < fitting; i++) {
        taken[rows[i]] = true;
        if (i)
            flight_part_add(flight, store, statement, rows[i]);
        array_add_integer(&courier->batch_city, courier->asked[asked]->city_id);
        array_add_integer(&courier->batch_delivery, store_integer(store, statement, rows[i], DELIVERY));
        array_add_integer(&courier->batch_batch, flight->batch);
    }
    flight_ready(courier, flight, asked);
}

static void fresh_take(struct courier *courier, const struct store *store)
{
    int statement = courier->statement_fresh, rows = store_rows(store, statement);
    bool *taken = memory_new((size_t)rows + 1, sizeof *taken);
    for (int row = 0, end; row < rows; row = end) {
        size_t asked = (size_t)store_integer(store, statement, row, ORDINAL) - 1;
        for (end = row; end < rows && (size_t)store_integer(store, statement, end, ORDINAL) - 1 == asked; end++)
            ;
        for (int r = row; r < end; r++) {
            bool urgent = store_integer(store, statement, r, URGENT) != 0;
            int room = urgent ? courier->asked_urgent[asked] : courier->asked_plain[asked];
            if (!taken[r] && room > 0)
                fresh_put(courier, store, asked, r, end, taken);
        }
        if (courier->asked_plain[asked] > 0 && end - row >= PARTS_MOST)
            look_note(courier, 0); /* there are more */
    }
    free(taken);
}

static enum work_next messages_make(struct courier *courier, struct store *store)
{
    array_start(&courier->batch_city, ARRAY_INTEGER);
    array_start(&courier->batch_delivery, ARRAY_BIGINT);
    array_start(&courier->batch_batch, ARRAY_BIGINT);
    again_take(courier, store);
    fresh_take(courier, store);
    if (!courier->ready)
        return WORK_ABANDON;
    struct parameter of[] = {P_ARRAY(&courier->batch_city), P_ARRAY(&courier->batch_delivery),
                             P_ARRAY(&courier->batch_batch)};
    if (courier->batch_city.count)
        store_send(store, &query_delivery_batch, of, 3);
    return WORK_COMMIT;
}

/* Messages of a transaction that has failed were never committed: nobody knows of them. */
static void ready_drop(struct courier *courier)
{
    while (courier->ready) {
        struct flight *flight = courier->ready;
        courier->ready = flight->next;
        flight_free(flight);
    }
}

static enum work_next send_step(struct work *work, int step)
{
    struct courier *courier = worker_state(work->worker);
    int64_t now = instant_monotonic();
    if (step == 0) {
        ready_drop(courier);
        courier->looked_at = now;
        courier->look_at = INT64_MAX;
        courier->grown = false;
        courier_secrets_refresh(courier);
        outlets_refresh(courier);
        air_list(courier);
        next_ask(courier, work->store);
        channels_ask(courier, work->store, now);
        return courier->statement_next < 0 && courier->statement_channels < 0 ? WORK_ABANDON : WORK_MORE;
    }
    if (step == 2)
        return messages_make(courier, work->store);
    next_take(courier, work->store, now);
    outlets_choose(courier, now);
    if (courier->statement_channels >= 0)
        outlets_take(courier, work->store, courier->statement_channels);
    return rows_ask(courier, work->store) ? WORK_MORE : WORK_ABANDON;
}

static void send_done(struct work *work)
{
    struct courier *courier = worker_state(work->worker);
    while (courier->ready) {
        struct flight *flight = courier->ready;
        courier->ready = flight->next;
        flight_depart(flight);
    }
    courier->grown = true; /* more may wait than went out */
}

const struct work_kind send_messages = {.name = "send", .step = send_step, .done = send_done};
