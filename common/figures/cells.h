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

enum grain { GRAIN_DAY = 1, GRAIN_MONTH = 2 };

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
    int32_t day, a, b;
    int32_t measures[MEASURE_COUNT];
    int64_t totals[TOTAL_COUNT];
    int32_t buckets[BUCKET_COUNT];
};

/* Zeroed is empty, and takes in everything. */
struct cells {
    bool without_months, without_days;
    bool only_areas; /* those of cuboids with the area only */
    struct cell *cells;
    size_t count, capacity;
    int32_t *slots; /* hash table: index into cells + 1 */
    size_t slot_count;
};

/* Adds what an entry counts for, `sign` 1 or -1, to each cell that it stands in. */
void cells_add(struct cells *cells, const struct area_tree *areas, const struct figure_entry *entry, int sign);

void cells_empty(struct cells *cells); /* keeps the memory */
void cells_clear(struct cells *cells);

/* Puts them in the order of their key: cuboid, grain, level, day, a, b. Nothing may be added before they are empty. */
void cells_sort(struct cells *cells);

bool cell_is_zero(const struct cell *cell);

/* Appends the cells, but for those that have become 0, to `out` as the text of an array of rows of rollup; in the order
 * of their key, so that two writers never wait for each other crosswise. The text belongs to the caller. */
char *cells_text(struct cells *cells, int32_t city_id, size_t *length);

#endif
