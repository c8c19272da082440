/* One relay is active, by a session lock; a standby takes over and begins a little before the newest position, for
 * what fell between. Events are read only for cities that somebody listens to. */
#include "services/relay/relay.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/bus/bus.h"
#include "common/service/settings.h"
#include "common/store/queries.h"
#include "services/relay/relay_cities.h"

enum {
    CLAIM_US = 500000,
    HEARTBEAT_US = 1000000,
    READ_EVENTS = 500, /* as log_events.sql has it */
    READ_AT_ONCE = 16, /* cities whose events one transaction reads */
    OVERLAP = 1024,    /* positions told again by a new active relay */
};

void *relay_open(struct worker *worker)
{
    struct relay *relay = memory_new(1, sizeof *relay);
    char feed[BUS_ENDPOINT_BYTES], poke[BUS_ENDPOINT_BYTES];
    const char *run = worker_settings(worker)->run;
    bus_endpoint(feed, run, "relay", worker_instance(worker), ".feed");
    bus_endpoint(poke, run, "relay", worker_instance(worker), ".poke");
    relay->publisher = feed_publisher_new(feed, poke);
    relay->claimed = relay->beaten = -HEARTBEAT_US;
    relay->extended = -EXTEND_US;
    return relay;
}

void relay_close(void *state)
{
    struct relay *relay = state;
    feed_publisher_destroy(&relay->publisher);
    array_clear(&relay->asked);
    free(relay->cities);
    free(relay->text.bytes);
    free(relay);
}

void relay_lost(void *state)
{
    struct relay *relay = state;
    relay->active = false;
}

void *relay_socket(void *state, int index)
{
    struct relay *relay = state;
    return index == 0   ? feed_publisher_socket(relay->publisher)
           : index == 1 ? feed_publisher_poke_socket(relay->publisher)
                        : NULL;
}

struct relayed *relayed_of(struct relay *relay, int32_t city_id)
{
    for (size_t i = 0; i < relay->count; i++)
        if (relay->cities[i].city_id == city_id)
            return &relay->cities[i];
    return NULL;
}

static void cities_take(struct relay *relay, const struct cities *cities)
{
    for (size_t i = 0; i < cities_count(cities); i++) {
        const struct pack *pack = cities_at(cities, i);
        if (!pack || relayed_of(relay, pack->city_id))
            continue;
        memory_reserve((void **)&relay->cities, &relay->capacity, relay->count + 1, sizeof *relay->cities);
        struct relayed *city = &relay->cities[relay->count++];
        memset(city, 0, sizeof *city);
        city->city_id = pack->city_id;
        memcpy(city->code, pack->code, strlen(pack->code) + 1);
        city->dirty = true;
        relay->extended = -EXTEND_US;
    }
}

/* What the writer says is committed is told at once; the events are read only where somebody listens. */
static void poke_take(struct relay *relay, const struct feed_poke *poke)
{
    struct relayed *city = relayed_of(relay, poke->city_id);
    if (!city || !relay->active || poke->position <= city->head)
        return;
    city->head = poke->position;
    city->dirty |= feed_publisher_heard(relay->publisher, city->code) || city->heard || city->published < 0;
    if (!city->dirty)
        city->published = city->head;
    feed_publish_heartbeat(relay->publisher, city->code, city->head);
}

void relay_turn(struct worker *worker, void *state)
{
    struct relay *relay = state;
    struct feed_poke poke;
    feed_publisher_advance(relay->publisher);
    cities_take(relay, worker_cities(worker));
    while (feed_publisher_poked(relay->publisher, &poke))
        poke_take(relay, &poke);
}

/* -- claim ------------------------------------------------------------------------------------------------------- */

bool relay_claim_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct relay *relay = worker_state(worker);
    int64_t due = relay->claimed + CLAIM_US;
    (void)detail;
    if (!relay->active && due < *wake)
        *wake = due;
    return !relay->active && due <= now;
}

static enum work_next claim_step(struct work *work, int step)
{
    struct relay *relay = worker_state(work->worker);
    if (step == 0) {
        relay->claimed = instant_monotonic();
        store_send(work->store, &query_relay_claim, NULL, 0);
        return WORK_MORE;
    }
    if (store_integer(work->store, 0, 0, 0)) {
        relay->active = true;
        for (size_t i = 0; i < relay->count; i++) {
            relay->cities[i].published = -1; /* to be set with the next read */
            relay->cities[i].dirty = true;
        }
        log_info("active");
    }
    return WORK_ABANDON;
}

const struct work_kind relay_claim = {.name = "claim", .step = claim_step};

/* -- publish ----------------------------------------------------------------------------------------------------- */

