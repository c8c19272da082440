/* Events as the view figure_event gives them, and the tree of areas. */
#ifndef COMMON_AUDIT_EVENTS_H
#define COMMON_AUDIT_EVENTS_H

#include "common/figures/cells.h"
#include "common/store/store.h"

/* One row of the view. */
struct figure_event figure_event_read(const struct store *store, int statement, int row);

/* The rows of the statement area_tree; the nodes are made anew, and belong to the tree. */
void area_tree_read(struct area_tree *areas, const struct store *store, int statement);
void area_tree_clear(struct area_tree *areas);

#endif
