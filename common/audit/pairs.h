/* Every cuboid with each of its levels, and rows of sums as they are kept of them. */
#ifndef COMMON_AUDIT_PAIRS_H
#define COMMON_AUDIT_PAIRS_H

#include "common/audit/compare.h"

struct pair {
    int16_t cuboid, level;
};
enum { LEVELS = 8, PAIRS_MOST = 4 * LEVELS + 7 };

/* In the order of the key; returns how many. */
int pairs_make(struct pair pairs[PAIRS_MOST]);

/* A part of a pair's rows: what of them is in memory at once. Begin with all zero. */
struct part {
    int pair;
    int32_t first, last; /* a */
};

/* Begins with the first, or goes on to the next; false where there is none. Together they hold every a: where numbers
 * beyond those of a code are kept, the last part has them. */
bool part_next(struct part *part, const struct pair *pairs, int pair_count, const struct codes *codes);

/* Asks for the rows of a pair, of the days and grains in two arrays; returns the statement. */
int rows_ask(struct store *store, int32_t city_id, struct pair pair, struct part part, struct array *grains,
             struct array *days);

/* Adds the rows of the statement to cells of their very key; broken ones are told as differences. */
void rows_take(const struct comparison *of, const struct store *store, int statement, struct pair pair,
               struct cells *out);

#endif
