#include "services/contact/log.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/contact/contact.h"

/* The columns of reveal_insert and event_append. */
struct reveal_log {
    struct array key_city, pack, key, hash, key_ticket;
    struct array city, ticket;
    struct array kind, zero_small, zero, actor, area, category, channel, none_at, data;
};

struct reveal_log *reveal_log_new(void)
{
    return memory_new(1, sizeof(struct reveal_log));
}

void reveal_log_destroy(struct reveal_log **log)
{
    struct array *arrays = (struct array *)*log;
    for (size_t i = 0; i < sizeof(struct reveal_log) / sizeof *arrays; i++)
        array_clear(&arrays[i]);
    free(*log);
    *log = NULL;
}

void reveal_log_start(struct reveal_log *log)
{
    static const enum array_type types[] = {
        ARRAY_INTEGER, ARRAY_INTEGER,  ARRAY_TEXT,     ARRAY_BIGINT,  ARRAY_BIGINT,  ARRAY_INTEGER,
        ARRAY_BIGINT,  ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_INTEGER, ARRAY_INTEGER, ARRAY_INTEGER,
        ARRAY_INTEGER, ARRAY_INTEGER,  ARRAY_INSTANT,  ARRAY_JSONB,
    };
    struct array *arrays = (struct array *)log;
    _Static_assert(sizeof types / sizeof *types == sizeof *log / sizeof *arrays, "one type a column");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        array_start(&arrays[i], types[i]);
}

void reveal_log_key(struct reveal_log *log, struct request *request, int64_t ticket_id)
{
    array_add_integer(&log->key_city, asked_of(request)->city_id);
    array_add_integer(&log->pack, asked_of(request)->pack_version);
    array_add_text(&log->key, request->key, request->key_length);
    array_add_integer(&log->hash, request->hash);
    array_add_integer(&log->key_ticket, ticket_id);
}

void reveal_log_event(struct reveal_log *log, struct request *request, int64_t ticket_id,
                      const struct reveal_place *place, json_t *data)
{
    char *text = json_dumps(data, JSON_COMPACT);
    array_add_integer(&log->city, asked_of(request)->city_id);
    array_add_integer(&log->ticket, ticket_id);
    array_add_integer(&log->kind, EVENT_CONTACT_REVEALED);
    array_add_integer(&log->zero_small, 0);
    array_add_integer(&log->zero, 0);
    array_add_integer(&log->actor, asked_of(request)->actor_id);
    array_add_integer(&log->area, place->area_id);
    array_add_integer(&log->category, place->category_id);
    array_add_integer(&log->channel, place->channel_id);
    array_add_null(&log->none_at);
    array_add_text(&log->data, text, strlen(text));
    json_decref(data);
    free(text);
}

bool reveal_log_empty(const struct reveal_log *log)
{
    return log->city.count == 0;
}

int reveal_log_send(struct reveal_log *log, struct store *store)
{
    struct parameter keys[] = {P_ARRAY(&log->key_city), P_ARRAY(&log->key), P_ARRAY(&log->hash),
                               P_ARRAY(&log->key_ticket)};
    struct parameter judged[] = {P_ARRAY(&log->key_city), P_ARRAY(&log->pack)};
    struct parameter event[] = {
        P_ARRAY(&log->city),       P_ARRAY(&log->ticket),  P_ARRAY(&log->kind),       P_ARRAY(&log->zero_small),
        P_ARRAY(&log->zero_small), P_ARRAY(&log->zero),    P_ARRAY(&log->zero_small), P_ARRAY(&log->actor),
        P_ARRAY(&log->zero),       P_ARRAY(&log->area),    P_ARRAY(&log->category),   P_ARRAY(&log->channel),
        P_ARRAY(&log->none_at),    P_ARRAY(&log->none_at), P_ARRAY(&log->none_at),    P_ARRAY(&log->data)};
    store_send(store, &query_reveal_insert, keys, 4);
    store_send(store, &query_log_lock, event, 1);
    store_send(store, &query_pack_require, judged, 2);
    return store_send(store, &query_event_append, event, sizeof event / sizeof *event);
}
