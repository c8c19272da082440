/* What the public page shows of a month, before small numbers are held back: by street (0: in none) and top category.
 */
#ifndef SERVICES_REPORT_PUBLIC_SUMS_H
#define SERVICES_REPORT_PUBLIC_SUMS_H

#include "common/city/pack.h"
#include "common/question/ask.h"
#include "common/question/cube.h"
#include "proto/measure.h"
#include "proto/message.h"

/* Sums of a cell: of the month, and open at its end. */
enum { PUBLIC_RECEIVED, PUBLIC_CLOSED, PUBLIC_OPEN, PUBLIC_COUNTS };

/* Sums of times: of what was closed, and the answers of follow-ups; then BUCKET_COUNT buckets of handling times. */
enum {
    TIMES_CLOSED,
    TIMES_SOLVING,
    TIMES_REACHED,
    TIMES_SATISFIED,
    TIMES_BUCKETS,
    TIMES_COUNT = TIMES_BUCKETS + BUCKET_COUNT
};

/* Whose times they are: the first key; the second is the number of the street or category. */
enum public_kind { PUBLIC_TOTAL, PUBLIC_AREA, PUBLIC_CATEGORY };

/* Begin with all zero. */
struct public_sums {
    struct cube cells;     /* by street and category, those of nothing left out; in the order of cell_rows */
    struct cube_row *rows; /* of cells, sorted */
    size_t row_count;
    struct cube times;
};

/* Sends its statements, which must see the database at one moment; returns the first. */
int public_sums_send(int32_t city_id, int32_t month, struct store *store, struct ask *ask);

/* What they found; false, with `fault` filled, where sums that are kept are broken. */
bool public_sums_read(const struct pack *pack, int32_t month, const struct store *store, int statement,
                      struct public_sums *out, struct fault *fault);

void public_sums_clear(struct public_sums *sums);

#endif
