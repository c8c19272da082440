/* Orders a forest and finds its loops, without recursion: a chain may be as long as the pack. */
#include "common/city/tree.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

int tree_loops_cut(int *parents, int count, int *cut)
{
    int *walks = memory_new((size_t)count, sizeof *walks); /* 1 + the walk that saw it first */
    int loops = 0;
    for (int start = 0; start < count; start++) {
        int thing = start;
        while (thing >= 0 && !walks[thing]) {
            walks[thing] = start + 1;
            thing = parents[thing];
        }
        if (thing >= 0 && walks[thing] == start + 1) {
            cut[loops++] = thing;
            parents[thing] = -1;
        }
    }
    free(walks);
    return loops;
}

/* Puts `thing` and everything below it from `position` on, given each thing's size and next free place. */
static void positions_fill(struct tree *tree, const int *by_depth, int *free_places)
{
    int roots_end = 0;
    for (int i = 0; i < tree->count; i++) {
        int thing = by_depth[i], parent = tree->parents[thing];
        int *place = parent < 0 ? &roots_end : &free_places[parent];
        tree->positions[thing] = *place;
        tree->order[*place] = thing;
        *place += tree->sizes[thing];
        free_places[thing] = tree->positions[thing] + 1;
    }
}

/* Writes all things so that parents stand before children: level by level. */
static void levels_order(const struct tree *tree, int *by_depth)
{
    int count = tree->count, done = 0;
    int *first = memory_new((size_t)count + 1, sizeof *first); /* of each parent; the last is for roots */
    int *next = memory_new((size_t)count, sizeof *next);
    memset(first, 0xff, ((size_t)count + 1) * sizeof *first);
    for (int thing = count - 1; thing >= 0; thing--) {
        int *head = &first[tree->parents[thing] < 0 ? count : tree->parents[thing]];
        next[thing] = *head;
        *head = thing;
    }
    for (int thing = first[count]; thing >= 0; thing = next[thing])
        by_depth[done++] = thing;
    for (int i = 0; i < done; i++)
        for (int thing = first[by_depth[i]]; thing >= 0; thing = next[thing])
            by_depth[done++] = thing;
    free(first);
    free(next);
}

void tree_build(struct tree *tree, const int *parents, int count)
{
    size_t n = (size_t)count;
    *tree = (struct tree){count, memory_new(n, sizeof(int)), memory_new(n, sizeof(int)), memory_new(n, sizeof(int)),
                          memory_new(n, sizeof(int))};
    if (!count)
        return;
    memcpy(tree->parents, parents, n * sizeof *parents);
    int *by_depth = memory_new(n, sizeof *by_depth);
    int *free_places = memory_new(n, sizeof *free_places);
    levels_order(tree, by_depth);
    for (int i = count - 1; i >= 0; i--) {
        int thing = by_depth[i];
        tree->sizes[thing]++;
        if (parents[thing] >= 0)
            tree->sizes[parents[thing]] += tree->sizes[thing];
    }
    positions_fill(tree, by_depth, free_places);
    free(by_depth);
    free(free_places);
}

void tree_clear(struct tree *tree)
{
    free(tree->parents);
    free(tree->order);
    free(tree->positions);
    free(tree->sizes);
    *tree = (struct tree){0};
}

bool tree_covers(const struct tree *tree, int over, int thing)
{
    int behind = tree->positions[thing] - tree->positions[over];
    return behind >= 0 && behind < tree->sizes[over];
}
