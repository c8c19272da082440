/* Races, stepped: a ticket's row is held from outside, moves are sent and queue up behind it in the order in which they
 * are told, each at a worker of dispatch that does not wait yet; once it is released they are done one after another.
 *
 *   hold T
 *   first: volunteer claims T        waits until PostgreSQL says that one more waits
 *   second: partner claims T
 *   release
 *   first is done
 *   second is refused move_refused telling "held by volunteers"
 *
 * `LABEL behind OTHER: MOVE` goes to the worker at which OTHER waits, so that it is of its next batch.
 * `when N wait` waits until N workers do: Steward's own moves queue up by themselves. `deadline sleeps` stops every
 * watcher of deadlines until `deadline wakes`. Nothing else may use the installation meanwhile.
 */
#ifndef TESTS_SCENARIO_RACE_H
#define TESTS_SCENARIO_RACE_H

#include "tests/scenario/story.h"

/* Tells a sentence about a race; false where it is none. */
bool race_tell(struct story *story, struct words *words);

/* Lets go and wakes whatever still is held or sleeps. */
void race_end(struct race **race);

#endif
