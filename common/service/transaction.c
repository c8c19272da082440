/* The one transaction under way: begun from requests or a duty, moved step by step, committed, answered. */
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/service/worker.h"

enum { ATTEMPTS_MAX = 4, OUTDATED_MOST = 4 };

/* -- moving on --------------------------------------------------------------------------------------------------- */

static void next_send(struct worker *worker, enum work_next next)
{
    static const int phases[] = {[WORK_MORE] = PHASE_STEP,
                                 [WORK_COMMIT] = PHASE_COMMIT,
                                 [WORK_ABANDON] = PHASE_ABANDON,
                                 [WORK_OUTDATED] = PHASE_OUTDATED};
    if (next == WORK_COMMIT)
        store_commit(worker->store);
    else if (next == WORK_ABANDON || next == WORK_OUTDATED)
        store_rollback(worker->store);
    worker->phase = phases[next];
    store_sync(worker->store);
}

static void work_begin(struct worker *worker)
{
    worker->working = true;
    worker->step = 0;
    (worker->work.kind->snapshot ? store_begin_snapshot : store_begin)(worker->store);
    next_send(worker, worker->work.kind->step(&worker->work, 0));
}

/* Puts the requests back where they came from, but for those that have their answer already. */
static void requests_return(struct worker *worker)
{
    struct work *work = &worker->work;
    for (size_t i = work->request_count; i-- > 0;)
        if (work->requests[i]) {
            work->requests[i]->answered = false;
            queue_push_front(&worker->queue, work->requests[i]);
        }
    work->request_count = 0;
}

static void requests_answer(struct worker *worker)
{
    struct work *work = &worker->work;
    for (size_t i = 0; i < work->request_count; i++) {
        if (!work->requests[i])
            continue; /* deferred */
        if (!work->requests[i]->answered)
            log_abort("a request was left without an answer work=%s", work->kind->name);
        worker_answer(worker, work->requests[i]);
    }
    work->request_count = 0;
}

/* A request whose packs were still not the newest after they were read again: they cannot be read here. */
static void outdated_answer(struct request *request)
{
    struct fault fault;
    fault_set(&fault, "starting", NULL, "the newest pack of the city is not read yet");
    request_refuse(request, REPLY_UNAVAILABLE, &fault);
}

/* The packs are read first, then the requests are checked anew when they are taken from the queue (queue_take). */
static void work_outdated(struct worker *worker)
{
    struct work *work = &worker->work;
    worker->working = false;
    log_info("a pack has a newer version work=%s requests=%zu", work->kind->name, work->request_count);
    cities_expire(worker->cities);
    worker->requests_next = false;
    for (size_t i = 0; i < work->request_count; i++)
        if (work->requests[i] && ++work->requests[i]->outdated > OUTDATED_MOST) {
            outdated_answer(work->requests[i]);
            worker_answer(worker, work->requests[i]);
            work->requests[i] = NULL;
        }
    requests_return(worker);
}

static void work_end(struct worker *worker)
{
    worker->working = false;
    if (worker->phase == PHASE_COMMIT) {
        worker->batches++;
        if (worker->work.kind->done)
            worker->work.kind->done(&worker->work);
    }
    requests_answer(worker);
    if (worker->batch_limit < WORK_REQUESTS_MAX)
        worker->batch_limit *= 2;
}

/* One request, or one duty, that SQL refuses by itself. */
static void work_refuse(struct worker *worker, const struct store_error *error)
{
    log_error("refused by the database work=%s state=%s constraint=%s: %s", worker->work.kind->name, error->state,
              error->constraint, error->message);
    if (!worker->work.request_count) {
        worker->suspended_until = instant_monotonic() + WORKER_SUSPEND_US;
        return;
    }
    struct fault fault;
    fault_set(&fault, "not_stored", NULL, "the database refuses this (%s): %s", error->state, error->message);
    request_refuse(worker->work.requests[0], REPLY_REFUSED, &fault);
    requests_answer(worker);
}

