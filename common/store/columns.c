/* Cells are added in the order of the columns. */
#include "common/store/columns.h"

#include <string.h>

static enum array_type type_of(char letter)
{
    switch (letter) {
    case 's':
        return ARRAY_SMALLINT;
    case 'i':
        return ARRAY_INTEGER;
    case 'b':
        return ARRAY_BIGINT;
    case 't':
        return ARRAY_TEXT;
    case '@':
        return ARRAY_INSTANT;
    default:
        return ARRAY_JSONB;
    }
}

void columns_begin(struct columns_of *columns, const char *types)
{
    columns->count = strlen(types);
    columns->next = 0;
    for (size_t i = 0; i < columns->count; i++)
        array_start(&columns->arrays[i], type_of(types[i]));
}

static struct array *next_array(struct columns_of *columns)
{
    struct array *array = &columns->arrays[columns->next];
    columns->next = (columns->next + 1) % columns->count;
    return array;
}

void columns_number(struct columns_of *columns, int64_t number)
{
    array_add_integer(next_array(columns), number);
}

void columns_text(struct columns_of *columns, const char *text, size_t length)
{
    array_add_text(next_array(columns), text, length);
}

void columns_instant(struct columns_of *columns, int64_t instant)
{
    array_add_instant(next_array(columns), instant);
}

void columns_null(struct columns_of *columns)
{
    array_add_null(next_array(columns));
}

int columns_write(struct columns_of *columns, struct store *store, const struct query *query)
{
    struct parameter parameters[COLUMNS_MOST];
    if (!columns->arrays[0].count)
        return -1;
    for (size_t i = 0; i < columns->count; i++)
        parameters[i] = P_ARRAY(&columns->arrays[i]);
    return store_send(store, query, parameters, columns->count);
}

void columns_clear(struct columns_of *columns)
{
    for (size_t i = 0; i < COLUMNS_MOST; i++)
        array_clear(&columns->arrays[i]);
}
