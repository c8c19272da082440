/* Cells in the order of the queries' columns. */
#include "services/dispatch/order_rows.h"

#include <stdlib.h>
#include <string.h>

#include "common/store/queries.h"

void order_rows_begin(struct order_rows *rows)
{
    columns_begin(&rows->instruction, "ibiiiitt@@@");
    columns_begin(&rows->receipt_new, "ibi@");
    columns_begin(&rows->receipt, "ibi@iti");
    columns_begin(&rows->push, "ib");
    columns_begin(&rows->push_receipts, "ib@");
    columns_begin(&rows->close, "ib@it");
    columns_begin(&rows->key, "itbtt");
    columns_begin(&rows->judged, "ii");
    columns_begin(&rows->event, "ibsssisiiiii@@@j");
}

void order_rows_clear(struct order_rows *rows)
{
    struct columns_of *all = (struct columns_of *)rows;
    for (size_t i = 0; i < sizeof *rows / sizeof *all; i++)
        columns_clear(&all[i]);
}

static void order_add(struct columns_of *columns, int32_t city_id, int64_t order)
{
    columns_number(columns, city_id);
    columns_number(columns, order);
}

void order_rows_issue(struct order_rows *rows, const struct request *request, int64_t order, int64_t now,
                      int64_t receive_by, int64_t answer_by)
{
    const struct message_order_issue *m = (const struct message_order_issue *)(const void *)request->values;
    const struct order_wish *wish = order_wish_of(request);
    struct columns_of *c = &rows->instruction;
    order_add(c, wish->city_id, order);
    columns_number(c, wish->actor_id);
    columns_number(c, wish->area_id);
    columns_number(c, wish->roles);
    columns_number(c, wish->pack_version);
    columns_text(c, m->title.text, m->title.length);
    columns_text(c, m->text.text, m->text.length);
    columns_instant(c, now);
    columns_instant(c, receive_by);
    columns_instant(c, answer_by);
}

void order_rows_recipient(struct order_rows *rows, int32_t city_id, int64_t order, int32_t person_id, int64_t now)
{
    order_add(&rows->receipt_new, city_id, order);
    columns_number(&rows->receipt_new, person_id);
    columns_instant(&rows->receipt_new, now);
}

void order_rows_receipt(struct order_rows *rows, const struct request *request, int32_t person_id, int64_t now,
                        const struct value *answer, const struct value *count)
{
    const struct order_wish *wish = order_wish_of(request);
    struct columns_of *c = &rows->receipt;
    order_add(c, wish->city_id, wish->order_id);
    columns_number(c, person_id);
    columns_instant(c, now);
    columns_number(c, wish->actor_id);
    if (answer)
        columns_text(c, answer->text, answer->length);
    else
        columns_null(c);
    if (count && count->present)
        columns_number(c, count->integer);
    else
        columns_null(c);
}

void order_rows_push(struct order_rows *rows, const struct request *request, int64_t now)
{
    const struct order_wish *wish = order_wish_of(request);
    order_add(&rows->push, wish->city_id, wish->order_id);
    order_add(&rows->push_receipts, wish->city_id, wish->order_id);
    columns_instant(&rows->push_receipts, now);
}

void order_rows_close(struct order_rows *rows, const struct request *request, int64_t now, const struct value *reason)
{
    const struct order_wish *wish = order_wish_of(request);
    order_add(&rows->close, wish->city_id, wish->order_id);
    columns_instant(&rows->close, now);
    columns_number(&rows->close, wish->actor_id);
    columns_text(&rows->close, reason->text, reason->length);
}

static void instant_or_null(struct columns_of *columns, bool there, int64_t instant)
{
    if (there)
        columns_instant(columns, instant);
    else
        columns_null(columns);
}

void order_rows_event(struct order_rows *rows, const struct request *request, const struct order_event *event,
                      json_t *data)
{
    const struct order_wish *wish = order_wish_of(request);
    struct columns_of *c = &rows->event;
    char *text = json_dumps(data, JSON_COMPACT);
    order_add(c, wish->city_id, 0); /* of no ticket */
    columns_number(c, event->kind);
    for (int i = 0; i < 4; i++) /* states, version and task of the ticket */
        columns_number(c, 0);
    columns_number(c, wish->actor_id);
    columns_number(c, 0);
    columns_number(c, event->area_id);
    columns_number(c, 0);
    columns_number(c, 0);
    columns_instant(c, event->at);
    instant_or_null(c, event->due != NO_DUE, event->due);
    instant_or_null(c, event->due != NO_DUE && event->is_done, event->at);
    columns_text(c, text, strlen(text));
    json_decref(data);
    free(text);
    columns_number(&rows->judged, wish->city_id);
    columns_number(&rows->judged, wish->pack_version);
}

void order_rows_key(struct order_rows *rows, const struct request *request, bool refused)
{
    struct columns_of *c = &rows->key;
    columns_number(c, order_wish_of(request)->city_id);
    columns_text(c, request->key, request->key_length);
    columns_number(c, request->hash);
    if (!refused)
        columns_null(c);
    columns_text(c, request->reply, request->reply_length);
    if (refused)
        columns_null(c);
}

int order_rows_send(struct order_rows *rows, struct store *store)
{
    struct parameter cities = P_ARRAY(&rows->event.arrays[0]);
    columns_write(&rows->instruction, store, &query_instruction_insert);
    columns_write(&rows->receipt_new, store, &query_receipt_insert);
    columns_write(&rows->receipt, store, &query_receipt_update);
    columns_write(&rows->push, store, &query_instruction_push);
    columns_write(&rows->push_receipts, store, &query_receipt_push);
    columns_write(&rows->close, store, &query_instruction_close);
    columns_write(&rows->key, store, &query_order_key_insert);
    if (!rows->event.arrays[0].count)
        return -1;
    store_send(store, &query_log_lock, &cities, 1);
    columns_write(&rows->judged, store, &query_pack_require);
    return columns_write(&rows->event, store, &query_event_append);
}
