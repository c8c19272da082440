/* What a ticket counts for: a pure function of its events.
 *
 * A ticket's events, in the order of the log, make entries: on a day, at an organisation, in an area … it counts for
 * some measures (proto/measures.def). An entry counts from the position that made it; where a later event takes it
 * back, or the ticket is sorted anew, it ends at that event's position, and another may follow it. So figures at any
 * position of the log are the sums of the entries that count there, whoever folds them, in whatever stretches.
 *
 * Pure. Instants are ms since the epoch, days are days since 1970-01-01 of the city's own time zone.
 */
#ifndef COMMON_FIGURES_FOLD_H
#define COMMON_FIGURES_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/instant.h"
#include "proto/measure.h"

enum { HELPERS_MOST = 32 }; /* open at once: dispatch allows 16 */

/* What of an event figures need. */
struct figure_event {
    int64_t pos, ticket_id;
    int64_t at, due_at, done_at; /* due_at, done_at: NO_INSTANT where there is none */
    int64_t was;                 /* clock.changed: when the clock was due before */
    int32_t day, due_day;
    int32_t organisation_id, area_id, category_id, channel_id;
    int16_t kind, task_id;
    int8_t from, to;                   /* of a move */
    int8_t urgency;                    /* 0: the event does not name it */
    int8_t reached, solved, satisfied; /* of a follow-up: 1 yes, 0 no, -1 not said */
    bool handling;                     /* of an alert: of a clock of kind handling */
    int8_t helper_count;
    int32_t helpers[HELPERS_MOST]; /* organisations that are called to help, or the one whose help it tells of */
    int64_t help_due;              /* when they had to be there, or to be done; NO_INSTANT: without a limit */
};

struct figure_entry {
    int64_t since, until; /* positions; until 0: it counts */
    int64_t event_pos;    /* the event that it tells of */
    uint64_t measures;
    int32_t day, organisation_id, area_id, category_id, channel_id;
    int32_t handling_s, solving_s, stay_s; /* -1: none */
    int8_t urgency, state;                 /* state 0: none was left */
};

/* The fold under way. Zeroed is a ticket without events; its memory is used again by the next one. */
struct fold {
    struct figure_entry *entries; /* in the order in which they came to count */
    size_t count, capacity;
    /* Where the ticket stands. */
    int32_t holder, area_id, category_id, channel_id; /* holder: whose open ticket it is; 0: the command centre's */
    int8_t urgency, state;
    int16_t lead;
    int64_t received_at, entered_at, handed_at, contacted_at, due_at, overdue_due; /* overdue_due: what ran out */
    bool overdue;
    int helper_count;
    int32_t helpers[HELPERS_MOST]; /* organisations whose help is open, in the order of their calls */
    int due_entry;                 /* index; -1: none that moves with the ticket */
};

/* Begins another ticket. */
void fold_begin(struct fold *fold);

/* Takes in its next event. */
void fold_take(struct fold *fold, const struct figure_event *event);

void fold_clear(struct fold *fold);

#endif
