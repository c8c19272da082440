/* The entries of the ticket whose fold is under way; used by the fold only. */
#ifndef COMMON_FIGURES_ENTRIES_H
#define COMMON_FIGURES_ENTRIES_H

#include "common/figures/fold.h"

/* Adds one; it belongs to the fold, and stays where it is until the next is added. */
struct figure_entry *entry_push(struct fold *fold, struct figure_entry entry);

/* One that counts for nothing yet, of the ticket as it is sorted now. */
struct figure_entry entry_of(const struct fold *fold, const struct figure_event *event, int32_t day,
                             int32_t organisation_id);

/* Counts the event for measures on its own day: what it makes count at one organisation is one entry, which is given.
 */
struct figure_entry *entry_count(struct fold *fold, const struct figure_event *event, int32_t organisation_id,
                                 uint64_t measures);

/* The i-th entry does not count for these measures any more; what of it still counts goes on as another. */
void entry_end(struct fold *fold, size_t i, const struct figure_event *event, uint64_t measures);

/* None of them does. */
void entries_take_back(struct fold *fold, const struct figure_event *event, uint64_t measures);

/* The last hand-out to an organisation does not. */
void hand_out_take_back(struct fold *fold, const struct figure_event *event, int32_t organisation_id);

/* Where the event says that the ticket is sorted otherwise, everything that counts goes along. */
void entries_sort(struct fold *fold, const struct figure_event *event);

/* -- the limit that counts as due (limits.c) --------------------------------------------------------------------- */

/* Is a result awaited in this state? */
bool result_awaited(int8_t state);

/* Is the ticket handed to an organisation by a move of this kind? */
bool hands_out(int16_t kind);

/* The entry follows a move of the ticket. */
void due_follow(struct fold *fold, const struct figure_event *event);

/* A calendar was changed under the clock of the lead task. */
void due_recount(struct fold *fold, const struct figure_event *event);

/* -- co-handlers (help.c) ---------------------------------------------------------------------------------------- */

/* What a move counts for at those who help. */
void help_count(struct fold *fold, const struct figure_event *event);

#endif
