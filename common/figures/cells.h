/* Sums of what counts, by pairs of dimensions: the cells of the rollup that an entry changes, gathered before they are
 * written. */
#ifndef COMMON_FIGURES_CELLS_H
#define COMMON_FIGURES_CELLS_H

#include "common/figures/fold.h"

/* Numbers of dimensions: stored in the database, never reuse or change one. */
enum dimension {
    DIMENSION_ORGANISATION = 1,
    DIMENSION_AREA = 2,
    DIMENSION_CATEGORY = 3,
    DIMENSION_CHANNEL = 4,
    DIMENSION_URGENCY = 5,
    DIMENSION_STATE = 6, /* with organisation only, and only what was stayed */
    DIMENSION_COUNT
};

/* Stored as well. Ten days 旬: a month's days 1 to 10, 11 to 20, and the rest. */
enum grain { GRAIN_DAY = 1, GRAIN_MONTH = 2, GRAIN_TEN_DAYS = 3, GRAIN_END };

/* The areas of a city with their parents, by number; 0 is none. */
struct area_node {
    int32_t parent_id;
    int16_t kind; /* enum area_kind; 0: there is no such area */
};
struct area_tree {
    struct area_node *nodes;
    size_t count; /* numbers 1 … count - 1 */
};

struct cell {
    int16_t cuboid, grain, level; /* as in the table rollup */
    int32_t day, a, b;            /* day: the first of its grain; a, b: 0 is none */
    int32_t measures[MEASURE_COUNT];
    int64_t totals[TOTAL_COUNT];
    int32_t buckets[BUCKET_COUNT];
};

/* Zeroed is empty, and takes in everything. */
struct cells {
    unsigned left_out; /* grains that are not summed: the sum of 1 << grain */
    bool only_areas;   /* those of cuboids with the area only */
    struct cell *cells;
    size_t count, capacity;
    int32_t *slots; /* hash table: index into cells + 1 */
    size_t slot_count;
};

/* The cell of a key, of zeroes where it is new: until another is asked for. */
struct cell *cells_at(struct cells *cells, const struct cell *key);

/* Adds what an entry counts for, `sign` 1 or -1, to each cell that it stands in. */
void cells_add(struct cells *cells, const struct area_tree *areas, const struct figure_entry *entry, int sign);

/* Adds a cell to the one of a longer grain that it is part of. */
void cells_add_part(struct cells *cells, enum grain grain, const struct cell *part);

void cells_empty(struct cells *cells); /* keeps the memory */
void cells_clear(struct cells *cells);

/* Puts them in the order of their key: cuboid, grain, level, day, a, b. Nothing may be added before they are empty. */
void cells_sort(struct cells *cells);

/* Of their keys: < 0 where a is before b. */
int cell_order(const struct cell *a, const struct cell *b);

bool cell_is_zero(const struct cell *cell);

/* Cells `first` to the answer - 1, sorted, are of the same row: they differ in b only. */
size_t cells_row_end(const struct cells *cells, size_t first);

/* The first day of the grain that a day is in. */
int32_t grain_first(enum grain grain, int32_t day);

#endif
