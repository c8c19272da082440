/* Rows for PostgreSQL's COPY in binary form: a third of the server's work for text. They gather in memory; whoever
 * passes them on sets `used` to 0. */
#ifndef COMMON_STORE_ROWS_H
#define COMMON_STORE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Begin with all zero; free (bytes). */
struct rows {
    char *bytes;
    size_t used, capacity;
};

void rows_head(struct rows *rows); /* stands once before the first row */
void rows_tail(struct rows *rows); /* and once after the last */

/* The next row, of so many fields; then its fields, of the columns' very types. */
void rows_row(struct rows *rows, int fields);
void rows_small(struct rows *rows, int number);        /* smallint */
void rows_integer(struct rows *rows, int64_t number);  /* integer */
void rows_big(struct rows *rows, int64_t number);      /* bigint */
void rows_date(struct rows *rows, int32_t day);        /* since 1970-01-01 */
void rows_instant(struct rows *rows, int64_t instant); /* ms since the epoch */
void rows_text(struct rows *rows, const char *text);
void rows_bytes(struct rows *rows, const void *bytes, size_t length); /* bytea */
void rows_json(struct rows *rows, const char *text);                  /* jsonb */
void rows_bigs(struct rows *rows, const int64_t *numbers, int count); /* bigint[]; INT64_MIN is null in it */
void rows_null(struct rows *rows);

#endif
