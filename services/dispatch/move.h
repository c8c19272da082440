/* A move of one ticket, from the rows as they were read under the lock to the rows as they will be written.
 *
 *   lock (SQL) → ticket_read → move_apply: edge, guard, effect → moves_send (SQL)
 */
#ifndef SERVICES_DISPATCH_MOVE_H
#define SERVICES_DISPATCH_MOVE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/base/instant.h"
#include "common/city/pack.h"
#include "common/service/service.h"
#include "proto/lifecycle.h"
#include "proto/message.h"

enum task_state { TASK_OPEN = 1, TASK_SIGNED, TASK_HANDLED, TASK_DONE, TASK_RETURNED, TASK_CANCELLED };

/* What a batch does to a row. */
enum row_change { ROW_KEPT, ROW_NEW, ROW_CHANGED };

struct ticket_row {
    int32_t city_id;
    int64_t ticket_id;
    enum ticket_state state;
    int32_t version, channel_id, category_id, area_id, pack_version;
    int32_t organisation_id; /* 0: none */
    int16_t task_id;         /* the lead task, which is also the number of its handling clock; 0: none */
    int16_t returns;
};

struct task_row {
    enum row_change change;
    enum task_state state;
    int32_t handler_id; /* 0: none */
    int64_t opened_at, signed_at, handled_at, finished_at;
};

struct clock_row {
    enum row_change change;
    bool present; /* a task may have no limit */
    struct limit limit;
    int64_t started_at, due_at, stopped_at;
    int64_t next_at;   /* when it alerts next; NO_INSTANT: it does not */
    int16_t next_step; /* 1: overdue has not fired */
};

/* What the mover asks for. */
struct wish {
    enum ticket_action action;
    unsigned roles;   /* of the actor */
    int32_t actor_id; /* 0: Steward itself */
    int32_t actor_organisation_id;
    int64_t at;               /* when it happens */
    int64_t now;              /* the database's time */
    int32_t organisation_id;  /* dispatch: to whom; 0: by rule */
    int64_t due, alert_after; /* dispatch, importers: NO_INSTANT where not given */
    bool no_limit;
    const char *result; /* handle */
    size_t result_length;
};

struct move {
    struct request *request; /* NULL for hand-out by rule */
    const struct pack *pack; /* the version that the ticket was opened under */
    struct wish wish;
    const struct lifecycle_edge *edge;
    enum ticket_state from;
    struct ticket_row ticket;
    struct task_row task;
    struct clock_row clock;
    const struct pack_rule *rule; /* that named the organisation; NULL where the dispatcher did */
    json_t *data;                 /* of the event; NULL: none */
};

/* Reads a row of ticket_read (with task and clock) or received_read (without); `now` is the database's time
 * after the locks. */
void ticket_read(struct move *move, const struct store *store, int statement, int row, bool with_task, int64_t now);

/* Takes the ticket along the edge that the wish names: finds the row of the lifecycle, asks its guard, changes the
 * rows. False, with `fault` filled and nothing changed, where that is not allowed. */
bool move_apply(struct move *move, struct fault *fault);

/* guard.c: does the guard of move->edge hold? May fill in what it had to find out. */
bool guard_ask(struct move *move, struct fault *fault);

/* effect.c: changes task and clock as the edge says. */
void effect_make(struct move *move);

/* A command that the state of its ticket refused: its key keeps that answer. */
struct refusal {
    const struct request *request;
    int32_t city_id;
    int64_t ticket_id;
};

/* write.c: the statements that store moves and append their events, up to but not with the commit. Returns the one that
 * appends, or -1 where there are only refusals. */
struct writer;
struct writer *writer_new(void);
void writer_destroy(struct writer **writer);
int moves_send(struct writer *writer, struct store *store, const struct move *moves, size_t count,
               const struct refusal *refusals, size_t refusal_count);

/* Frees what the move holds. */
void move_clear(struct move *move);

#endif
