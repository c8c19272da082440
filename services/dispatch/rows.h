/* What a move has changed, as rows: each function adds one to the columns of its statement. */
#ifndef SERVICES_DISPATCH_ROWS_H
#define SERVICES_DISPATCH_ROWS_H

#include "common/store/columns.h"
#include "services/dispatch/write.h"

void row_progress(struct columns_of *columns, const struct ticket_row *ticket);
void row_standing(struct columns_of *columns, const struct move *move);
void row_task_new(struct columns_of *columns, const struct ticket_row *ticket, const struct task_row *task);
void row_task_changed(struct columns_of *columns, const struct ticket_row *ticket, const struct task_row *task);
void row_clock_new(struct columns_of *columns, const struct move *move, const struct clock_row *clock);
void row_clock_changed(struct columns_of *columns, const struct move *move, const struct clock_row *clock);

/* One for each new entry of its ledger. */
void row_clock_entries(struct columns_of *columns, const struct move *move, const struct clock_row *clock);

/* The key of a command, with what its answer follows from; and of one that the ticket's state refused. */
void row_command(struct columns_of *columns, const struct move *move);
void row_refusal(struct columns_of *columns, const struct refusal *refusal);

/* The event of the move itself, and one that another ticket, or another clock, is told of. */
void row_event(struct columns_of *columns, const struct move *move);
void row_told(struct columns_of *columns, const struct move *move, const struct told *told);

#endif
