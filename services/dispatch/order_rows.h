/* What a batch of commands about orders writes: its rows, its events, and the keys with their answers. */
#ifndef SERVICES_DISPATCH_ORDER_ROWS_H
#define SERVICES_DISPATCH_ORDER_ROWS_H

#include <jansson.h>

#include "common/store/columns.h"
#include "services/dispatch/order.h"

struct order_rows {
    struct columns_of instruction, receipt_new, receipt, push, push_receipts, close, key, judged, event;
};

void order_rows_begin(struct order_rows *rows);
void order_rows_clear(struct order_rows *rows);

/* What an event tells of an order, beside what it carries. */
struct order_event {
    enum event_kind kind;
    int64_t at; /* ms since the epoch */
    int32_t area_id;
    int64_t due;  /* the limit that it was in time for or not; NO_DUE: none */
    bool is_done; /* with `due`: it was done at `at` */
};
enum { NO_DUE = -1 };

/* A new order, and one of those to whom it goes. */
void order_rows_issue(struct order_rows *rows, const struct request *request, int64_t order, int64_t now,
                      int64_t receive_by, int64_t answer_by);
void order_rows_recipient(struct order_rows *rows, int32_t city_id, int64_t order, int32_t person_id, int64_t now);

/* What the person made of it; `answer` is NULL where they have received it only. */
void order_rows_receipt(struct order_rows *rows, const struct request *request, int32_t person_id, int64_t now,
                        const struct value *answer, const struct value *count);

void order_rows_push(struct order_rows *rows, const struct request *request, int64_t now);
void order_rows_close(struct order_rows *rows, const struct request *request, int64_t now, const struct value *reason);

/* `data` is taken over. */
void order_rows_event(struct order_rows *rows, const struct request *request, const struct order_event *event,
                      json_t *data);

/* Keeps the request's answer under its key, so that the same key gets it again. */
void order_rows_key(struct order_rows *rows, const struct request *request, bool refused);

/* Sends everything; returns the statement that appends the events, or -1. */
int order_rows_send(struct order_rows *rows, struct store *store);

#endif
