/* From events to deliveries: in one transaction with the cursor, so that each effect of an event is there once. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/store/queries.h"
#include "common/time/quiet.h"
#include "services/notify/notice.h"
#include "services/notify/sign.h"

enum { STRETCH_MOST = 100000, EVENTS_MOST = 500, RECIPIENTS_MOST = 500 };

enum { PACK_PAUSE_US = 100000 }; /* until a newer pack is there */

bool take_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct courier *courier = worker_state(worker);
    if (courier->take_at > now) {
        *wake = courier->take_at < *wake ? courier->take_at : *wake;
        return false;
    }
    *detail = follower_next(worker_follower(worker));
    return *detail != NULL;
}

/* The kinds of event that anybody of the city is told of; their number. */
static int kinds_list(const struct notify *notify, struct array *out)
{
    array_start(out, ARRAY_SMALLINT);
    for (int kind = 1; notify && kind < NOTIFY_EVENTS; kind++)
        for (int i = 0; i < notify->route_count; i++)
            if (notify_route_takes(&notify->routes[i], kind)) {
                array_add_integer(out, kind);
                break;
            }
    return out->count;
}

static void events_ask(struct courier *courier, struct store *store, const struct followed *city, struct array *kinds)
{
    struct parameter of[] = {P_INTEGER(city->city_id), P_BIGINT(city->pos), P_BIGINT(courier->take_to), P_ARRAY(kinds),
                             P_INTEGER(EVENTS_MOST)};
    store_send(store, &query_notice_events, of, sizeof of / sizeof *of);
    store_send(store, &query_time_now, NULL, 0);
}

/* -- to whom --------------------------------------------------------------------------------------------------------
 */

static bool route_covers(const struct notice *notice, const struct notify_route *route)
{
    if (!notify_route_takes(route, notice->kind))
        return false;
    if (route->organisation >= 0 && route->organisation != notice->organisation)
        return false;
    return route->area < 0 || (notice->area >= 0 && pack_area_within(notice->view->pack, notice->area, route->area));
}

/* Who is told by a route: its own roles, and those of the ladder's step. */
static unsigned route_roles(const struct notice *notice, const struct notify_route *route)
{
    const char *name = notice->values[TEMPLATE_CLOCK];
    int clock = route->ladder ? lifecycle_clock_of(name, strlen(name)) : -1;
    if (clock <= 0)
        return route->roles;
    const struct ladder *ladder = pack_ladder(notice->view->pack, (enum clock_kind)clock, notice->category);
    int step = atoi(notice->values[TEMPLATE_STEP]);
    return route->roles | (step >= 1 && step <= ladder->count ? ladder->steps[step - 1].roles : 0);
}

/* When it may be told at the earliest: what is not urgent waits for more of its kind, and for the end of quiet hours.
 */
static int64_t not_before(const struct notice *notice, bool urgent)
{
    const struct notify *notify = notice->notify;
    int64_t gather = urgent ? 1 : notify->gather_ms;
    int64_t at = (notice->now + gather - 1) / gather * gather; /* the same moment for all that come until then */
    if (urgent || !notice->view->zone)
        return at;
    return quiet_until(notify->has_quiet ? &notify->quiet : NULL,
                       notify->quiet_days ? pack_calendar(notice->view->pack, -1) : NULL, notice->view->zone, at);
}

static void delivery_add(struct notice *notice, const struct notify_route *route, const char *recipient)
{
    const struct notify_channel *channel = &notice->notify->channels[route->channel];
    const struct notify_template *template = notify_template_find(notice->notify, notice->kind, channel->language);
    char key[EFFECT_KEY_BYTES], pos[24];
    if (!template)
        return; /* a pack without it is refused */
    snprintf(pos, sizeof pos, "%" PRId64, notice->pos);
    effect_key(notice->view->pack->code, pos, channel->code, recipient, key);
    notice->values[TEMPLATE_LEFT] = notice->left[channel->language - NOTIFY_ZH];
    notice->values[TEMPLATE_STATE] = notice->states[channel->language - NOTIFY_ZH];
    char *title = template_fill(template->title, notice->values);
    char *body = template_fill(template->text, notice->values);
    rows_add(&notice->courier->rows, &(struct delivery_row){.key = key,
                                                            .pos = notice->pos,
                                                            .kind = notice->kind,
                                                            .ticket = notice->ticket,
                                                            .channel = channel->code,
                                                            .recipient = recipient,
                                                            .template = notice->values[TEMPLATE_EVENT],
                                                            .title = title,
                                                            .body = body,
                                                            .urgent = route->urgent,
                                                            .importance = template->importance,
                                                            .not_before = not_before(notice, route->urgent)});
    free(title);
    free(body);
}

