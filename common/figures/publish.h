/* Small numbers are not published: who knows the place could tell whom they are about.
 *
 * A cell of a table shows all of its counts, or none where one of them is 1 to 4: such a one is told as "small", the
 * others of the cell are held back. A sum over cells is published as it is only where no small one can be worked out
 * from it; else as what the shown cells alone come to, and at least one more for each small one: which tells nothing
 * that the table does not show. Pure.
 */
#ifndef COMMON_FIGURES_PUBLISH_H
#define COMMON_FIGURES_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PUBLISH_LEAST = 5 };

/* Is this count told as it is in a cell by itself? 0 is: there is nobody. */
bool publish_small(int64_t count);

/* Of one count, over cells. Begin with all zero. */
struct publish_sum {
    int64_t total, shown; /* of all cells; of those that are shown */
    int small, held;      /* cells that are not: because of this count, because of another */
};

void publish_add(struct publish_sum *sum, int64_t count, bool cell_shown);

/* May the total be told, beside the shown cells? Where each small one could then still be two numbers at least; and so
 * that it could, too, where the total is not told. */
bool publish_exact(const struct publish_sum *sum);

/* What is told instead: the total is this or more. */
int64_t publish_least(const struct publish_sum *sum);

#endif
