/* What tickets' timelines are told of messages: rows of a statement become events, appended at once. */
#include "common/store/queries.h"
#include "services/notify/courier.h"

/* Columns of delivery_done.sql and notice_open.sql. */
enum { CITY, TICKET, KIND, TASK, ORGANISATION, AREA, CATEGORY, CHANNEL, DATA, ACTOR };

/* Columns of event_append.sql. */
enum {
    E_CITY,
    E_TICKET,
    E_KIND,
    E_FROM,
    E_TO,
    E_VERSION,
    E_TASK,
    E_ACTOR,
    E_ORGANISATION,
    E_AREA,
    E_CATEGORY,
    E_CHANNEL,
    E_AT,
    E_DUE,
    E_DONE,
    E_DATA,
    E_COUNT
};

void timeline_start(struct courier *courier)
{
    static const enum array_type types[E_COUNT] = {
        ARRAY_INTEGER,  ARRAY_BIGINT,  ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_INTEGER,
        ARRAY_SMALLINT, ARRAY_INTEGER, ARRAY_INTEGER,  ARRAY_INTEGER,  ARRAY_INTEGER,  ARRAY_INTEGER,
        ARRAY_INSTANT,  ARRAY_INSTANT, ARRAY_INSTANT,  ARRAY_JSONB,
    };
    for (size_t i = 0; i < E_COUNT; i++)
        array_start(&courier->columns[i], types[i]);
}

void timeline_add(struct courier *courier, const struct store *store, int statement, int row)
{
    struct array *c = courier->columns;
    size_t length;
    const char *data = store_text(store, statement, row, DATA, &length);
#define NUMBER(column) store_integer(store, statement, row, column)
    array_add_integer(&c[E_CITY], NUMBER(CITY));
    array_add_integer(&c[E_TICKET], NUMBER(TICKET));
    array_add_integer(&c[E_KIND], NUMBER(KIND));
    array_add_integer(&c[E_FROM], 0);
    array_add_integer(&c[E_TO], 0);
    array_add_integer(&c[E_VERSION], 0);
    array_add_integer(&c[E_TASK], NUMBER(TASK));
    array_add_integer(&c[E_ACTOR], NUMBER(ACTOR));
    array_add_integer(&c[E_ORGANISATION], NUMBER(ORGANISATION));
    array_add_integer(&c[E_AREA], NUMBER(AREA));
    array_add_integer(&c[E_CATEGORY], NUMBER(CATEGORY));
    array_add_integer(&c[E_CHANNEL], NUMBER(CHANNEL));
    array_add_null(&c[E_AT]);
    array_add_null(&c[E_DUE]);
    array_add_null(&c[E_DONE]);
    array_add_text(&c[E_DATA], data, length);
#undef NUMBER
}

void timeline_send(struct courier *courier, struct store *store)
{
    struct parameter of[E_COUNT];
    courier->appended = -1;
    if (!courier->columns[E_CITY].count)
        return;
    for (size_t i = 0; i < E_COUNT; i++)
        of[i] = P_ARRAY(&courier->columns[i]);
    store_send(store, &query_log_lock, of, 1);
    courier->appended = store_send(store, &query_event_append, of, E_COUNT);
}
