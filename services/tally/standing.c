/* When standing reports are due, and their making. Whoever counts a city's figures makes its reports, so that one
 * worker does; the key of the table sees to it that each period is made once whatever happens. After a standstill the
 * periods that were missed are made in their order; where there is no report yet, the last period that is due is the
 * first. */
#include "services/tally/standing.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/city/notify_file.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "common/time/zone.h"
#include "services/tally/tally.h"

enum { LOOK_US = 30000000, LOOK_AGAIN_US = 1000000, DAY_SECONDS = 86400 };
enum { KNOWN, COUNTED }; /* statements of a look */

static struct standing *standing_of(struct worker *worker)
{
    return &((struct tally *)worker_state(worker))->standing;
}

static void city_clear(struct standing_city *city)
{
    free(city->made);
    city->made = NULL;
    city->made_count = 0;
}

void standing_clear(struct standing *standing)
{
    for (size_t i = 0; i < standing->city_count; i++)
        city_clear(&standing->cities[i]);
    free(standing->cities);
    question_clear(&standing->question);
    answering_clear(&standing->answering);
    json_decref(standing->body);
}

static struct standing_city *city_of(struct standing *standing, int32_t city_id)
{
    for (size_t i = 0; i < standing->city_count; i++)
        if (standing->cities[i].city_id == city_id)
            return &standing->cities[i];
    standing->cities = memory_resize(standing->cities, standing->city_count + 1, sizeof *standing->cities);
    standing->cities[standing->city_count] = (struct standing_city){.city_id = city_id, .counted_to = INT64_MIN};
    return &standing->cities[standing->city_count++];
}

/* -- what is due ------------------------------------------------------------------------------------------------- */

static struct standing_made *made_of(const struct standing_city *city, const char *name)
{
    for (size_t i = 0; i < city->made_count; i++)
        if (strcmp(city->made[i].name, name) == 0)
            return &city->made[i];
    return NULL;
}

static void made_set(struct standing_city *city, const char *name, int32_t first)
{
    struct standing_made *made = made_of(city, name);
    if (!made) {
        city->made = memory_resize(city->made, city->made_count + 1, sizeof *city->made);
        made = &city->made[city->made_count++];
        *made = (struct standing_made){.name = ""};
        memcpy(made->name, name, strnlen(name, sizeof made->name - 1));
    }
    made->first = first;
}

/* The period of a report that is to be made next. */
static int32_t period_next(const struct standing_city *city, const struct standing_report *report,
                           const struct zone *zone, int64_t now_ms)
{
    const struct standing_made *made = made_of(city, report->name);
    return made ? report_period_next(report->kind, report_period_first(report->kind, made->first))
                : report_last_due(report, zone, now_ms);
}

/* The report of a city that has been due the longest; NULL, with *soonest (ms) brought forward, where none is. */
static const struct standing_report *due_find(const struct standing_city *city, const struct pack *pack, int64_t now_ms,
                                              int32_t *first, int64_t *soonest)
{
    const struct standing_reports *reports = pack_reports(pack);
    const struct standing_report *found = NULL;
    int64_t earliest = now_ms;
    for (int i = 0; i < reports->count; i++) {
        const struct standing_report *report = &reports->list[i];
        int32_t next = period_next(city, report, pack->zone, now_ms);
        int64_t due = report_due(report, pack->zone, next);
        if (due <= now_ms && (!found || due < earliest)) {
            found = report;
            earliest = due;
            *first = next;
        }
        if (due > now_ms && due < *soonest)
            *soonest = due;
    }
    return found;
}

/* When the period of a report has ended, in ms. */
static int64_t period_end(const struct standing_report *report, const struct zone *zone, int32_t first)
{
    return zone_instant(zone, (int64_t)report_period_next(report->kind, first) * DAY_SECONDS);
}

static void wake_by(int64_t *wake, int64_t now, int64_t now_ms, int64_t at_ms)
{
    int64_t pause = at_ms - now_ms < LOOK_US / 1000 ? (at_ms - now_ms) * 1000 : LOOK_US;
    if (now + pause < *wake)
        *wake = now + pause;
}

/* -- looking ----------------------------------------------------------------------------------------------------- */

bool standing_look_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    struct standing *standing = standing_of(worker);
    struct cities *cities = worker_cities(worker);
    int64_t now_ms = instant_now();
    for (size_t i = 0; i < cities_count(cities); i++) {
        const struct pack *pack = cities_at(cities, i);
        if (!pack || !pack->zone || !follower_owns(worker_follower(worker), pack->city_id))
            continue;
        struct standing_city *city = city_of(standing, pack->city_id);
        int32_t first = 0;
        int64_t soonest = INT64_MAX;
        const struct standing_report *report = due_find(city, pack, now_ms, &first, &soonest);
        bool wanted = !city->known || (report && period_end(report, pack->zone, first) > city->counted_to);
        if (wanted && city->look_at <= now) {
            *detail = city;
            return true;
        }
        if (wanted && city->look_at < *wake)
            *wake = city->look_at;
        if (soonest != INT64_MAX)
            wake_by(wake, now, now_ms, soonest);
    }
    return false;
}

