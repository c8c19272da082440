/* How the test of every cell brings a new ticket into a state, and what it says there. City: `manual` of make-cities.
 */
#ifndef TESTS_SCENARIO_CELL_H
#define TESTS_SCENARIO_CELL_H

#include "proto/lifecycle.h"
#include "tests/scenario/world.h"

enum {
    CELL_STATES = 20,
    CELL_ACTIONS = 49, /* with a place for 0 */
    CELL_ROLES = 12,
    CELL_NOBODY = 9000000 /* number of a ticket that is not there */
};

#define CELL_CITY "manual"

/* Who has this role (its number), and only that, and may do this action; "" for role 0, Steward itself. */
const char *cell_person(int role, enum ticket_action action);

/* Tries an action. world_reply_clear the reply. */
struct world_reply cell_move(struct world *world, enum ticket_action action, const char *person, int64_t ticket);

/* A new ticket in `state`, with which nothing keeps cell_person (role, action) from this action where the lifecycle
 * lets them: what it needs was asked, called in or late before. Ends the process where that fails. */
int64_t cell_ticket(struct world *world, enum ticket_state state, enum ticket_action action, int role);

#endif
