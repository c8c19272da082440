/* What differs, entry by entry and cell by cell. */
#ifndef COMMON_AUDIT_COMPARE_H
#define COMMON_AUDIT_COMPARE_H

#include "common/audit/codes.h"
#include "common/figures/fold.h"

enum { DIFFERENCES_KEPT = 50, DIFFERENCE_BYTES = 240 };

/* All are counted, the first ones kept as sentences. */
struct differences {
    int64_t count;
    char (*texts)[DIFFERENCE_BYTES];
    size_t kept;
};

void difference_add(struct differences *differences, const char *format, ...) __attribute__((format(printf, 2, 3)));
void differences_clear(struct differences *differences);

/* A row of counted, as counted_of.sql and counted_day.sql give it. */
struct counted_row {
    int64_t ticket_id;
    int number; /* counted.entry */
    struct figure_entry entry;
};
struct counted_row counted_row_read(const struct store *store, int statement, int row);

/* Holds rows `from` … `to` - 1 of the statement, all that is kept of a ticket, against its fold. */
void ticket_compare(struct differences *differences, const struct fold *fold, int64_t ticket_id,
                    const struct store *store, int statement, int from, int to);

/* Holds the cells of one cuboid, level and day, in order, against the rows that rollup_cells.sql gives of it. */
struct cell_group {
    int cuboid, level;
    int32_t day;
    const struct cell *cells;
    size_t count;
};
void cells_compare(struct differences *differences, const struct codes *codes, const struct cell_group *group,
                   const struct store *store, int statement);

#endif
