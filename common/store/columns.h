/* The columns of one statement over a batch. */
#ifndef COMMON_STORE_COLUMNS_H
#define COMMON_STORE_COLUMNS_H

#include <stddef.h>

#include "common/store/store.h"

enum { COLUMNS_MOST = 20 };

/* Begin with all zero; columns_clear frees what it holds. */
struct columns_of {
    struct array arrays[COLUMNS_MOST];
    size_t count, next;
};

/* Empties them. One letter a column: s, i, b (smallint, integer, bigint), t (text), @ (instant), j (jsonb). */
void columns_begin(struct columns_of *columns, const char *types);

/* The next cell, column by column and then row by row. */
void columns_number(struct columns_of *columns, int64_t number);
void columns_text(struct columns_of *columns, const char *text, size_t length);
void columns_instant(struct columns_of *columns, int64_t instant);
void columns_null(struct columns_of *columns);

/* Sends the query with all columns; returns its statement, or -1 where there is no row. */
int columns_write(struct columns_of *columns, struct store *store, const struct query *query);

void columns_clear(struct columns_of *columns);

#endif