static void route_follow(struct notice *notice, const struct notify_route *route)
{
    const struct pack *pack = notice->view->pack;
    unsigned roles = route_roles(notice, route);
    int told = 0;
    if (!route->roles && !route->ladder) {
        delivery_add(notice, route, "");
        return;
    }
    for (int i = 0; i < pack->person_count && told < RECIPIENTS_MOST; i++)
        if (pack_person_concerned(pack, i, roles, notice->organisation, notice->area, notice->date)) {
            delivery_add(notice, route, pack->people[i].code);
            told++;
        }
    if ((roles && !told) || told == RECIPIENTS_MOST)
        log_warning("%s city=%s position=%lld channel=%s", told ? "too many to be told" : "nobody to be told",
                    pack->code, (long long)notice->pos, notice->notify->channels[route->channel].code);
}

/* Urgent routes first: where two lead to the same, the first counts. */
static void notice_follow(struct notice *notice)
{
    for (int urgent = 1; urgent >= 0; urgent--)
        for (int i = 0; i < notice->notify->route_count; i++)
            if (notice->notify->routes[i].urgent == urgent && route_covers(notice, &notice->notify->routes[i]))
                route_follow(notice, &notice->notify->routes[i]);
}

/* -- the transaction ------------------------------------------------------------------------------------------------
 */

static void events_take(struct courier *courier, const struct city_view *view, const struct store *store)
{
    int rows = store_rows(store, EVENTS), stale = 0;
    struct notice notice = {
        .courier = courier, .view = view, .notify = view->pack->notify, .now = store_instant(store, NOW, 0, 0)};
    notice.date = pack_date(view->pack, notice.now);
    for (int row = 0; row < rows; row++) {
        notice_read(&notice, store, row);
        if (notice.now - notice.at > notice.notify->stale_ms)
            stale++;
        else
            notice_follow(&notice);
    }
    if (stale)
        log_warning("not told any more, for they are too old city=%s events=%d", view->pack->code, stale);
    if (rows == EVENTS_MOST)
        courier->take_to = notice_position(store, rows - 1);
}

/* Is the pack that we have the newest? Else it is asked for, and this stretch waits. */
static bool pack_newest(struct courier *courier, const struct city_view *view, const struct store *store)
{
    int32_t newest = (int32_t)store_integer(store, VERSION, 0, 0);
    if (newest == view->pack->version)
        return true;
    cities_pack(worker_cities(courier->worker), view->city_id, newest);
    courier->take_at = instant_monotonic() + PACK_PAUSE_US;
    return false;
}

static void stretch_ask(struct courier *courier, struct store *store, const struct followed *city,
                        const struct notify *notify)
{
    struct array kinds = {0};
    courier->take_to = city->head < city->pos + STRETCH_MOST ? city->head : city->pos + STRETCH_MOST;
    store_send(store, &query_pack_version, (struct parameter[]){P_INTEGER(city->city_id)}, 1);
    courier->take_asked = kinds_list(notify, &kinds) > 0;
    if (courier->take_asked)
        events_ask(courier, store, city, &kinds);
    array_clear(&kinds);
}

static enum work_next take_step(struct work *work, int step)
{
    struct courier *courier = worker_state(work->worker);
    struct followed *city = work->detail;
    const struct city_view *view = courier_view(courier, city->city_id);
    if (!view)
        return WORK_ABANDON;
    if (step == 0) {
        stretch_ask(courier, work->store, city, view->pack->notify);
        return WORK_MORE;
    }
    if (!pack_newest(courier, view, work->store))
        return WORK_ABANDON;
    rows_start(&courier->rows);
    if (courier->take_asked)
        events_take(courier, view, work->store);
    if (rows_count(&courier->rows))
        rows_send(&courier->rows, work->store, city->city_id);
    courier->taken = follower_move(worker_follower(work->worker), city, work->store, courier->take_to, 0);
    return WORK_COMMIT;
}

static void take_done(struct work *work)
{
    struct courier *courier = worker_state(work->worker);
    follower_moved(work->detail, work->store, courier->taken);
    courier->grown |= rows_count(&courier->rows) > 0;
}

const struct work_kind take_events = {.name = "take", .step = take_step, .done = take_done};
