/* Rows of rollup, read and written. */
#include "common/figures/packed.h"

#include <string.h>

#include "common/base/memory.h"

enum { FORMAT = 1, VARINT_MOST = 10, CELL_MOST = (MEASURE_COUNT + TOTAL_COUNT + BUCKET_COUNT) * 2 * VARINT_MOST };

/* -- reading ----------------------------------------------------------------------------------------------------- */

static bool varint_read_long(struct packed *packed, const uint8_t *end, uint64_t *out)
{
    *out = 0;
    for (int shift = 0; packed->at < end && shift < 64; shift += 7) {
        uint8_t byte = *packed->at++;
        *out |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return true;
    }
    packed->broken = true;
    return false;
}

static inline bool varint_read(struct packed *packed, const uint8_t *end, uint64_t *out)
{
    if (packed->at < end && *packed->at < 128) {
        *out = *packed->at++;
        return true;
    }
    return varint_read_long(packed, end, out);
}

struct packed packed_begin(const void *bytes, size_t length)
{
    const uint8_t *first = bytes;
    struct packed packed = {.b = -1};
    if (!length)
        return packed;
    packed.at = packed.columns_end = first + 1;
    packed.end = first + length;
    packed.broken = first[0] != FORMAT;
    return packed;
}

bool packed_next(struct packed *packed)
{
    uint64_t step, length;
    packed->at = packed->columns_end;
    if (packed->broken || packed->at == packed->end || !varint_read(packed, packed->end, &step) ||
        !varint_read(packed, packed->end, &length))
        return false;
    if (length > (uint64_t)(packed->end - packed->at) || !step || step > (uint64_t)(INT32_MAX - (int64_t)packed->b)) {
        packed->broken = true;
        return false;
    }
    packed->b += (int32_t)step;
    packed->columns_end = packed->at + length;
    return true;
}

/* The next column of the cell, its number after `*column`; false at the end of the cell, and where it is broken. */
static inline bool column_read(struct packed *packed, int *column, int64_t *value)
{
    uint64_t step, zigzag;
    if (packed->at == packed->columns_end || !varint_read(packed, packed->columns_end, &step) ||
        !varint_read(packed, packed->columns_end, &zigzag))
        return false;
    if (!step || step > (uint64_t)(COLUMN_COUNT - 1 - *column)) {
        packed->broken = true;
        return false;
    }
    *column += (int)step;
    *value = (int64_t)(zigzag >> 1) ^ -(int64_t)(zigzag & 1);
    return true;
}

bool packed_add(struct packed *packed, const struct packed_slots *slots, int64_t *sums)
{
    int column = -1;
    int64_t value;
    while (column < slots->last && column_read(packed, &column, &value))
        if (slots->of[column] >= 0)
            sums[slots->of[column]] += value;
    return !packed->broken;
}

static bool column_add(struct cell *cell, int column, int64_t value)
{
    if (column < MEASURE_COUNT)
        cell->measures[column] += (int32_t)value;
    else if (column >= COLUMN_TOTALS && column < COLUMN_TOTALS + TOTAL_COUNT)
        cell->totals[column - COLUMN_TOTALS] += value;
    else if (column >= COLUMN_BUCKETS)
        cell->buckets[column - COLUMN_BUCKETS] += (int32_t)value;
    else
        return false;
    return true;
}

bool packed_add_cell(struct packed *packed, struct cell *cell, int sign)
{
    int column = -1;
    int64_t value;
    while (column_read(packed, &column, &value))
        if (!column_add(cell, column, sign * value))
            packed->broken = true;
    return !packed->broken;
}

bool packed_unpack(struct cells *cells, const struct cell *key, const void *bytes, size_t length)
{
    struct packed packed = packed_begin(bytes, length);
    struct cell of = *key;
    while (packed_next(&packed)) {
        of.b = packed.b;
        packed_add_cell(&packed, cells_at(cells, &of), 1);
    }
    return !packed.broken;
}

/* -- writing ----------------------------------------------------------------------------------------------------- */

static uint8_t *varint_write(uint8_t *at, uint64_t number)
{
    for (; number >= 128; number >>= 7)
        *at++ = (uint8_t)(number | 128);
    *at++ = (uint8_t)number;
    return at;
}

static uint8_t *column_write(uint8_t *at, int *before, int column, int64_t value)
{
    if (!value)
        return at;
    at = varint_write(at, (uint64_t)(column - *before));
    *before = column;
    return varint_write(at, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

static size_t columns_write(uint8_t *out, const struct cell *cell)
{
    uint8_t *at = out;
    int before = -1;
    for (int i = 0; i < MEASURE_COUNT; i++)
        at = column_write(at, &before, i, cell->measures[i]);
    for (int i = 0; i < TOTAL_COUNT; i++)
        at = column_write(at, &before, COLUMN_TOTALS + i, cell->totals[i]);
    for (int i = 0; i < BUCKET_COUNT; i++)
        at = column_write(at, &before, COLUMN_BUCKETS + i, cell->buckets[i]);
    return (size_t)(at - out);
}

/* A row that is being written. */
struct writing {
    struct packed_row *row;
    int32_t before; /* the b before */
};

static void columns_put(struct writing *writing, int32_t b, const uint8_t *columns, size_t length)
{
    if (!length)
        return;
    struct packed_row *row = writing->row;
    memory_reserve((void **)&row->bytes, &row->capacity, row->used + length + (size_t)VARINT_MOST * 2, 1);
    uint8_t *at = varint_write(row->bytes + row->used, (uint64_t)(b - writing->before));
    at = varint_write(at, length);
    memcpy(at, columns, length);
    row->used = (size_t)(at - row->bytes) + length;
    writing->before = b;
}

static void cell_put(struct writing *writing, const struct cell *cell)
{
    uint8_t columns[CELL_MOST];
    columns_put(writing, cell->b, columns, columns_write(columns, cell));
}

bool packed_merge(struct packed_row *out, const void *kept, size_t length, const struct cell *more, size_t count)
{
    struct writing writing = {out, -1};
    struct packed packed = packed_begin(kept, length);
    const struct cell *end = more + count;
    memory_reserve((void **)&out->bytes, &out->capacity, length + 1, 1);
    out->bytes[0] = FORMAT;
    out->used = 1;
    while (packed_next(&packed)) {
        for (; more < end && more->b < packed.b; more++)
            cell_put(&writing, more);
        if (more == end || more->b != packed.b) {
            columns_put(&writing, packed.b, packed.at, (size_t)(packed.columns_end - packed.at));
            continue;
        }
        struct cell sum = *more++;
        packed_add_cell(&packed, &sum, 1);
        cell_put(&writing, &sum);
    }
    for (; more < end; more++)
        cell_put(&writing, more);
    return !packed.broken;
}
