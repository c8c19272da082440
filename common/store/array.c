/* Binary arrays: a header (dimensions, has-null, element type, length, lower bound), then length and bytes of each
 * element, all in network order (PostgreSQL: array_recv). */
#include "common/store/array.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/instant.h"

enum { HEADER_BYTES = 20 };

static const struct {
    unsigned element, array; /* object identifiers in pg_type */
    int32_t bytes;           /* of an element; 0: as long as it is */
} types[] = {
    [ARRAY_SMALLINT] = {21, 1005, 2}, [ARRAY_INTEGER] = {23, 1007, 4}, [ARRAY_BIGINT] = {20, 1016, 8},
    [ARRAY_DOUBLE] = {701, 1022, 8},  [ARRAY_TEXT] = {25, 1009, 0},    [ARRAY_INSTANT] = {1184, 1185, 8},
    [ARRAY_JSONB] = {3802, 3807, 0},  [ARRAY_BYTES] = {17, 1001, 0},
};

static char *room(struct array *array, size_t bytes)
{
    memory_reserve((void **)&array->bytes, &array->capacity, array->used + bytes, 1);
    char *at = array->bytes + array->used;
    array->used += bytes;
    return at;
}

static void put32(char *at, uint32_t value)
{
    uint32_t big = htobe32(value);
    memcpy(at, &big, sizeof big);
}

void array_start(struct array *array, enum array_type type)
{
    array->type = type;
    array->count = 0;
    array->has_null = 0;
    array->used = 0;
    room(array, HEADER_BYTES);
}

void array_clear(struct array *array)
{
    free(array->bytes);
    memset(array, 0, sizeof *array);
}

void array_add_integer(struct array *array, int64_t value)
{
    int32_t bytes = types[array->type].bytes;
    char *at = room(array, sizeof(int32_t) + (size_t)bytes);
    uint64_t big = htobe64((uint64_t)value);
    put32(at, (uint32_t)bytes);
    memcpy(at + sizeof(int32_t), (char *)&big + sizeof big - (size_t)bytes, (size_t)bytes);
    array->count++;
}

void array_add_double(struct array *array, double value)
{
    int64_t bits;
    memcpy(&bits, &value, sizeof bits);
    array_add_integer(array, bits);
}

void array_add_text(struct array *array, const char *text, size_t length)
{
    size_t lead = array->type == ARRAY_JSONB; /* jsonb_recv wants its version first */
    char *at = room(array, sizeof(int32_t) + lead + length);
    put32(at, (uint32_t)(lead + length));
    if (lead)
        at[sizeof(int32_t)] = 1;
    memcpy(at + sizeof(int32_t) + lead, text, length);
    array->count++;
}

void array_add_bytes(struct array *array, const void *bytes, size_t length)
{
    array_add_text(array, bytes, length);
}

void array_add_instant(struct array *array, int64_t instant)
{
    array_add_integer(array, instant_to_database(instant));
}

void array_add_null(struct array *array)
{
    put32(room(array, sizeof(int32_t)), UINT32_MAX);
    array->has_null = 1;
    array->count++;
}

void array_finish(struct array *array)
{
    if (!array->count) { /* an empty array has no dimensions and nothing behind its element type */
        put32(array->bytes, 0);
        put32(array->bytes + 4, 0);
        put32(array->bytes + 8, types[array->type].element);
        array->used = 12;
        return;
    }
    put32(array->bytes, 1);
    put32(array->bytes + 4, (uint32_t)array->has_null);
    put32(array->bytes + 8, types[array->type].element);
    put32(array->bytes + 12, (uint32_t)array->count);
    put32(array->bytes + 16, 1);
}

unsigned array_oid(const struct array *array)
{
    return types[array->type].array;
}
