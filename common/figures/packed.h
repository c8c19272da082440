/* A row of rollup as bytes: the cells of one `a` (of one cuboid, grain, level and day), in the order of their `b`.
 *
 *   row    = format (1 byte: 1), cell …
 *   cell   = b less the b before (the first: less -1), how many bytes of columns follow, column …   as varints
 *   column = its number (proto/measure.h) less the one before (the first: less -1), its value in zigzag             as
 * varints
 *
 * Varints and zigzag are those of Protocol Buffers. What is 0 is not there; a cell of zeroes is not there either, and a
 * row of none is its format alone. In SQL the function rollup_cells reads it. Pure.
 */
#ifndef COMMON_FIGURES_PACKED_H
#define COMMON_FIGURES_PACKED_H

#include "common/figures/cells.h"

/* -- reading ----------------------------------------------------------------------------------------------------- */

/* What is left of a row. */
struct packed {
    const uint8_t *at, *end;
    const uint8_t *columns_end; /* of the cell that was come to */
    int32_t b;                  /* its key */
    bool broken;                /* these are no bytes of a row; nothing more is read */
};

/* Begins to read; the bytes must outlive it. None at all are a row without cells. */
struct packed packed_begin(const void *bytes, size_t length);

/* Goes on to the next cell, past what was not read of the one before; false at the end, and where it is broken. */
bool packed_next(struct packed *packed);

/* Which columns are summed up, and where to. */
struct packed_slots {
    int16_t of[COLUMN_COUNT]; /* -1: nowhere */
    int last;                 /* the last column that is summed up */
};

/* Adds the columns of this cell to sums[slots->of[column]]; those after the last are not looked at. False where broken.
 */
bool packed_add(struct packed *packed, const struct packed_slots *slots, int64_t *sums);

/* Adds the columns of this cell, `sign` 1 or -1, to the cell. False where broken. */
bool packed_add_cell(struct packed *packed, struct cell *cell, int sign);

/* Adds all cells of a row, `key` but for b, to cells. False where broken. */
bool packed_unpack(struct cells *cells, const struct cell *key, const void *bytes, size_t length);

/* -- writing ----------------------------------------------------------------------------------------------------- */

/* Zeroed is empty; free (bytes). */
struct packed_row {
    uint8_t *bytes;
    size_t used, capacity;
};

/* Writes a row, in place of what was there: what is kept of it and what comes to it, cells in the order of b, of the
 * same row. False where what is kept is broken. */
bool packed_merge(struct packed_row *out, const void *kept, size_t length, const struct cell *more, size_t count);

#endif
