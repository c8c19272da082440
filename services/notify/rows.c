/* Deliveries on their way into the database, column by column. */
#include <string.h>

#include "common/store/queries.h"
#include "services/notify/courier.h"

enum { COLUMN_COUNT = sizeof(struct delivery_columns) / sizeof(struct array) };

static const enum array_type types[COLUMN_COUNT] = {
    ARRAY_TEXT, ARRAY_BIGINT, ARRAY_SMALLINT, ARRAY_BIGINT,   ARRAY_TEXT,     ARRAY_TEXT,
    ARRAY_TEXT, ARRAY_TEXT,   ARRAY_TEXT,     ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_INSTANT,
};

void rows_start(struct delivery_columns *rows)
{
    struct array *columns = &rows->key;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        array_start(&columns[i], types[i]);
}

static void text_add(struct array *column, const char *text)
{
    array_add_text(column, text, strlen(text));
}

void rows_add(struct delivery_columns *rows, const struct delivery_row *row)
{
    text_add(&rows->key, row->key);
    array_add_integer(&rows->pos, row->pos);
    array_add_integer(&rows->kind, row->kind);
    array_add_integer(&rows->ticket, row->ticket);
    text_add(&rows->channel, row->channel);
    text_add(&rows->recipient, row->recipient);
    text_add(&rows->template, row->template);
    text_add(&rows->title, row->title);
    text_add(&rows->body, row->body);
    array_add_integer(&rows->urgent, row->urgent);
    array_add_integer(&rows->importance, row->importance);
    array_add_instant(&rows->not_before, row->not_before);
}

size_t rows_count(const struct delivery_columns *rows)
{
    return (size_t)rows->key.count;
}

void rows_send(struct delivery_columns *rows, struct store *store, int32_t city_id)
{
    struct parameter parameters[COLUMN_COUNT + 1] = {P_INTEGER(city_id)};
    struct array *columns = &rows->key;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        parameters[i + 1] = P_ARRAY(&columns[i]);
    store_send(store, &query_delivery_insert, parameters, COLUMN_COUNT + 1);
}

void rows_clear(struct delivery_columns *rows)
{
    struct array *columns = &rows->key;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        array_clear(&columns[i]);
}
