#include "common/figures/heat.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 400, ROW_SOUTH = 90 * ROWS, COLUMN_WEST = 180 * ROWS, COLUMN_BITS = 18 };

struct place {
    int64_t row, column;
};

static struct place place_of(int64_t cell)
{
    return (struct place){(cell >> COLUMN_BITS) - ROW_SOUTH, (cell & ((1 << COLUMN_BITS) - 1)) - COLUMN_WEST};
}

/* Columns a degree of longitude. */
static double columns_of(int64_t row)
{
    double degree = floor((double)row / ROWS);
    return fmax(1, round(ROWS * cos((degree + 0.5) * M_PI / 180)));
}

struct heat_square heat_square_of(int64_t cell)
{
    struct place place = place_of(cell);
    double columns = columns_of(place.row);
    return (struct heat_square){
        .south = (double)place.row / ROWS,
        .west = (double)place.column / columns,
        .north = (double)(place.row + 1) / ROWS,
        .east = (double)(place.column + 1) / columns,
    };
}

void heat_key_print(int64_t cell, char out[HEAT_KEY_BYTES])
{
    struct place place = place_of(cell);
    snprintf(out, HEAT_KEY_BYTES, "%" PRId64 "/%" PRId64, place.row, place.column);
}

bool heat_key_read(const char *key, int64_t *cell)
{
    struct place place;
    char again[HEAT_KEY_BYTES];
    if (sscanf(key, "%6" SCNd64 "/%6" SCNd64, &place.row, &place.column) != 2)
        return false;
    double columns = columns_of(place.row);
    if (place.row < -ROW_SOUTH || place.row > ROW_SOUTH || (double)place.column < -180 * columns ||
        (double)place.column > 180 * columns)
        return false;
    *cell = ((place.row + ROW_SOUTH) << COLUMN_BITS) + place.column + COLUMN_WEST;
    heat_key_print(*cell, again);
    return strcmp(key, again) == 0;
}
