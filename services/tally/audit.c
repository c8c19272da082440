/* At half past three in each city, when hardly anybody works: the figures of the two days before, and on Mondays those
 * of the five weeks before. Which night was done stands in the table figures_audit, so that a restart does not repeat
 * it. Where something differs an event says so, with the cells. Nothing is counted meanwhile: tally alone writes
 * figures, so that no snapshot is needed. */
#include "services/tally/audit.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "proto/lifecycle.h"
#include "services/tally/tally.h"

enum { NIGHT_MS = 12600000 /* 03:30 */, DAYS_BEFORE = 2, WEEKS_BEFORE = 35, TOLD_MOST = 10, HELD = 0, DONE = 1 };

static const int64_t look_every_us = INT64_C(60) * 1000000;

static struct audit *audit_of(struct worker *worker)
{
    return &((struct tally *)worker_state(worker))->audit;
}

void audit_clear(struct audit *audit)
{
    verify_destroy(&audit->verify);
    columns_clear(&audit->event);
}

/* The night's own record, made where there is none; NULL where there are too many cities. */
static int32_t *night_of(struct audit *audit, int32_t city_id)
{
    for (int i = 0; i < audit->done_count; i++)
        if (audit->done[i].city_id == city_id)
            return &audit->done[i].day;
    if (audit->done_count == AUDIT_CITIES_MOST)
        return NULL;
    audit->done[audit->done_count].city_id = city_id;
    return &audit->done[audit->done_count++].day;
}

/* The next city whose night has come: that a day of figures begins at half past three makes it so. */
static bool night_find(struct worker *worker, struct audit *audit)
{
    const struct cities *cities = worker_cities(worker);
    for (size_t i = 0; i < cities_count(cities); i++) {
        const struct pack *pack = cities_at(cities, i);
        int32_t *done = pack ? night_of(audit, pack->city_id) : NULL;
        if (!done || !follower_owns(worker_follower(worker), pack->city_id))
            continue;
        audit->city_id = pack->city_id;
        audit->day = pack_date(pack, instant_now() - NIGHT_MS);
        if (*done < audit->day)
            return true;
    }
    return false;
}

bool audit_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    struct audit *audit = audit_of(worker);
    (void)detail;
    if (audit->look_at <= now) {
        if (cities_known(worker_cities(worker)) && night_find(worker, audit))
            return true;
        audit->look_at = now + look_every_us;
    }
    if (audit->look_at < *wake)
        *wake = audit->look_at;
    return false;
}

/* -- the result -------------------------------------------------------------------------------------------------- */

/* Of a city; all else of an event is absent. */
static int alarm_send(struct audit *audit, struct store *store, const struct verified *result)
{
    enum { CITY, KIND = 2, AT = 12, DATA = 15 };
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    json_t *cells = json_array();
    date_print(result->from, from);
    date_print(result->to, to);
    for (size_t i = 0; i < result->differences->kept && i < TOLD_MOST; i++)
        json_array_append_new(cells, json_string(result->differences->texts[i]));
    json_t *data = json_pack("{s:s, s:s, s:I, s:o}", "from", from, "to", to, "differences",
                             (json_int_t)result->differences->count, "cells", cells);
    char *text = json_dumps(data, JSON_COMPACT);
    columns_begin(&audit->event, "ibsssisiiiii@@@j");
    for (int i = 0; i < AT; i++)
        columns_number(&audit->event, i == CITY ? audit->city_id : i == KIND ? EVENT_FIGURES_DIFFER : 0);
    for (int i = AT; i < DATA; i++)
        columns_null(&audit->event);
    columns_text(&audit->event, text, strlen(text));
    free(text);
    json_decref(data);
    store_send(store, &query_log_lock, (struct parameter[]){P_ARRAY(&audit->event.arrays[CITY])}, 1);
    return columns_write(&audit->event, store, &query_event_append);
}

static enum work_next night_end(struct audit *audit, struct store *store)
{
    struct verified result = verify_result(audit->verify);
    const char *first = result.differences->kept ? result.differences->texts[0] : "";
    struct parameter of[] = {P_INTEGER(audit->city_id),   P_INTEGER(audit->day),
                             P_INTEGER(result.from),      P_INTEGER(result.to),
                             P_BIGINT(result.position),   P_BIGINT(result.differences->count),
                             P_TEXT(first, strlen(first))};
    store_send(store, &query_audit_keep, of, sizeof of / sizeof *of);
    audit->appended = result.differences->count ? alarm_send(audit, store, &result) : -1;
    if (result.differences->count)
        log_error("figures differ from the log city=%d differences=%lld first=%s", audit->city_id,
                  (long long)result.differences->count, first);
    return WORK_COMMIT;
}

/* -- the night --------------------------------------------------------------------------------------------------- */

static enum work_next begin_ask(struct audit *audit, struct store *store)
{
    struct parameter of[] = {P_INTEGER(audit->city_id), P_INTEGER(audit->day)};
    verify_destroy(&audit->verify); /* of an attempt that ended early */
    store_send(store, &query_cursor_hold, of, 1);
    store_send(store, &query_audit_done, of, 2);
    return WORK_MORE;
}

static enum work_next night_step(struct work *work, int step)
{
    struct audit *audit = audit_of(work->worker);
    if (step == 0)
        return begin_ask(audit, work->store);
    if (step == 1) {
        if (!store_rows(work->store, HELD)) { /* counted anew just now: later */
            audit->look_at = instant_monotonic() + look_every_us;
            return WORK_ABANDON;
        }
        if (store_integer(work->store, DONE, 0, 0)) {
            *night_of(audit, audit->city_id) = audit->day;
            return WORK_ABANDON;
        }
        int back = date_weekday(audit->day) == 0 ? WEEKS_BEFORE : DAYS_BEFORE;
        audit->verify = verify_new(audit->city_id, audit->day - back, audit->day - 1);
    }
    return verify_step(audit->verify, work->store) ? WORK_MORE : night_end(audit, work->store);
}

static void night_done(struct work *work)
{
    struct audit *audit = audit_of(work->worker);
    *night_of(audit, audit->city_id) = audit->day;
    verify_destroy(&audit->verify);
    if (audit->appended >= 0)
        work_tell(work, audit->appended);
}

const struct work_kind audit_night = {.name = "audit", .step = night_step, .done = night_done};
