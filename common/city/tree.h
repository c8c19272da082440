/* A forest of things that name their parents, in an order in which everything below a thing stands right behind it. */
#ifndef COMMON_CITY_TREE_H
#define COMMON_CITY_TREE_H

#include <stdbool.h>

struct tree {
    int count;
    int *parents;   /* index, or -1 */
    int *order;     /* things in that order: parents before children */
    int *positions; /* where each thing stands in it */
    int *sizes;     /* of each thing: itself and everything below it */
};

/* Cuts every loop: of each, one thing loses its parent and is written into `cut` (room for `count`). Returns how many.
 */
int tree_loops_cut(int *parents, int count, int *cut);

/* Builds it from parents without a loop; tree_clear frees it. */
void tree_build(struct tree *tree, const int *parents, int count);
void tree_clear(struct tree *tree);

/* Is `thing` `over` or below it? */
bool tree_covers(const struct tree *tree, int over, int thing);

#endif
