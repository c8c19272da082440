/* What lists and heat maps are found by, kept from the log (lines_take.sql). It has a cursor of its own, which
 * may be behind that of the figures: a ticket costs some 0.2 ms of PostgreSQL's time. */
#include "common/base/instant.h"
#include "common/store/queries.h"
#include "services/tally/tally.h"

/* A step is short, for figures wait behind it, and at most half of a core goes into this while more comes in than it
 * can follow. */
enum { LINES_EVENTS_MAX = 512, LINES_EACH_US = 100000, LINES_REST = 1 };

static struct aside *lines_of(struct worker *worker)
{
    return &((struct tally *)worker_state(worker))->lines;
}

bool lines_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    struct aside *lines = lines_of(worker);
    struct follower *follower = worker_follower_aside(worker, ASIDE_LINES);
    lines->pace.each_us = LINES_EACH_US;
    lines->pace.rest = LINES_REST;
    if (!pace_begin(&lines->pace, follower, now, wake))
        return false;
    *detail = follower_next(follower);
    return *detail != NULL;
}

static enum work_next lines_step(struct work *work, int step)
{
    struct aside *lines = lines_of(work->worker);
    const struct followed *city = work->detail;
    int64_t most = city->pos + LINES_EVENTS_MAX;
    (void)step;
    struct parameter of[] = {P_INTEGER(city->city_id), P_BIGINT(city->pos),
                             P_BIGINT(city->head < most ? city->head : most)};
    /* an area of many tickets that lies elsewhere now takes its time */
    store_send(work->store, &query_verify_patience, NULL, 0);
    lines->moved = store_send(work->store, &query_lines_take, of, 3);
    return WORK_COMMIT;
}

static void lines_done(struct work *work)
{
    struct aside *lines = lines_of(work->worker);
    struct followed *city = work->detail;
    int64_t before = city->pos, now = instant_monotonic();
    if (store_is_null(work->store, lines->moved, 0, 0))
        city->owned = false; /* somebody else is the active one */
    else
        city->pos = store_integer(work->store, lines->moved, 0, 0);
    pace_end(&lines->pace, worker_follower_aside(work->worker, ASIDE_LINES), now);
    if (city->owned && city->pos == before) /* dispatch is not there yet */
        lines->pace.due = now + LINES_EACH_US;
}

const struct work_kind lines_batch = {.name = "lines", .step = lines_step, .done = lines_done};
