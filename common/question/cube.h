/* The rows of an answer while they are gathered: sums by two keys and a time, of several periods side by side. */
#ifndef COMMON_QUESTION_CUBE_H
#define COMMON_QUESTION_CUBE_H

#include <stddef.h>
#include <stdint.h>

struct cube_row {
    int32_t key[2];
    int32_t ordinal;      /* of the time, from 0 */
    const int64_t *value; /* once cube_rows was called */
};

/* Begin with all zero and cube_begin. */
struct cube {
    size_t width; /* values a row */
    struct cube_row *rows;
    int64_t *values;
    size_t count, capacity, value_capacity;
    int32_t *slots; /* hash table: index of the row + 1 */
    size_t slot_count;
};

void cube_begin(struct cube *cube, size_t width);

/* The values of a row, which is made where it is new; valid until the next call. */
int64_t *cube_at(struct cube *cube, int32_t first, int32_t second, int32_t ordinal);

/* All rows, with their values; valid until the next cube_at. */
struct cube_row *cube_rows(struct cube *cube);

void cube_clear(struct cube *cube);

#endif
