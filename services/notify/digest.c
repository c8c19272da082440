/* The morning list: what falls due today, by department, in as few messages as it fits. Made once a day for a city: its
 * key names the day. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "services/notify/courier.h"
#include "services/notify/sign.h"

enum { ORGANISATION, TICKET, TITLE, CATEGORY, AREA, DUE };
enum { DAY_SECONDS = 86400, LATE_MOST_S = 12 * 3600, LOOK_US = 30000000 };

/* The list as it grows: pages of whole lines. */
struct list {
    struct courier *courier;
    const struct city_view *view;
    const struct notify_channel *channel;
    char *page;
    size_t used, room;
    int pages;
    int32_t date;
    char *title;
};

/* Is it time for today's list, and was it not made yet? */
static bool view_due(const struct city_view *view, int64_t now_ms, int32_t *date)
{
    const struct notify *notify = view->pack ? view->pack->notify : NULL;
    if (!notify || !notify->digest.wanted || !view->zone)
        return false;
    *date = zone_date(view->zone, now_ms);
    int64_t at = zone_instant(view->zone, (int64_t)*date * DAY_SECONDS + notify->digest.at);
    return view->digest_date != *date && now_ms >= at && now_ms < at + LATE_MOST_S * INT64_C(1000);
}

bool digest_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    struct courier *courier = worker_state(worker);
    int32_t date;
    for (size_t i = 0; i < courier->view_count; i++)
        if (follower_owns(worker_follower(worker), courier->views[i].city_id) &&
            view_due(&courier->views[i], instant_now(), &date)) {
            *detail = &courier->views[i];
            return true;
        }
    if (now + LOOK_US < *wake)
        *wake = now + LOOK_US;
    return false;
}

/* -- writing it -------------------------------------------------------------------------------------------------------
 */

static void page_end(struct list *list)
{
    char key[EFFECT_KEY_BYTES], what[64], date[DATE_TEXT_BYTES];
    if (!list->used)
        return;
    date_print(list->date, date);
    snprintf(what, sizeof what, "digest.%s.%d", date, ++list->pages);
    effect_key(list->view->pack->code, what, list->channel->code, "", key);
    rows_add(&list->courier->rows, &(struct delivery_row){.key = key,
                                                          .channel = list->channel->code,
                                                          .recipient = "",
                                                          .template = "digest",
                                                          .title = list->title,
                                                          .body = list->page,
                                                          .importance = list->pages < 100 ? 100 - list->pages : 0,
                                                          .not_before = instant_now()});
    list->used = 0;
}

static void line_add(struct list *list, char *line)
{
    size_t length = strlen(line);
    if (list->used && list->used + 1 + length > list->room)
        page_end(list);
    length = length < list->room ? length : list->room;
    if (list->used)
        list->page[list->used++] = '\n';
    memcpy(list->page + list->used, line, length);
    list->used += length;
    list->page[list->used] = '\0';
    free(line);
}

static void heading_add(struct list *list, int tickets)
{
    const struct notify_digest *digest = &list->view->pack->notify->digest;
    char date[DATE_TEXT_BYTES], count[16];
    date_print(list->date, date);
    snprintf(count, sizeof count, "%d", tickets);
    const char *values[TEMPLATE_FIELDS] = {
        [TEMPLATE_CITY] = list->view->pack->name, [TEMPLATE_DATE] = date, [TEMPLATE_COUNT] = count};
    list->title = template_fill(digest->title, values);
    line_add(list, template_fill(digest->heading, values));
}

static void department_add(struct list *list, const char *name, int tickets)
{
    char count[16];
    snprintf(count, sizeof count, "%d", tickets);
    const char *values[TEMPLATE_FIELDS] = {[TEMPLATE_ORGANISATION] = name, [TEMPLATE_COUNT] = count};
    line_add(list, template_fill(list->view->pack->notify->digest.department, values));
}

static void ticket_add(struct list *list, const struct store *store, int row, const char *organisation)
{
    const struct pack *pack = list->view->pack;
    char number[24], due[MINUTE_BYTES];
    int area = pack_area_of_id(pack, (int32_t)store_integer(store, 0, row, AREA));
    int category = pack_category_of_id(pack, (int32_t)store_integer(store, 0, row, CATEGORY));
    snprintf(number, sizeof number, "%" PRId64, store_integer(store, 0, row, TICKET));
    const char *values[TEMPLATE_FIELDS] = {
        [TEMPLATE_TICKET] = number,
        [TEMPLATE_TITLE] = store_text(store, 0, row, TITLE, NULL),
        [TEMPLATE_AREA] = area >= 0 ? pack->areas[area].name : "",
        [TEMPLATE_CATEGORY] = category >= 0 ? pack->categories[category].name : "",
        [TEMPLATE_ORGANISATION] = organisation,
        [TEMPLATE_DUE] = view_minute(list->view, store_instant(store, 0, row, DUE), due),
    };
    line_add(list, template_fill(pack->notify->digest.line, values));
}

static void list_write(struct list *list, const struct store *store)
{
    int rows = store_rows(store, 0);
    heading_add(list, rows);
    for (int row = 0, end; row < rows; row = end) {
        int64_t id = store_integer(store, 0, row, ORGANISATION);
        int at = pack_organisation_of_id(list->view->pack, (int32_t)id);
        const char *name = at >= 0 ? list->view->pack->organisations[at].name : "";
        for (end = row; end < rows && store_integer(store, 0, end, ORGANISATION) == id; end++)
            ;
        department_add(list, name, end - row);
        for (int r = row; r < end; r++)
            ticket_add(list, store, r, name);
    }
    page_end(list);
}

/* -- the transaction --------------------------------------------------------------------------------------------------
 */

static void due_ask(const struct city_view *view, struct store *store, int32_t date)
{
    int64_t midnight = (int64_t)date * DAY_SECONDS;
    struct parameter of[] = {P_INTEGER(view->city_id), P_INSTANT(zone_instant(view->zone, midnight)),
                             P_INSTANT(zone_instant(view->zone, midnight + DAY_SECONDS))};
    store_send(store, &query_digest_due, of, 3);
}

static enum work_next digest_step(struct work *work, int step)
{
    struct courier *courier = worker_state(work->worker);
    struct city_view *view = work->detail;
    int32_t date = zone_date(view->zone, instant_now());
    if (step == 0) {
        due_ask(view, work->store, date);
        return WORK_MORE;
    }
    rows_start(&courier->rows);
    if (!store_rows(work->store, 0)) {
        view->digest_date = date;
        return WORK_ABANDON;
    }
    struct list list = {.courier = courier,
                        .view = view,
                        .channel = &view->pack->notify->channels[view->pack->notify->digest.channel],
                        .date = date};
    list.room = letter_room(list.channel);
    list.page = memory_new(list.room + 2, 1);
    list_write(&list, work->store);
    free(list.page);
    free(list.title);
    rows_send(&courier->rows, work->store, view->city_id);
    return WORK_COMMIT;
}

static void digest_done(struct work *work)
{
    struct city_view *view = work->detail;
    view->digest_date = zone_date(view->zone, instant_now());
    ((struct courier *)worker_state(work->worker))->grown = true;
}

const struct work_kind digest_make = {.name = "digest", .step = digest_step, .done = digest_done};
