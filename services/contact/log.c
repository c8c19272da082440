#include "services/contact/log.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/contact/contact.h"

/* The columns of reveal_insert and event_append. */
struct reveal_log {
    struct array city, pack, key, hash, ticket;
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

void reveal_log_start(struct reveal_log *c)
{
    static const enum array_type types[] = {
        ARRAY_INTEGER, ARRAY_INTEGER, ARRAY_TEXT,    ARRAY_BIGINT,  ARRAY_BIGINT,  ARRAY_SMALLINT, ARRAY_SMALLINT,
        ARRAY_INTEGER, ARRAY_INTEGER, ARRAY_INTEGER, ARRAY_INTEGER, ARRAY_INTEGER, ARRAY_INSTANT,  ARRAY_JSONB,
    };
    struct array *arrays = (struct array *)c;
    _Static_assert(sizeof types / sizeof *types == sizeof *c / sizeof *arrays, "one type a column");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        array_start(&arrays[i], types[i]);
}

static void data_add(struct array *array, const struct message_contact_reveal *m)
{
    json_t *data = json_pack("{s:s#}", "reason", m->reason.text, (int)m->reason.length);
    if (m->masked.present && m->masked.boolean)
        json_object_set_new(data, "masked", json_true());
    char *text = json_dumps(data, JSON_COMPACT);
    array_add_text(array, text, strlen(text));
    json_decref(data);
    free(text);
}

void reveal_log_add(struct reveal_log *c, struct request *request, const struct reveal_place *place)
{
    const struct message_contact_reveal *m = REQUEST_VALUES(request, contact_reveal);
    array_add_integer(&c->city, asked_of(request)->city_id);
    array_add_integer(&c->pack, asked_of(request)->pack_version);
    array_add_text(&c->key, request->key, request->key_length);
    array_add_integer(&c->hash, request->hash);
    array_add_integer(&c->ticket, m->ticket.integer);
    array_add_integer(&c->kind, EVENT_CONTACT_REVEALED);
    array_add_integer(&c->zero_small, 0);
    array_add_integer(&c->zero, 0);
    array_add_integer(&c->actor, asked_of(request)->actor_id);
    array_add_integer(&c->area, place->area_id);
    array_add_integer(&c->category, place->category_id);
    array_add_integer(&c->channel, place->channel_id);
    array_add_null(&c->none_at);
    data_add(&c->data, m);
}

bool reveal_log_empty(const struct reveal_log *c)
{
    return c->city.count == 0;
}

int reveal_log_send(struct reveal_log *c, struct store *store)
{
    struct parameter keys[] = {P_ARRAY(&c->city), P_ARRAY(&c->key), P_ARRAY(&c->hash), P_ARRAY(&c->ticket)};
    struct parameter judged[] = {P_ARRAY(&c->city), P_ARRAY(&c->pack)};
    struct parameter event[] = {
        P_ARRAY(&c->city),       P_ARRAY(&c->ticket),  P_ARRAY(&c->kind),       P_ARRAY(&c->zero_small),
        P_ARRAY(&c->zero_small), P_ARRAY(&c->zero),    P_ARRAY(&c->zero_small), P_ARRAY(&c->actor),
        P_ARRAY(&c->zero),       P_ARRAY(&c->area),    P_ARRAY(&c->category),   P_ARRAY(&c->channel),
        P_ARRAY(&c->none_at),    P_ARRAY(&c->none_at), P_ARRAY(&c->none_at),    P_ARRAY(&c->data)};
    store_send(store, &query_reveal_insert, keys, 4);
    store_send(store, &query_log_lock, event, 1);
    store_send(store, &query_pack_require, judged, 2);
    return store_send(store, &query_event_append, event, sizeof event / sizeof *event);
}
