/* The invented life of one ticket: its events in order, and what they leave behind. */
#ifndef TESTS_BENCH_HISTORY_LIFE_H
#define TESTS_BENCH_HISTORY_LIFE_H

#include "proto/lifecycle.h"
#include "tests/bench/history/plan.h"

enum { STEPS_MOST = 40, TASKS_MOST = 4, STEP_DATA_BYTES = 80 };

/* One event. */
struct step {
    int64_t at, due_at, done_at; /* NO_INSTANT: none */
    int64_t ticket_id;           /* of what is told to another ticket, else this one's */
    int kind, from, to, version, task;
    int organisation, area, category, actor; /* indices; organisation -1: none; actor -1: the system */
    char data[STEP_DATA_BYTES];              /* JSON, or empty */
};

struct life_task {
    int organisation, state, handler; /* state as task.state */
    int extensions;
    int64_t opened_at, signed_at, handled_at, finished_at, limit_ms, extended_ms, due_at, raised_at, stopped_at;
};

struct life {
    int64_t i, ticket_id;
    struct step steps[STEPS_MOST];
    int count;
    struct life_task tasks[TASKS_MOST];
    int task_count;
    /* Where it stands at the end. */
    int state, version, returns, urges;
    int channel, reporter, area, category; /* as reported */
    int now_category, urgency;
    int64_t received_at, merged_into;
    bool sorted; /* has a row of standing */
    struct chance chance;
};

/* The life of the i-th ticket, up to plan->until. */
void life_make(struct life *life, const struct plan *plan, int64_t i);

#endif
