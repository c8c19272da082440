/* Fire what is due, tell of it, sleep until the next is due. Several watchers may run: what one has locked the others
 * pass over, and an alert's key lets it be raised once. PostgreSQL's clock decides; ours only says when to ask. */
#include "services/deadline/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/city/ladder.h"
#include "common/store/queries.h"
#include "services/deadline/deadline.h"

enum {
    LOOK_LEAST_US = 20000,  /* between two looks because the log has grown */
    AFTER_US = 1000,        /* a clock fires in the first millisecond after its time */
    FIRED_MOST = 2000,      /* in one transaction */
    LOOK_MOST_US = 1000000, /* without any reason: the clock may have been stepped, a heartbeat lost */
};

/* Statements of a look. */
enum { NEXT, FIRED };

struct watch {
    int64_t looked; /* monotonic µs */
    int64_t next;   /* when the next clock is due, as far as known */
    bool grown;     /* a log has grown since */
    bool asked;     /* the look under way fires what is due, and does not only ask when the next is */
    int appended;   /* statement that appends the events */
    struct array city, ticket, clock, step, step_kind, step_at, due;
    struct array kind, zero_state, zero_integer, task, organisation, area, category, channel, none_at, data;
};

struct watch *watch_new(void)
{
    return memory_new(1, sizeof(struct watch));
}

void watch_destroy(struct watch **watch)
{
    for (struct array *array = &(*watch)->city; array <= &(*watch)->data; array++)
        array_clear(array);
    free(*watch);
    *watch = NULL;
}

void watch_hear(struct watch *watch)
{
    watch->grown = true;
}

static struct watch *watch_of(struct worker *worker)
{
    return ((struct deadline *)worker_state(worker))->watch;
}

bool watch_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct watch *watch = watch_of(worker);
    int64_t due = watch->looked + LOOK_MOST_US;
    (void)detail;
    if (watch->grown)
        due = watch->looked + LOOK_LEAST_US;
    if (watch->next < due)
        due = watch->next;
    if (due < *wake)
        *wake = due;
    return due <= now;
}

/* Of a ladder, steps before the overdue one are warnings, those after it escalations. */
static enum event_kind event_of(int64_t step, int64_t overdue)
{
    return step < overdue ? EVENT_CLOCK_WARNING : step == overdue ? EVENT_CLOCK_OVERDUE : EVENT_CLOCK_ESCALATED;
}

static enum step_kind step_of(int64_t step, int64_t overdue)
{
    return step < overdue ? STEP_WARNING : step == overdue ? STEP_OVERDUE : STEP_ESCALATION;
}

/* Which clock, which step of its ladder, and by how much the alert is late itself. */
static void data_add(struct watch *watch, int64_t clock, int64_t step, int64_t late_ms)
{
    char text[120];
    int length = snprintf(text, sizeof text, "{\"clock\":\"%s\",\"step\":%d,\"late_ms\":%lld}",
                          lifecycle_clock_name((int)clock), (int)step, (long long)late_ms);
    array_add_text(&watch->data, text, (size_t)length);
}

static void instant_copy(struct array *array, const struct store *store, int row, int column)
{
    if (store_is_null(store, FIRED, row, column))
        array_add_null(array);
    else
        array_add_instant(array, store_instant(store, FIRED, row, column));
}

static void fired_add(struct watch *watch, const struct store *store, int row)
{
    int64_t step = store_integer(store, FIRED, row, 4), overdue = store_integer(store, FIRED, row, 11);
    array_add_integer(&watch->city, store_integer(store, FIRED, row, 0));
    array_add_integer(&watch->ticket, store_integer(store, FIRED, row, 1));
    array_add_integer(&watch->clock, store_integer(store, FIRED, row, 2));
    array_add_integer(&watch->task, store_integer(store, FIRED, row, 3));
    array_add_integer(&watch->step, step);
    array_add_integer(&watch->step_kind, step_of(step, overdue));
    instant_copy(&watch->step_at, store, row, 5);
    instant_copy(&watch->due, store, row, 6);
    array_add_integer(&watch->organisation, store_integer(store, FIRED, row, 7));
    array_add_integer(&watch->area, store_integer(store, FIRED, row, 8));
    array_add_integer(&watch->category, store_integer(store, FIRED, row, 9));
    array_add_integer(&watch->channel, store_integer(store, FIRED, row, 10));
    array_add_integer(&watch->kind, event_of(step, overdue));
    array_add_integer(&watch->zero_state, 0);
    array_add_integer(&watch->zero_integer, 0);
    array_add_null(&watch->none_at);
    data_add(watch, store_integer(store, FIRED, row, 12), step, store_integer(store, FIRED, row, 13));
}

