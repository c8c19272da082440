/* Standing reports are told: the summary of each, and where the whole of it is found. Handed to the deliveries in the
 * transaction that says so on the report, under a key of the report and its period: so once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/notify/courier.h"
#include "services/notify/sign.h"

enum { NAME, FIRST, TITLE, CHANNEL, ROLES, SUMMARY }; /* columns of standing_untold.sql */
enum { LOOK_US = 5000000, KEY_OF_BYTES = 80, IMPORTANCE = 50 };

/* One report as it is told. */
struct telling {
    struct courier *courier;
    const struct city_view *view;
    const char *name, *first, *title, *channel, *body;
};

bool standing_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    struct courier *courier = worker_state(worker);
    if (courier->standing_at <= now) {
        courier->standing_at = now + LOOK_US;
        courier->standing_next = 0;
    }
    for (; courier->standing_next < courier->view_count; courier->standing_next++) {
        struct city_view *view = &courier->views[courier->standing_next];
        if (view->pack && view->pack->notify && follower_owns(worker_follower(worker), view->city_id)) {
            *detail = view;
            courier->standing_next++;
            return true;
        }
    }
    if (courier->standing_at < *wake)
        *wake = courier->standing_at;
    return false;
}

static void delivery_add(const struct telling *telling, const char *recipient)
{
    char key[EFFECT_KEY_BYTES], what[KEY_OF_BYTES];
    snprintf(what, sizeof what, "report.%s.%s", telling->name, telling->first);
    effect_key(telling->view->pack->code, what, telling->channel, recipient, key);
    rows_add(&telling->courier->rows, &(struct delivery_row){.key = key,
                                                             .channel = telling->channel,
                                                             .recipient = recipient,
                                                             .template = "report",
                                                             .title = telling->title,
                                                             .body = telling->body,
                                                             .importance = IMPORTANCE,
                                                             .not_before = instant_now()});
}

/* Whoever has one of the roles in all of the city today; without roles the channel itself. */
static void recipients_add(const struct telling *telling, unsigned roles)
{
    const struct pack *pack = telling->view->pack;
    int told = 0;
    if (!roles) {
        delivery_add(telling, "");
        return;
    }
    for (int i = 0; i < pack->person_count; i++)
        if (pack_person_concerned(pack, i, roles, -1, -1, pack_date(pack, instant_now()))) {
            delivery_add(telling, pack->people[i].code);
            told++;
        }
    if (!told)
        log_warning("nobody to be told city=%s report=%s channel=%s", pack->code, telling->name, telling->channel);
}

static void report_tell(struct courier *courier, const struct city_view *view, const struct store *store, int row)
{
    struct telling telling = {.courier = courier,
                              .view = view,
                              .name = store_text(store, 0, row, NAME, NULL),
                              .first = store_text(store, 0, row, FIRST, NULL),
                              .title = store_text(store, 0, row, TITLE, NULL),
                              .channel = store_text(store, 0, row, CHANNEL, NULL)};
    const char *summary = store_text(store, 0, row, SUMMARY, NULL);
    size_t size = strlen(summary) + strlen(telling.name) + strlen(telling.first) + 64;
    char *body = memory_new(size, 1);
    snprintf(body, size, "%s\nsteward report show %s --period %s", summary, telling.name, telling.first);
    telling.body = body;
    recipients_add(&telling, (unsigned)store_integer(store, 0, row, ROLES));
    free(body);
}

static void told_send(struct courier *courier, struct store *store, int32_t city_id)
{
    struct array *names = &courier->standing_names, *days = &courier->standing_days;
    store_send(store, &query_standing_told, (struct parameter[]){P_INTEGER(city_id), P_ARRAY(names), P_ARRAY(days)}, 3);
}

static enum work_next standing_step(struct work *work, int step)
{
    struct courier *courier = worker_state(work->worker);
    const struct city_view *view = work->detail;
    if (step == 0) {
        store_send(work->store, &query_standing_untold, (struct parameter[]){P_INTEGER(view->city_id)}, 1);
        return WORK_MORE;
    }
    int rows = store_rows(work->store, 0);
    if (!rows)
        return WORK_ABANDON;
    rows_start(&courier->rows);
    array_start(&courier->standing_names, ARRAY_TEXT);
    array_start(&courier->standing_days, ARRAY_TEXT);
    for (int row = 0; row < rows; row++) {
        const char *name = store_text(work->store, 0, row, NAME, NULL);
        const char *first = store_text(work->store, 0, row, FIRST, NULL);
        report_tell(courier, view, work->store, row);
        array_add_text(&courier->standing_names, name, strlen(name));
        array_add_text(&courier->standing_days, first, strlen(first));
    }
    if (rows_count(&courier->rows))
        rows_send(&courier->rows, work->store, view->city_id);
    told_send(courier, work->store, view->city_id);
    return WORK_COMMIT;
}

static void standing_done(struct work *work)
{
    ((struct courier *)worker_state(work->worker))->grown = true;
}

const struct work_kind standing_tell = {.name = "standing", .step = standing_step, .done = standing_done};
