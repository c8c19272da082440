/* What near-duplicates are found by, kept from the log (similar_add.sql). It has a cursor of its own, which may be
 * behind that of the figures: a row costs some 50 µs of PostgreSQL's time, most of it for the index of trigrams. */
#include "common/base/instant.h"
#include "common/store/queries.h"
#include "services/tally/tally.h"

/* A step is short, for figures wait behind it; and three parts of rest follow on one of work, so that at most a quarter
 * of a core goes into this while complaints come in faster than it can follow. */
enum { SIMILAR_EVENTS_MAX = 128, SIMILAR_EACH_US = 250000, SIMILAR_REST = 3 };

static struct aside *similar_of(struct worker *worker)
{
    return &((struct tally *)worker_state(worker))->similar;
}

bool similar_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    struct aside *similar = similar_of(worker);
    struct follower *follower = worker_follower_aside(worker, ASIDE_SIMILAR);
    similar->pace.each_us = SIMILAR_EACH_US;
    similar->pace.rest = SIMILAR_REST;
    if (!pace_begin(&similar->pace, follower, now, wake))
        return false;
    *detail = follower_next(follower);
    return *detail != NULL;
}

static enum work_next similar_step(struct work *work, int step)
{
    struct aside *similar = similar_of(work->worker);
    const struct followed *city = work->detail;
    int64_t most = city->pos + SIMILAR_EVENTS_MAX;
    (void)step;
    similar->to = city->head < most ? city->head : most;
    struct parameter of[] = {P_INTEGER(city->city_id), P_BIGINT(city->pos), P_BIGINT(similar->to)};
    similar->moved = store_send(work->store, &query_similar_add, of, 3);
    return WORK_COMMIT;
}

static void similar_done(struct work *work)
{
    struct aside *similar = similar_of(work->worker);
    struct followed *city = work->detail;
    if (store_integer(work->store, similar->moved, 0, 0) == 1)
        city->pos = similar->to;
    else
        city->owned = false; /* somebody else is the active one */
    pace_end(&similar->pace, worker_follower_aside(work->worker, ASIDE_SIMILAR), instant_monotonic());
}

const struct work_kind similar_batch = {.name = "similar", .step = similar_step, .done = similar_done};
