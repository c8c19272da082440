/* Rollups: a stretch of the log is counted and the cursor moved over it in one statement (rollup_add.sql). */
#include "common/base/instant.h"
#include "common/store/queries.h"
#include "services/report/report.h"

enum { COUNT_EVENTS_MAX = 20000, COUNT_EACH_US = 250000 };

/* Not for each event by itself: figures that are a quarter of a second old are new enough, and counting many at once
 * costs little more than counting one. */
bool count_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct report *report = worker_state(worker);
    int64_t due = report->counted_at + COUNT_EACH_US;
    if (!follower_lag(worker_follower(worker)))
        return false;
    if (due > now) {
        *wake = due < *wake ? due : *wake;
        return false;
    }
    *detail = follower_next(worker_follower(worker));
    return *detail != NULL;
}

static enum work_next count_step(struct work *work, int step)
{
    struct report *report = worker_state(work->worker);
    const struct followed *city = work->detail;
    int64_t most = city->pos + COUNT_EVENTS_MAX;
    (void)step;
    report->count_to = city->head < most ? city->head : most;
    struct parameter of[] = {P_INTEGER(city->city_id), P_BIGINT(city->pos), P_BIGINT(report->count_to)};
    report->counted = store_send(work->store, &query_rollup_add, of, 3);
    return WORK_COMMIT;
}

static void count_done(struct work *work)
{
    struct report *report = worker_state(work->worker);
    struct followed *city = work->detail;
    if (store_integer(work->store, report->counted, 0, 0) == 1)
        city->pos = report->count_to;
    else
        city->owned = false; /* somebody else is the active one */
    if (follower_lag(worker_follower(work->worker)) < COUNT_EVENTS_MAX)
        report->counted_at = instant_monotonic();
}

const struct work_kind count_batch = {.name = "count", .step = count_step, .done = count_done};