bool relay_publish_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct relay *relay = worker_state(worker);
    int64_t beat = relay->beaten + HEARTBEAT_US;
    (void)detail;
    if (!relay->active || !relay->count)
        return false;
    if (beat < *wake)
        *wake = beat;
    for (size_t i = 0; i < relay->count; i++)
        if (relay->cities[i].dirty)
            return true;
    return beat <= now;
}

/* Asks for the events of a city that somebody listens to, and for the heads of the others. */
static void read_send(struct relay *relay, struct store *store)
{
    size_t reads = 0;
    array_start(&relay->asked, ARRAY_INTEGER);
    for (size_t i = 0; i < relay->count; i++) {
        struct relayed *city = &relay->cities[i];
        bool heard = feed_publisher_heard(relay->publisher, city->code);
        city->statement = -1;
        if (heard && city->heard && city->published >= 0) {
            if (!city->dirty || reads == READ_AT_ONCE)
                continue;
            struct parameter of[] = {P_INTEGER(city->city_id), P_BIGINT(city->published)};
            city->statement = store_send(store, city->by_view ? &query_log_events : &query_log_rows, of, 2);
            city->dirty = false;
            reads++;
        } else if (city->dirty || heard != city->heard || city->published < 0) {
            array_add_integer(&relay->asked, city->city_id);
            city->heard = heard; /* from the next read on */
            city->dirty = false;
        }
    }
    relay->heads = -1;
    if (relay->asked.count) {
        struct parameter of[] = {P_ARRAY(&relay->asked)};
        relay->heads = store_send(store, &query_log_heads, of, 1);
    }
}

/* The event of a row as it is told; false where the pack does not know a name of it. */
static bool event_take(struct relay *relay, const struct relayed *city, const struct pack *pack,
                       const struct store *store, int row, const char **json, size_t *length)
{
    if (city->by_view) {
        *json = store_text(store, city->statement, row, 1, length);
        return true;
    }
    bool known = event_write(&relay->text, store, city->statement, row, pack);
    *json = relay->text.bytes;
    *length = relay->text.length;
    return known;
}

static void events_publish(struct relay *relay, struct relayed *city, const struct pack *pack, struct store *store)
{
    int rows = store_rows(store, city->statement), told = 0;
    size_t length;
    const char *json;
    for (; told < rows && event_take(relay, city, pack, store, told, &json, &length); told++) {
        city->published = store_integer(store, city->statement, told, 0);
        feed_publish_event(relay->publisher, city->code, city->published, json, length);
    }
    city->by_view = told < rows;
    city->dirty |= told < rows || rows == READ_EVENTS; /* what is committed later pokes again */
    if (city->published <= city->head)
        return;
    city->head = city->published;
    feed_publish_heartbeat(relay->publisher, city->code, city->head);
}

static void heads_publish(struct relay *relay, struct store *store)
{
    for (int row = 0; relay->heads >= 0 && row < store_rows(store, relay->heads); row++) {
        struct relayed *city = relayed_of(relay, (int32_t)store_integer(store, relay->heads, row, 0));
        int64_t head = store_integer(store, relay->heads, row, 1);
        if (!city)
            continue;
        bool news = head > city->head;
        if (news)
            city->head = head;
        if (city->published < 0)
            city->published = city->head > OVERLAP ? city->head - OVERLAP : 0;
        else if (!city->heard)
            city->published = city->head;
        if (city->heard)
            city->dirty = true; /* somebody began to listen: from here on its events are read */
        if (news)
            feed_publish_heartbeat(relay->publisher, city->code, head);
    }
}

static void heartbeats_publish(struct relay *relay, int64_t now)
{
    if (now < relay->beaten + HEARTBEAT_US)
        return;
    relay->beaten = now;
    for (size_t i = 0; i < relay->count; i++) {
        feed_publish_heartbeat(relay->publisher, relay->cities[i].code, relay->cities[i].head);
        relay->cities[i].dirty = true; /* a poke may have been lost */
    }
}

static enum work_next publish_step(struct work *work, int step)
{
    struct relay *relay = worker_state(work->worker);
    if (step == 0) {
        heartbeats_publish(relay, instant_monotonic());
        read_send(relay, work->store);
        return WORK_MORE;
    }
    for (size_t i = 0; i < relay->count; i++)
        if (relay->cities[i].statement >= 0)
            events_publish(relay, &relay->cities[i],
                           cities_pack(worker_cities(work->worker), relay->cities[i].city_id, 0), work->store);
    heads_publish(relay, work->store);
    return WORK_ABANDON;
}

const struct work_kind relay_publish = {.name = "publish", .step = publish_step};
