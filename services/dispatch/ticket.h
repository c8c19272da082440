/* A ticket as it was read under its lock and as it will be written: where it stands, its tasks and its clocks. */
#ifndef SERVICES_DISPATCH_TICKET_H
#define SERVICES_DISPATCH_TICKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/instant.h"
#include "common/city/pack.h"
#include "common/time/clock.h"
#include "proto/lifecycle.h"

enum {
    GROUP_MOST = 16,        /* organisations that one move names: co-handlers, or to whom it is offered */
    OPEN_TASKS_MOST = 17,   /* of one ticket: the lead and as many co-handlers as a move can name */
    NUMBERS_MOST = 32000,   /* of tasks, and of clocks, of one ticket in its life: they are a smallint */
    CLOCK_ENTRIES_MOST = 4, /* of one clock in one move */
    NEW_TASKS_MOST = GROUP_MOST + 1,
    NEW_CLOCKS_MOST = 2 * NEW_TASKS_MOST + 3, /* each task's, those of its co-handlers' reporting in, and the state's */
};

/* Numbers are stored in the database: never reuse or change one. */
enum task_role { TASK_LEAD = 1, TASK_CO = 2, TASK_CHECK = 3, TASK_OFFER = 4 };
enum task_state {
    TASK_OPEN = 1,
    TASK_SIGNED = 2,
    TASK_HANDLED = 3,
    TASK_DONE = 4,
    TASK_RETURNED = 5,
    TASK_CANCELLED = 6,
    TASK_GIVEN = 7,
    TASK_SUBMITTED = 8,
    TASK_RELEASED = 9,
    TASK_MOVED = 10,
    TASK_ESCALATED = 11,
};
enum mark {
    MARK_FINAL = 1,            /* who has it was decided for good: it is not returned any more */
    MARK_SUSPENDED = 2,        /* it was suspended once */
    MARK_RATED = 4,            /* by its reporter */
    MARK_REACHED = 8,          /* the last follow-up reached the reporter */
    MARK_SUPERVISED = 16,      /* 督办 */
    MARK_EXTENSION_ASKED = 32, /* an extension waits for a decision */
    MARK_APPEALED = 64,        /* the lead task was appealed for once */
    MARK_APPEAL_WAITS = 128,   /* for a reviewer */
};

/* What a batch does to a row. */
enum row_change { ROW_KEPT, ROW_NEW, ROW_CHANGED };

struct ticket_row {
    int32_t city_id;
    int64_t ticket_id;
    enum ticket_state state;
    int32_t version, channel_id, category_id, area_id, pack_version, reporter_id;
    int64_t received_at;
    int32_t organisation_id; /* that holds the lead task; 0: none */
    int16_t task_id;         /* the lead task; 0: none */
    bool archived;           /* events of it are not in the log: figures cannot be folded */
    int16_t returns;
    int16_t tasks, clocks; /* numbers given so far */
    int32_t marks;         /* set of enum mark */
};

/* What most tickets never have. */
struct standing_row {
    enum row_change change;
    int16_t urgency; /* 1 emergency … 4 can wait */
    const char *standard;
    size_t standard_length; /* 0: none */
    int16_t urges, calls;
    int64_t urged_at;
    int32_t asked_by, agreed_by; /* persons; 0: nobody */
    int64_t asked_ms;
    int64_t merged_into; /* 0: it was not merged */
};

struct task_row {
    enum row_change change;
    int16_t task_id;
    enum task_role role;
    enum task_state state;
    int32_t organisation_id;
    int32_t handler_id, called_by; /* persons; 0: none */
    int64_t opened_at, signed_at, handled_at, finished_at;
    int16_t extensions, rating; /* rating 0: not rated */
    int64_t extended_ms;        /* by extensions, in ms of the limit's kind of time */
    bool exempt;
    const char *result; /* a new one, or NULL */
    size_t result_length;
};

struct clock_row {
    enum row_change change;
    int16_t clock_id, task_id; /* task_id 0: it is the ticket's */
    enum clock_kind kind;
    int32_t organisation_id, pack_version;
    int32_t version; /* how many entries its ledger has */
    struct clock_state state;
    int64_t ran_until; /* before the newest entry; what came in the ladder until then is a fact */
    int64_t steps[LADDER_STEPS_MOST];
    int step_count, overdue_step; /* 1-based */
    int next_step;
    int64_t next_at; /* when it alerts next; NO_INSTANT: it does not */
    struct ledger_entry {
        struct clock_entry entry;
        int64_t due_at;
        int32_t pack_version, organisation_id; /* by whose calendar it is counted from then on */
    } entries[CLOCK_ENTRIES_MOST];             /* new ones */
    int entry_count;
};

/* An event of the log that is no move, on this or another ticket. */
struct told {
    enum event_kind kind;
    struct ticket_row ticket; /* what of it the event needs */
    int64_t other;            /* the ticket that it is about; 0: it is about this one, and data says what */
    int64_t was, due;         /* of a clock that was derived anew: when it was due, and when it is */
    int16_t clock_id;
};

#endif
