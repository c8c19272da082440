/* What the one transaction is next: packs to be read, a log to be claimed, a duty, or requests that wait. */
#include "common/base/instant.h"
#include "common/service/worker.h"

/* -- transactions of the main loop's own: packs, and claiming the log ------------------------------------------- */

static void follower_fill(struct worker *worker)
{
    for (size_t i = 0; i < cities_count(worker->cities); i++) {
        const struct pack *pack = cities_at(worker->cities, i);
        if (pack && worker->follower)
            follower_add(worker->follower, pack->city_id, pack->code);
        for (int n = 0; pack && n < SERVICE_ASIDES; n++)
            if (worker->asides[n])
                follower_add(worker->asides[n], pack->city_id, pack->code);
    }
}

static enum work_next cities_work_step(struct work *work, int step)
{
    if (cities_step(work->worker->cities, work->store, step))
        return WORK_MORE;
    follower_fill(work->worker);
    return WORK_ABANDON; /* only read */
}

static enum work_next claim_work_step(struct work *work, int step)
{
    bool more = follower_claim(work->worker->claiming, work->detail, work->store, step, instant_monotonic());
    return more ? WORK_MORE : WORK_COMMIT;
}

static const struct work_kind cities_kind = {.name = "read packs", .step = cities_work_step};
static const struct work_kind claim_kind = {.name = "claim the log", .step = claim_work_step};

/* -- choosing ---------------------------------------------------------------------------------------------------- */

/* A city that one of the consumers should claim: worker->claiming says which. */
static bool claim_choose(struct worker *worker, int64_t now, int64_t *wake)
{
    for (int i = -1; i < SERVICE_ASIDES; i++) {
        worker->claiming = i < 0 ? worker->follower : worker->asides[i];
        if (worker->claiming && (worker->work.detail = follower_to_claim(worker->claiming, now, wake)))
            return true;
    }
    return false;
}

static bool duty_choose(struct worker *worker, int64_t now, int64_t *wake)
{
    struct work *work = &worker->work;
    work->request_count = 0;
    if (cities_due(worker->cities, now, wake)) {
        work->kind = &cities_kind;
        return true;
    }
    if (claim_choose(worker, now, wake)) {
        work->kind = &claim_kind;
        return true;
    }
    if (worker->suspended_until > now) {
        *wake = worker->suspended_until < *wake ? worker->suspended_until : *wake;
        return false;
    }
    for (size_t i = 0; i < worker->service->duty_count; i++) {
        size_t at = (worker->duty_next + i) % worker->service->duty_count;
        const struct duty *duty = &worker->service->duties[at];
        if (duty->ready(worker, now, wake, &work->detail)) {
            work->kind = duty->kind;
            worker->duty_next = at + 1;
            return true;
        }
    }
    return false;
}

static bool requests_choose(struct worker *worker)
{
    if (!worker->queue.count)
        return false;
    queue_take(worker, worker->batch_limit);
    return worker->work.request_count > 0;
}

bool work_choose(struct worker *worker, int64_t now, int64_t *wake)
{
    bool requests_first = worker->requests_next;
    if (worker->resting_until > now) {
        *wake = worker->resting_until < *wake ? worker->resting_until : *wake;
        return false;
    }
    worker->requests_next = !requests_first;
    worker->work.attempt = 0;
    if (requests_first)
        return requests_choose(worker) || duty_choose(worker, now, wake);
    return duty_choose(worker, now, wake) || requests_choose(worker);
}
