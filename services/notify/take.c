/* From events to deliveries: in one transaction with the cursor, so that each effect of an event is there once. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/store/queries.h"
#include "common/time/quiet.h"
#include "services/notify/courier.h"
#include "services/notify/sign.h"

enum { STRETCH_MOST = 100000, EVENTS_MOST = 500, RECIPIENTS_MOST = 500 };

/* Columns of notice_events.sql. */
enum {
    POS,
    KIND,
    TICKET,
    AT,
    DUE,
    STATE,
    ACTOR,
    ORGANISATION,
    AREA,
    CATEGORY,
    REASON,
    STEP,
    CLOCK,
    TITLE,
    ADDRESS,
    DIFFERENCES,
    CELLS
};

enum { VERSION, EVENTS, NOW }; /* statements; the last two only where anybody is told of anything */

enum { PACK_PAUSE_US = 100000 }; /* until a newer pack is there */

/* One event and what is found out about it. */
struct notice {
    struct courier *courier;
    const struct city_view *view;
    const struct notify *notify;
    int64_t pos, ticket, now, at;
    int kind, organisation, area, category; /* but for the kind: index, or -1 */
    int32_t date;                           /* today in the city */
    const char *values[TEMPLATE_FIELDS];
    char texts[5][32]; /* that values point to */
    char left[2][48];  /* by language, from zero */
    const char *states[2];
};

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

/* -- the words ------------------------------------------------------------------------------------------------------
 */

static void left_write(int64_t milliseconds, char zh[48], char en[48])
{
    const char *sign = milliseconds < 0 ? "-" : "";
    int64_t minutes = (milliseconds < 0 ? -milliseconds : milliseconds) / 60000;
    int64_t days = minutes / 1440, hours = minutes / 60 % 24;
    minutes %= 60;
    if (days) {
        snprintf(zh, 48, "%s%" PRId64 "天%" PRId64 "小时", sign, days, hours);
        snprintf(en, 48, "%s%" PRId64 "d %" PRId64 "h", sign, days, hours);
    } else if (hours) {
        snprintf(zh, 48, "%s%" PRId64 "小时%" PRId64 "分", sign, hours, minutes);
        snprintf(en, 48, "%s%" PRId64 "h %" PRId64 "m", sign, hours, minutes);
    } else {
        snprintf(zh, 48, "%s%" PRId64 "分钟", sign, minutes);
        snprintf(en, 48, "%s%" PRId64 "m", sign, minutes);
    }
}

static void names_read(struct notice *notice, const struct store *store, int row)
{
    const struct pack *pack = notice->view->pack;
    const char **values = notice->values;
#define NUMBER(column) store_integer(store, EVENTS, row, column)
    int state = (int)NUMBER(STATE);
    notice->organisation = NUMBER(ORGANISATION) ? pack_organisation_of_id(pack, (int32_t)NUMBER(ORGANISATION)) : -1;
    notice->category = NUMBER(CATEGORY) ? pack_category_of_id(pack, (int32_t)NUMBER(CATEGORY)) : -1;
    int actor = NUMBER(ACTOR) ? pack_person_of_id(pack, (int32_t)NUMBER(ACTOR)) : -1;
    notice->area = NUMBER(AREA) ? pack_area_of_id(pack, (int32_t)NUMBER(AREA)) : -1;
    values[TEMPLATE_CITY] = pack->name;
    values[TEMPLATE_EVENT] = lifecycle_event_name(notice->kind);
    values[TEMPLATE_ORGANISATION] = notice->organisation >= 0 ? pack->organisations[notice->organisation].name : "";
    values[TEMPLATE_AREA] = notice->area >= 0 ? pack->areas[notice->area].name : "";
    values[TEMPLATE_CATEGORY] = notice->category >= 0 ? pack->categories[notice->category].name : "";
    values[TEMPLATE_ACTOR] = actor >= 0 ? pack->people[actor].name : "";
    notice->states[0] = state ? lifecycle_state_name_zh(state) : "";
    notice->states[1] = state ? lifecycle_state_name(state) : "";
#undef NUMBER
    values[TEMPLATE_REASON] = store_text(store, EVENTS, row, REASON, NULL);
    values[TEMPLATE_CLOCK] = store_text(store, EVENTS, row, CLOCK, NULL);
    values[TEMPLATE_STEP] = store_text(store, EVENTS, row, STEP, NULL);
    values[TEMPLATE_TITLE] = store_text(store, EVENTS, row, TITLE, NULL);
    values[TEMPLATE_ADDRESS] = store_text(store, EVENTS, row, ADDRESS, NULL);
    values[TEMPLATE_DIFFERENCES] = store_text(store, EVENTS, row, DIFFERENCES, NULL);
    values[TEMPLATE_CELLS] = store_text(store, EVENTS, row, CELLS, NULL);
}

static void times_read(struct notice *notice, const struct store *store, int row)
{
    const char **values = notice->values;
    snprintf(notice->texts[0], sizeof notice->texts[0], "%" PRId64, notice->ticket);
    values[TEMPLATE_TICKET] = notice->ticket ? notice->texts[0] : "";
    notice->at = store_instant(store, EVENTS, row, AT);
    values[TEMPLATE_AT] = view_minute(notice->view, notice->at, notice->texts[1]);
    if (store_is_null(store, EVENTS, row, DUE))
        return;
    int64_t due = store_instant(store, EVENTS, row, DUE);
    values[TEMPLATE_DUE] = view_minute(notice->view, due, notice->texts[2]);
    left_write(due - notice->at, notice->left[0], notice->left[1]);
}

static void notice_read(struct notice *notice, const struct store *store, int row)
{
    memset(notice->values, 0, sizeof notice->values);
    notice->left[0][0] = notice->left[1][0] = '\0';
    notice->pos = store_integer(store, EVENTS, row, POS);
    notice->kind = (int)store_integer(store, EVENTS, row, KIND);
    notice->ticket = store_integer(store, EVENTS, row, TICKET);
    names_read(notice, store, row);
    times_read(notice, store, row);
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
        courier->take_to = store_integer(store, EVENTS, rows - 1, POS);
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
