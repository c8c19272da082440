/* The effects of proto/lifecycle.def: one function each, bound by its name; a missing one does not link.
 *
 *   effect_lead.c   the lead task, from its opening to its end
 *   effect_help.c   co-handlers, field checks and offers
 *   effect_mark.c   what is sorted, asked and noted beside the task
 */
#ifndef SERVICES_DISPATCH_EFFECTS_H
#define SERVICES_DISPATCH_EFFECTS_H

#include "services/dispatch/move.h"

#define EFFECT(id, name, meaning) bool effect_##name(struct move *move);
#include "proto/lifecycle.def"

/* The row is to be written. */
static inline void task_change(struct task_row *task)
{
    if (task->change == ROW_KEPT)
        task->change = ROW_CHANGED;
}

/* A new task at the end of the ticket's, open since now. There is always room for what one move opens. */
struct task_row *task_open(struct move *move, enum task_role role, int32_t organisation_id);

/* The lead task, with its handling clock. */
bool lead_open(struct move *move, int32_t organisation_id);

/* Ends a task that is open, with its clocks. */
bool task_end(struct move *move, struct task_row *task, enum task_state state);

/* Ends every open task of a role. */
bool tasks_end(struct move *move, enum task_role role, enum task_state state);

/* Co-handlers: a task with a handling clock and one for reporting in, for each. */
bool help_open(struct move *move);

/* Who leads from now on does not help itself: its open help, if there is any, ends as released. */
bool help_end_of(struct move *move, int32_t organisation_id);

/* No extension waits any more. */
bool extension_drop(struct move *move);

#endif
