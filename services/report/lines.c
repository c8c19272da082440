/* What lists are found by, kept from the log (ticket_line_take in lists.sql of the migrations). It has a cursor of its
 * own, so that figures never wait for it: a ticket costs some 0.2 ms of PostgreSQL's time. */
#include "common/base/instant.h"
#include "common/store/queries.h"
#include "services/report/report.h"

/* A step is short, for queries wait behind it, and at most half of a core goes into this while more comes in than it
 * can follow. */
enum { LINES_EVENTS_MAX = 128, LINES_EACH_US = 100000, LINES_REST = 1 };

bool lines_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    struct report *report = worker_state(worker);
    struct follower *follower = worker_follower_aside(worker, ASIDE_LINES);
    report->lines_pace.each_us = LINES_EACH_US;
    report->lines_pace.rest = LINES_REST;
    if (!pace_begin(&report->lines_pace, follower, now, wake))
        return false;
    *detail = follower_next(follower);
    return *detail != NULL;
}

static enum work_next lines_step(struct work *work, int step)
{
    struct report *report = worker_state(work->worker);
    const struct followed *city = work->detail;
    int64_t most = city->pos + LINES_EVENTS_MAX;
    (void)step;
    report->lines_to = city->head < most ? city->head : most;
    struct parameter of[] = {P_INTEGER(city->city_id), P_BIGINT(city->pos), P_BIGINT(report->lines_to)};
    report->lines_taken = store_send(work->store, &query_lines_take, of, 3);
    return WORK_COMMIT;
}

static void lines_done(struct work *work)
{
    struct report *report = worker_state(work->worker);
    struct followed *city = work->detail;
    if (store_integer(work->store, report->lines_taken, 0, 0))
        city->pos = report->lines_to;
    else
        city->owned = false; /* somebody else is the active one */
    pace_end(&report->lines_pace, worker_follower_aside(work->worker, ASIDE_LINES), instant_monotonic());
}

const struct work_kind lines_batch = {.name = "lines", .step = lines_step, .done = lines_done};
