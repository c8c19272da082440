/* A move of one ticket, from the rows as they were read under the lock to the rows as they will be written.
 *
 *   lock (SQL) → ticket_read → move_apply: edge, guard, effect, the state's clock → moves_send (SQL)
 */
#ifndef SERVICES_DISPATCH_MOVE_H
#define SERVICES_DISPATCH_MOVE_H

#include <jansson.h>

#include "common/service/cities.h"
#include "common/service/service.h"
#include "services/dispatch/ticket.h"

/* What the mover asks for; of a message of dispatch or of a rule. Codes have become ids. */
struct wish {
    enum ticket_action action;
    int32_t city_id;
    int32_t actor_id; /* 0: Steward itself */
    bool importer;
    int64_t at;                /* when it happens; NO_INSTANT until the database's time is known */
    int32_t organisation_id;   /* 0: not named */
    int32_t group[GROUP_MOST]; /* organisations */
    int group_count;
    int32_t person_id;            /* give: the handler; ask_check: the grid worker; 0: not named */
    int32_t category_id, area_id; /* sort; 0: not named */
    int16_t urgency;              /* sort; 0: not named */
    int16_t stars;
    bool confirmed, reached, no_limit, has_limit;
    struct limit limit;              /* extension, supervision */
    int64_t due, alert_after, until; /* NO_INSTANT where not given */
    int64_t into;                    /* merge */
    const char *standard, *result;   /* NULL where not given; the message's */
    size_t standard_length, result_length;
};

struct move {
    struct request *request;   /* NULL for what Steward does itself */
    struct cities *cities;     /* older packs, by whose calendars clocks are counted */
    const struct pack *pack;   /* the version that the ticket was opened under: rules and limits */
    const struct pack *people; /* the newest version: persons and calendars */
    int actor;                 /* index in people; -1: Steward itself */
    unsigned roles;            /* of the actor, for the ticket's area */
    int64_t now;               /* the database's time */
    struct wish wish;
    bool still; /* no move: only clocks are written, and what is told */
    const struct lifecycle_edge *edge;
    enum ticket_state from;
    struct ticket_row ticket;
    struct standing_row standing;
    struct task_row *tasks; /* in order of their numbers, with room for NEW_TASKS_MOST more */
    int task_count;
    struct clock_row *clocks; /* those that run, and the handling clocks of tasks; with room for NEW_CLOCKS_MOST more */
    int clock_count;
    const struct ticket_row *into; /* merge: the other ticket; NULL where there is none */
    struct told *told;
    int told_count;
    const struct pack_rule *rule; /* that named the organisation; NULL where the dispatcher did */
    json_t *data;                 /* of the event */
    struct fault *fault;          /* of the effect under way */
};

/* Takes the ticket along the edge that the wish names: finds the row of the lifecycle, asks its guard, makes its
 * effect, changes the clock of its state. False, with `fault` filled, where that is not allowed; the move is then to be
 * cleared. */
bool move_apply(struct move *move, struct fault *fault);

/* Frees what the move holds. */
void move_clear(struct move *move);

/* guards.h: does the guard of move->edge hold? May fill in what it had to find out. */
bool guard_ask(struct move *move, struct fault *fault);

/* effects.h: changes tasks and clocks as the edge says. False, with `fault` filled, where a calendar's year is missing.
 */
bool effect_make(struct move *move, struct fault *fault);

/* -- what guards and effects use (move.c) -------------------------------------------------------------------- */

/* The lead task, or NULL. */
struct task_row *move_lead(const struct move *move);

/* The task of a role and an organisation that is still to be done, the newest first; NULL where there is none. */
struct task_row *move_task_open(const struct move *move, enum task_role role, int32_t organisation_id);

/* guard_sorting.c: the first rule of the pack that covers category and area of the ticket, as the wish corrects them;
 * NULL where there is none. */
const struct pack_rule *move_rule(const struct move *move);

/* guard_holding.c: the newest help of the organisation that the wish names which the mover may rate and which has no
 * rating yet; NULL where there is none. */
struct task_row *move_help_unrated(const struct move *move);

/* Is it neither done nor ended otherwise? */
bool task_is_open(const struct task_row *task);

/* Does the actor hold one of `roles` for this organisation today, himself or as a deputy? */
bool move_serves(const struct move *move, unsigned roles, int32_t organisation_id);

/* Adds to what the event tells. `value` moves into it. */
void move_note(struct move *move, const char *name, json_t *value);

/* Code of an organisation or person, as JSON; null where it has none. */
json_t *move_organisation_code(const struct move *move, int32_t organisation_id);
json_t *move_person_code(const struct move *move, int32_t person_id);

static inline bool marked(const struct move *move, enum mark mark)
{
    return move->ticket.marks & (int32_t)mark;
}

static inline void mark_set(struct move *move, enum mark mark, bool on)
{
    move->ticket.marks = on ? move->ticket.marks | (int32_t)mark : move->ticket.marks & ~(int32_t)mark;
}

#endif
