/* Two intakes can take in more than one dispatch can hand out, and on a full machine would starve it: where the
 * cursor of dispatch lags, intake rests between batches, the longer the further it is behind. It never stops: a
 * complaint is stored even when dispatch is down. */
#include "common/base/instant.h"
#include "common/store/queries.h"
#include "services/intake/intake.h"

enum {
    ASK_US = 100000,
    LAG_FREE = 4096,      /* events that dispatch may be behind */
    REST_US_EACH = 2,     /* rest for each event more */
    REST_US_MOST = 50000, /* of every ASK_US */
};

bool lag_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct intake *intake = worker_state(worker);
    (void)wake; /* of interest only while there is something to take in */
    (void)detail;
    return intake->submitted && now >= intake->lag_asked + ASK_US;
}

static enum work_next lag_step(struct work *work, int step)
{
    struct intake *intake = worker_state(work->worker);
    int64_t now = instant_monotonic();
    if (step == 0) {
        intake->lag_asked = now;
        intake->submitted = false;
        store_send(work->store, &query_dispatch_lag, NULL, 0);
        return WORK_MORE;
    }
    int64_t lag = store_integer(work->store, 0, 0, 0);
    int64_t rest = (lag - LAG_FREE) * REST_US_EACH;
    if (rest > 0)
        worker_pause(work->worker, now + (rest < REST_US_MOST ? rest : REST_US_MOST));
    return WORK_ABANDON;
}

const struct work_kind lag_watch = {.name = "watch the lag of dispatch", .step = lag_step};
