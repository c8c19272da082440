/* The squares of heat maps: rows of 1/400 degree of latitude (278 m from south to north), in which each whole degree of
 * latitude has as many columns a degree of longitude as make a square about as wide as it is high: 400 times the cosine
 * of the latitude in the middle of it, rounded. The same everywhere and for ever, so that a place is always in the same
 * square. PostgreSQL says which square a place is in (heat_cell in the migration heat.sql), this where a square is.
 * Pure. */
#ifndef COMMON_FIGURES_HEAT_H
#define COMMON_FIGURES_HEAT_H

#include <stdbool.h>
#include <stdint.h>

enum { HEAT_NOWHERE = -1, HEAT_KEY_BYTES = 32 };

/* Degrees. South and west belong to the square, north and east to its neighbours. */
struct heat_square {
    double south, west, north, east;
};

/* `cell` is a number that heat_cell has made. */
struct heat_square heat_square_of(int64_t cell);

/* "ROW/COLUMN", counted from the equator northwards and from Greenwich eastwards. */
void heat_key_print(int64_t cell, char out[HEAT_KEY_BYTES]);

/* False where that is no key of a square on the earth. */
bool heat_key_read(const char *key, int64_t *cell);

#endif
