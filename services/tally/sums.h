/* Sums written to the table rollup: rows as they are kept are read by their keys, and written again with what comes to
 * them, some thousands at a time, in the transaction that holds tally's cursor. */
#ifndef SERVICES_TALLY_SUMS_H
#define SERVICES_TALLY_SUMS_H

#include "common/figures/packed.h"
#include "common/store/store.h"

/* A row as it is kept; in the result of the step. */
struct sums_kept {
    const char *bytes;
    size_t length;
};

/* What comes to the sums of a city, and which rows of it are being written; zeroed is none. */
struct sums {
    int32_t city_id;
    struct cells cells;
    size_t first, end; /* the cells of the rows that were asked for */
    int statement;
    struct array keys[6], written; /* of these rows */
    struct sums_kept *kept;
    size_t kept_capacity;
    struct packed_row row;
};

/* Begins to write what is in the cells: no more may be added. */
void sums_begin(struct sums *sums, int32_t city_id);

/* Asks for the next rows; false, and the cells are empty again, where all are written. */
bool sums_ask(struct sums *sums, struct store *store);

/* Takes them in, in the next step, and writes them. False where one is broken: that is in the log. */
bool sums_write(struct sums *sums, struct store *store);

void sums_clear(struct sums *sums);

#endif
