/* Rows of the rollup, living or frozen: which of them are wanted, and their cells. For all that is worked out from
 * sums; what is made of the cells is the caller's matter. */
#ifndef COMMON_QUESTION_ROLLUP_H
#define COMMON_QUESTION_ROLLUP_H

#include "common/figures/packed.h"
#include "common/question/ask.h"
#include "common/question/span.h"

/* Rows of one cuboid and level. */
struct rollup_rows {
    int32_t city_id, freeze_id; /* freeze_id 0: as of now; else of a frozen period, which has no days */
    int cuboid, level;
    const struct stretch *stretches; /* of days; of a frozen period none */
    size_t stretch_count;
    const int32_t *a; /* only these of the first dimension; NULL: all */
    size_t a_count;
    bool few; /* these are few of all that there are: each row is looked up */
};

/* Adds to a statement what reads these rows, beside what it reads already. */
void rollup_ask(struct ask *ask, const struct rollup_rows *rows);

/* Rows while they are read. */
struct rollup {
    const struct store *store;
    int statement, row;
    int32_t day, a;      /* of the row that was come to; the day is 0 of frozen ones */
    struct packed cells; /* its cells, for packed_next */
    bool broken;         /* a row was none: nothing more is read, and what was read is worth nothing */
};

struct rollup rollup_begin(const struct store *store, int statement);

/* Goes on to the next row; false at the end, and where the row before was broken. */
bool rollup_next(struct rollup *rollup);

/* True where all was read; else `fault` tells which row is broken, and so does the log. */
bool rollup_end(const struct rollup *rollup, int32_t city_id, struct fault *fault);

/* Slots for nothing; and with a column's sum at an index. */
void slots_begin(struct packed_slots *slots);
void slots_set(struct packed_slots *slots, int column, int at);

#endif
