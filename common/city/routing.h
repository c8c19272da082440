/* Routing: the first rule that covers a category and an area, looked up in a table.
 *
 * Categories that the same rules cover share a row, areas a column: a category is in the row of its nearest ancestor
 * (or itself) that a rule names, or in the row of the rest; so the table is as large as what the rules name, not as the
 * pack.
 */
#ifndef COMMON_CITY_ROUTING_H
#define COMMON_CITY_ROUTING_H

#include <stdint.h>

#include "common/city/pack.h"
#include "common/city/tree.h"

enum { ROUTING_CELLS_MOST = 4 * 1024 * 1024 };

struct routing {
    int *rows, *columns; /* of each category, of each area */
    int row_count, column_count;
    int32_t *cells; /* index of the rule, or -1 */
};

/* Told of a rule (an index) that can never match, with up to three rules that take everything before it. */
enum { ROUTING_TAKERS_MOST = 3 };
typedef void routing_shadowed(void *context, int rule, const int *takers, int taker_count);

/* Builds it from rules whose indices are all good; false, with nothing built, where it would be larger than
 * ROUTING_CELLS_MOST. routing_clear frees it. */
bool routing_build(struct routing *routing, const struct pack *pack, const struct tree *categories,
                   const struct tree *areas, routing_shadowed *shadowed, void *context);

/* The index of the rule, or -1. */
int routing_find(const struct routing *routing, int category, int area);

void routing_clear(struct routing *routing);

#endif