static void look_read(struct standing_city *city, const struct store *store, int64_t now_ms)
{
    size_t length;
    city_clear(city);
    for (int row = 0; row < store_rows(store, KNOWN); row++)
        made_set(city, store_text(store, KNOWN, row, 0, &length), (int32_t)store_integer(store, KNOWN, row, 1));
    bool all = store_integer(store, COUNTED, 0, 1) != 0;
    city->counted_to = all ? now_ms : store_instant(store, COUNTED, 0, 0);
    city->known = true;
    city->look_at = instant_monotonic() + LOOK_AGAIN_US;
}

static enum work_next look_step(struct work *work, int step)
{
    struct standing_city *city = work->detail;
    struct standing *standing = standing_of(work->worker);
    if (step > 0) {
        look_read(city, work->store, standing->now_ms);
        return WORK_ABANDON;
    }
    standing->now_ms = instant_now();
    store_send(work->store, &query_standing_known, (struct parameter[]){P_INTEGER(city->city_id)}, 1);
    store_send(work->store, &query_standing_counted, (struct parameter[]){P_INTEGER(city->city_id)}, 1);
    return WORK_MORE;
}

const struct work_kind standing_look = {.name = "standing_look", .step = look_step};

/* -- making ------------------------------------------------------------------------------------------------------ */

bool standing_make_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    struct standing *standing = standing_of(worker);
    struct cities *cities = worker_cities(worker);
    int64_t now_ms = instant_now(), soonest = INT64_MAX;
    (void)now;
    (void)wake;
    for (size_t i = 0; i < cities_count(cities); i++) {
        const struct pack *pack = cities_at(cities, i);
        if (!pack || !pack->zone || !follower_owns(worker_follower(worker), pack->city_id))
            continue;
        struct standing_city *city = city_of(standing, pack->city_id);
        int32_t first = 0;
        const struct standing_report *report = city->known ? due_find(city, pack, now_ms, &first, &soonest) : NULL;
        if (!report || period_end(report, pack->zone, first) > city->counted_to)
            continue;
        standing->city = city;
        standing->pack = pack;
        standing->report = report;
        standing->first = first;
        standing->request = NULL;
        *detail = standing;
        return true;
    }
    return false;
}

/* A report that cannot be made is told of in the log, and is passed over until tally starts again. */
static enum work_next report_skip(struct standing *standing, const struct fault *fault)
{
    log_error("standing report not made city=%s report=%s: %s: %s", standing->pack->code, standing->report->name,
              fault->field, fault->message);
    made_set(standing->city, standing->report->name, standing->first);
    return WORK_ABANDON;
}

void standing_keep(struct standing *standing, struct store *store)
{
    const struct standing_report *report = standing->report;
    const struct notify *notify = standing->pack->notify;
    json_t *answer = json_loadb(standing->answering.reply.bytes, standing->answering.reply.used, 0, NULL);
    json_object_set_new(answer, "ranked", json_string(report->rank));
    char *text = standing_text(standing->pack, report, answer);
    char *json = json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(9));
    bool told = notify && report->channel >= 0 && notify->channels[report->channel].active;
    const struct request *request = standing->request;
    const char *channel = told ? notify->channels[report->channel].code : "";
    struct parameter of[] = {P_INTEGER(standing->pack->city_id),
                             P_TEXT(report->name, strlen(report->name)),
                             P_INTEGER(standing->first),
                             P_INTEGER(report_period_next(report->kind, standing->first) - 1),
                             P_TEXT(report->title, strlen(report->title)),
                             P_BIGINT(standing->answering.position),
                             P_TEXT(channel, strlen(channel)),
                             P_INTEGER((int32_t)report->roles),
                             P_TEXT(text, strlen(text)),
                             P_TEXT(json, strlen(json)),
                             request ? P_TEXT(request->key, request->key_length) : P_NULL,
                             request ? P_BIGINT(request->hash) : P_NULL};
    store_send(store, &query_standing_insert, of, sizeof of / sizeof *of);
    free(text);
    free(json);
    json_decref(answer);
}

static enum work_next make_step(struct work *work, int step)
{
    struct standing *standing = work->detail;
    struct fault fault = {.field = ""};
    if (step == 0) {
        if (!standing_question(standing, &fault))
            return report_skip(standing, &fault);
        answering_begin(&standing->answering, &standing->question);
    }
    if (answering_step(&standing->answering, work->store))
        return WORK_MORE;
    if (standing->answering.failed)
        return report_skip(standing, &standing->answering.fault);
    standing_keep(standing, work->store);
    return WORK_COMMIT;
}

static void make_done(struct work *work)
{
    struct standing *standing = work->detail;
    char first[DATE_TEXT_BYTES];
    date_print(standing->first, first);
    made_set(standing->city, standing->report->name, standing->first);
    log_info("standing report made city=%s report=%s period=%s position=%lld", standing->pack->code,
             standing->report->name, first, (long long)standing->answering.position);
}

const struct work_kind standing_make = {.name = "standing", .snapshot = true, .step = make_step, .done = make_done};