/* Closes the gaps of requests that were deferred: they are no longer of this work. */
static void requests_close_up(struct work *work)
{
    size_t kept = 0;
    for (size_t i = 0; i < work->request_count; i++)
        if (work->requests[i])
            work->requests[kept++] = work->requests[i];
    work->request_count = kept;
}

static void work_fail(struct worker *worker)
{
    struct work *work = &worker->work;
    struct store_error error = *store_error(worker->store);
    worker->working = false;
    if (strcmp(error.constraint, "pack_current") == 0) {
        work_outdated(worker);
    } else if (error.class == STORE_RETRY || error.class == STORE_NOT_YET) {
        log_warning("transaction to be done again work=%s state=%s: %s", work->kind->name, error.state, error.message);
        if (error.class == STORE_NOT_YET)
            worker->resting_until = instant_monotonic() + WORKER_REST_US;
        requests_return(worker);
    } else if (work->kind->retry && work->attempt < ATTEMPTS_MAX && work->kind->retry(work, &error)) {
        work->attempt++;
        requests_close_up(work);
        work_begin(worker);
    } else if (work->request_count > 1) { /* find the one that is at fault by halving */
        worker->batch_limit = (work->request_count + 1) / 2;
        requests_return(worker);
    } else {
        work_refuse(worker, &error);
    }
}

static void step_take(struct worker *worker)
{
    if (store_error(worker->store)->class != STORE_NO_ERROR)
        work_fail(worker);
    else if (worker->phase == PHASE_OUTDATED)
        work_outdated(worker);
    else if (worker->phase != PHASE_STEP)
        work_end(worker);
    else
        next_send(worker, worker->work.kind->step(&worker->work, ++worker->step));
}

/* -- the connection ---------------------------------------------------------------------------------------------- */

static void connection_lost(struct worker *worker, int64_t now)
{
    if (worker->working)
        work_fail(worker);
    if (worker->follower)
        follower_disown(worker->follower);
    for (int i = 0; i < SERVICE_ASIDES; i++)
        if (worker->asides[i])
            follower_disown(worker->asides[i]);
    if (worker->service->lost)
        worker->service->lost(worker->state);
    if (!worker->connect_at) {
        int64_t pause = worker->connect_pause / 2 + random() % (worker->connect_pause / 2 + 1);
        worker->connect_at = now + pause; /* with jitter: not all workers at once */
        worker->connect_pause =
            worker->connect_pause * 2 < CONNECT_MOST_US ? worker->connect_pause * 2 : CONNECT_MOST_US;
        log_warning("no connection to postgresql, next try in %lld ms: %s", (long long)pause / 1000,
                    store_error(worker->store)->message);
    } else if (now >= worker->connect_at) {
        worker->connect_at = 0;
        store_connect(worker->store);
    }
}

int64_t worker_advance(struct worker *worker)
{
    for (;;) {
        int64_t now = instant_monotonic(), wake = now + 1000000;
        enum store_state state = store_advance(worker->store);
        if (state == STORE_LOST) {
            connection_lost(worker, now);
            if (store_state(worker->store) == STORE_LOST)
                return worker->connect_at ? worker->connect_at : now;
        } else if (state == STORE_STEP && worker->working) {
            step_take(worker);
        } else if (state == STORE_IDLE || state == STORE_STEP) {
            worker->connect_pause = CONNECT_LEAST_US;
            if (!work_choose(worker, now, &wake))
                return wake;
            work_begin(worker);
        } else {
            return wake;
        }
    }
}

void worker_drop(struct worker *worker)
{
    if (worker->working)
        requests_return(worker);
    worker->working = false;
}

void work_defer(struct work *work, struct request *request)
{
    for (size_t i = 0; i < work->request_count; i++)
        if (work->requests[i] == request) {
            work->requests[i] = NULL;
            queue_push(&work->worker->queue, request);
            return;
        }
}
