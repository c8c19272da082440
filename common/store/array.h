/* One column of a batch as a PostgreSQL array parameter in binary form, for `unnest`. */
#ifndef COMMON_STORE_ARRAY_H
#define COMMON_STORE_ARRAY_H

#include <stddef.h>
#include <stdint.h>

enum array_type {
    ARRAY_SMALLINT,
    ARRAY_INTEGER,
    ARRAY_BIGINT,
    ARRAY_DOUBLE,
    ARRAY_TEXT,
    ARRAY_INSTANT,
    ARRAY_JSONB,
    ARRAY_BYTES
};

struct array {
    enum array_type type;
    int32_t count;
    int has_null;
    char *bytes;
    size_t used, capacity;
};

/* Empties `array` and says what it holds from now on; its memory is kept. A zeroed struct array is a valid start. */
void array_start(struct array *array, enum array_type type);

/* Frees what the array holds. */
void array_clear(struct array *array);

void array_add_integer(struct array *array, int64_t value); /* SMALLINT, INTEGER or BIGINT, as the array's type is */
void array_add_double(struct array *array, double value);
void array_add_text(struct array *array, const char *text, size_t length); /* TEXT, JSONB */
void array_add_bytes(struct array *array, const void *bytes, size_t length);
void array_add_instant(struct array *array, int64_t instant); /* ms since the epoch */
void array_add_null(struct array *array);

/* Completes the header; called by store_send. */
void array_finish(struct array *array);

/* PostgreSQL's object identifier of the array's type, and of its elements. */
unsigned array_oid(const struct array *array);

#endif
