/* At half past three in each city, when hardly anybody works: the figures of the two days before, and on Mondays those
 * of the five weeks before; and one of the frozen periods, in turn. Which night was done stands in the table
 * figures_audit, so that a restart does not repeat it. Where something differs an event says so, with the cells.
 * Nothing is counted meanwhile: tally alone writes figures, so that no snapshot is needed. */
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

enum {
    NIGHT_MS = 12600000 /* 03:30 */,
    DAYS_BEFORE = 2,
    WEEKS_BEFORE = 35,
    TOLD_MOST = 10,
    HELD = 0,
    DONE = 1,
    TURN = 2
};

static const int64_t look_every_us = INT64_C(60) * 1000000;

static struct audit *audit_of(struct worker *worker)
{
    return &((struct tally *)worker_state(worker))->audit;
}

void audit_clear(struct audit *audit)
{
    verify_destroy(&audit->verify);
    frozen_check_destroy(&audit->frozen);
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

/* What of it differs, and the first ones in words. */
static void cells_tell(json_t *cells, const struct differences *differences)
{
    for (size_t i = 0; i < differences->kept && json_array_size(cells) < TOLD_MOST; i++)
        json_array_append_new(cells, json_string(differences->texts[i]));
}

/* Of a city and the days of a verification; all else of an event is absent. */
static int alarm_send(struct audit *audit, struct store *store, const struct verified *of, int64_t count, json_t *cells)
{
    enum { CITY, KIND = 2, AT = 12, DATA = 15 };
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    date_print(of->from, from);
    date_print(of->to, to);
    json_t *data =
        json_pack("{s:s, s:s, s:I, s:O}", "from", from, "to", to, "differences", (json_int_t)count, "cells", cells);
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

static void frozen_end(const struct audit *audit, struct store *store, const struct verified *frozen)
{
    struct parameter of[] = {P_INTEGER(audit->city_id), P_INTEGER(audit->freeze_id),
                             P_BIGINT(frozen->differences->count)};
    store_send(store, &query_frozen_verified, of, sizeof of / sizeof *of);
}

static enum work_next night_end(struct audit *audit, struct store *store)
{
    struct verified result = verify_result(audit->verify), frozen = {0};
    json_t *cells = json_array();
    int64_t count = result.differences->count;
    cells_tell(cells, result.differences);
    if (audit->frozen) {
        frozen = frozen_check_result(audit->frozen);
        cells_tell(cells, frozen.differences);
        count += frozen.differences->count;
        frozen_end(audit, store, &frozen);
    }
    const char *first = count ? json_string_value(json_array_get(cells, 0)) : "";
    struct parameter of[] = {P_INTEGER(audit->city_id),   P_INTEGER(audit->day),     P_INTEGER(result.from),
                             P_INTEGER(result.to),        P_BIGINT(result.position), P_BIGINT(count),
                             P_TEXT(first, strlen(first))};
    store_send(store, &query_audit_keep, of, sizeof of / sizeof *of);
    audit->appended =
        count ? alarm_send(audit, store, result.differences->count ? &result : &frozen, count, cells) : -1;
    if (count)
        log_error("figures differ from the log city=%d differences=%lld first=%s", audit->city_id, (long long)count,
                  first);
    json_decref(cells);
    return WORK_COMMIT;
}

/* -- the night --------------------------------------------------------------------------------------------------- */

static enum work_next begin_ask(struct audit *audit, struct store *store)
{
    struct parameter of[] = {P_INTEGER(audit->city_id), P_INTEGER(audit->day)};
    verify_destroy(&audit->verify); /* of an attempt that ended early */
    frozen_check_destroy(&audit->frozen);
    store_send(store, &query_cursor_hold, of, 1);
    store_send(store, &query_audit_done, of, 2);
    store_send(store, &query_frozen_turn, of, 1);
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
        audit->freeze_id = store_rows(work->store, TURN) ? (int32_t)store_integer(work->store, TURN, 0, 0) : 0;
    }
    if (verify_step(audit->verify, work->store))
        return WORK_MORE;
    if (audit->freeze_id && !audit->frozen)
        audit->frozen = frozen_check_new(audit->city_id, audit->freeze_id);
    return audit->frozen && frozen_check_step(audit->frozen, work->store) ? WORK_MORE : night_end(audit, work->store);
}

static void night_done(struct work *work)
{
    struct audit *audit = audit_of(work->worker);
    *night_of(audit, audit->city_id) = audit->day;
    verify_destroy(&audit->verify);
    frozen_check_destroy(&audit->frozen);
    if (audit->appended >= 0)
        work_tell(work, audit->appended);
}

const struct work_kind audit_night = {.name = "audit", .step = night_step, .done = night_done};
