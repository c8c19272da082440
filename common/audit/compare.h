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

/* What sums are held against, and by which words a difference is told. */
struct comparison {
    struct differences *differences;
    const struct codes *codes;
    const char *made_word; /* closed kept 2, recomputed 1 */
};

/* Holds cells as they are kept against what they should be, both in the order of their keys. A cell of a grain of 0 is
 * named without its day. */
void cells_compare(const struct comparison *of, const struct cell *kept, size_t kept_count, const struct cell *made,
                   size_t made_count);

/* A row of which this is the first cell's key cannot be read. */
void row_is_broken(const struct comparison *of, const struct cell *key);

#endif
