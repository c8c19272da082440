/* The clocks of a move: each change is one more entry of a ledger, from which its due time and the instants of its
 * ladder are derived anew (common/time/clock.h). All of them return false, with the move's fault filled, where a year
 * of the calendar is missing: Steward refuses rather than guesses. */
#ifndef SERVICES_DISPATCH_CLOCKS_H
#define SERVICES_DISPATCH_CLOCKS_H

#include "services/dispatch/move.h"

/* The newest clock of a kind and task (0: the ticket's); NULL where there is none. */
struct clock_row *clock_find(const struct move *move, enum clock_kind kind, int16_t task_id);

/* Starts one, whose time counts for `organisation_id` (0: the command centre). */
bool clock_open(struct move *move, enum clock_kind kind, int16_t task_id, int32_t organisation_id, struct limit limit);

/* Starts one with the pack's limit, where the pack keeps this clock. */
bool clock_open_kept(struct move *move, enum clock_kind kind, int16_t task_id, int32_t organisation_id);

/* One more entry, if the clock is there and can have it: pausing what is stopped changes nothing. */
bool clock_change(struct move *move, struct clock_row *clock, enum clock_change change);
bool clock_limit_change(struct move *move, struct clock_row *clock, struct limit limit);
bool clock_hand_over(struct move *move, struct clock_row *clock, int16_t task_id, int32_t organisation_id);

/* Stops every clock that runs, or those of one task or kind. */
bool clocks_stop(struct move *move);
bool clocks_stop_of_task(struct move *move, int16_t task_id);
bool clocks_stop_of_kind(struct move *move, enum clock_kind kind);

/* Derives every clock that runs and is counted by an older pack's calendar anew, and tells of each whose due time is
 * another now. */
bool clocks_recount(struct move *move);

/* The clock of the state that was left stops, the one of the state that was entered starts. */
bool clock_of_state_change(struct move *move, int16_t lead_before);

#endif
