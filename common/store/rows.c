/* https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format". */
#include "common/store/rows.h"

#include <string.h>

#include "common/base/memory.h"
#include "common/store/instant.h"

enum { OID_BIGINT = 20, DAY_OF_2000 = 10957, ROOM = 256 };

/* Room for a few numbers; a text asks for its own. */
static void reserve(struct rows *rows, size_t more)
{
    memory_reserve((void **)&rows->bytes, &rows->capacity, rows->used + more + ROOM, 1);
}

static void bytes_put(struct rows *rows, const void *bytes, size_t length)
{
    reserve(rows, length);
    memcpy(rows->bytes + rows->used, bytes, length);
    rows->used += length;
}

static void number_put(struct rows *rows, uint64_t number, int length)
{
    for (int i = length - 1; i >= 0; i--)
        rows->bytes[rows->used++] = (char)(number >> (8 * i));
}

static void field_put(struct rows *rows, int64_t number, int length)
{
    reserve(rows, 12);
    number_put(rows, (uint64_t)length, 4);
    number_put(rows, (uint64_t)number, length);
}

void rows_head(struct rows *rows)
{
    bytes_put(rows, "PGCOPY\n\377\r\n", 11);
    number_put(rows, 0, 8);
}

void rows_tail(struct rows *rows)
{
    reserve(rows, 2);
    number_put(rows, UINT16_MAX, 2);
}

void rows_row(struct rows *rows, int fields)
{
    reserve(rows, 2);
    number_put(rows, (uint64_t)fields, 2);
}

void rows_small(struct rows *rows, int number)
{
    field_put(rows, number, 2);
}

void rows_integer(struct rows *rows, int64_t number)
{
    field_put(rows, number, 4);
}

void rows_big(struct rows *rows, int64_t number)
{
    field_put(rows, number, 8);
}

void rows_date(struct rows *rows, int32_t day)
{
    field_put(rows, day - DAY_OF_2000, 4);
}

void rows_instant(struct rows *rows, int64_t instant)
{
    field_put(rows, instant_to_database(instant), 8);
}

void rows_text(struct rows *rows, const char *text)
{
    size_t length = strlen(text);
    reserve(rows, 4);
    number_put(rows, length, 4);
    bytes_put(rows, text, length);
}

void rows_bytes(struct rows *rows, const void *bytes, size_t length)
{
    reserve(rows, 4);
    number_put(rows, length, 4);
    bytes_put(rows, bytes, length);
}

void rows_json(struct rows *rows, const char *text)
{
    size_t length = strlen(text);
    reserve(rows, 5);
    number_put(rows, length + 1, 4);
    number_put(rows, 1, 1);
    bytes_put(rows, text, length);
}

void rows_bigs(struct rows *rows, const int64_t *numbers, int count)
{
    uint64_t length = 20, has_null = 0;
    for (int i = 0; i < count; i++) {
        has_null |= numbers[i] == INT64_MIN;
        length += numbers[i] == INT64_MIN ? 4 : 12;
    }
    reserve(rows, length + 4);
    number_put(rows, length, 4);
    number_put(rows, 1, 4);
    number_put(rows, has_null, 4);
    number_put(rows, OID_BIGINT, 4);
    number_put(rows, (uint64_t)count, 4);
    number_put(rows, 1, 4);
    for (int i = 0; i < count; i++)
        if (numbers[i] == INT64_MIN)
            rows_null(rows);
        else
            rows_big(rows, numbers[i]);
}

void rows_null(struct rows *rows)
{
    reserve(rows, 4);
    number_put(rows, UINT32_MAX, 4);
}