static void arrays_start(struct watch *watch)
{
    static const enum array_type types[] = {
        ARRAY_INTEGER, ARRAY_BIGINT,   ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_INSTANT,
        ARRAY_INSTANT, ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_INTEGER,  ARRAY_SMALLINT, ARRAY_INTEGER,
        ARRAY_INTEGER, ARRAY_INTEGER,  ARRAY_INTEGER,  ARRAY_INSTANT,  ARRAY_JSONB,
    };
    struct array *arrays = &watch->city;
    _Static_assert(offsetof(struct watch, data) - offsetof(struct watch, city) ==
                       (sizeof types / sizeof *types - 1) * sizeof(struct array),
                   "one type an array");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        array_start(&arrays[i], types[i]);
}

static void fired_tell(struct watch *watch, struct store *store)
{
    struct parameter alert[] = {P_ARRAY(&watch->city), P_ARRAY(&watch->ticket),    P_ARRAY(&watch->clock),
                                P_ARRAY(&watch->step), P_ARRAY(&watch->step_kind), P_ARRAY(&watch->step_at)};
    struct parameter event[] = {
        P_ARRAY(&watch->city),       P_ARRAY(&watch->ticket),       P_ARRAY(&watch->kind),
        P_ARRAY(&watch->zero_state), P_ARRAY(&watch->zero_state),   P_ARRAY(&watch->zero_integer),
        P_ARRAY(&watch->task),       P_ARRAY(&watch->zero_integer), P_ARRAY(&watch->organisation),
        P_ARRAY(&watch->area),       P_ARRAY(&watch->category),     P_ARRAY(&watch->channel),
        P_ARRAY(&watch->none_at),    P_ARRAY(&watch->due),          P_ARRAY(&watch->none_at),
        P_ARRAY(&watch->data)};
    store_send(store, &query_alert_insert, alert, 6);
    store_send(store, &query_log_lock, event, 1);
    watch->appended = store_send(store, &query_event_append, event, sizeof event / sizeof *event);
}

static void next_note(struct watch *watch, const struct store *store)
{
    watch->next = INT64_MAX;
    if (!store_is_null(store, NEXT, 0, 0)) {
        int64_t left = store_integer(store, NEXT, 0, 0) - store_integer(store, NEXT, 0, 1); /* both µs since 2000 */
        watch->next = instant_monotonic() + (left > 0 ? left : 0) + AFTER_US;
    }
}

static enum work_next fire_step(struct work *work, int step)
{
    struct watch *watch = watch_of(work->worker);
    if (step == 0) {
        watch->looked = instant_monotonic();
        watch->grown = false;
        watch->asked = watch->next <= watch->looked;
        store_send(work->store, &query_clock_next, NULL, 0);
        if (watch->asked)
            store_send(work->store, &query_clock_fire, (struct parameter[]){P_INTEGER(FIRED_MOST)}, 1);
        return WORK_MORE;
    }
    int rows = watch->asked ? store_rows(work->store, FIRED) : 0;
    next_note(watch, work->store);
    if (!rows) { /* what is due and was not given to us is locked by somebody: soon again */
        if (watch->asked && watch->next < watch->looked + LOOK_LEAST_US)
            watch->next = watch->looked + LOOK_LEAST_US;
        return WORK_ABANDON;
    }
    arrays_start(watch);
    for (int row = 0; row < rows; row++)
        fired_add(watch, work->store, row);
    watch->next = 0; /* there may be more */
    fired_tell(watch, work->store);
    return WORK_COMMIT;
}

static void fire_done(struct work *work)
{
    const struct watch *watch = watch_of(work->worker);
    work_tell(work, watch->appended);
}

const struct work_kind watch_fire = {.name = "fire", .step = fire_step, .done = fire_done};
