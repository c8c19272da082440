/* What the parts of notify share: cities, secrets, the post, and the loop's turn. */
#include "services/notify/courier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/service/settings.h"

enum { SECRETS_LOOK_US = 1000000, NO_DATE = -1 };

void *courier_open(struct worker *worker)
{
    struct courier *courier = memory_new(1, sizeof *courier);
    const struct settings_notify *settings = &worker_settings(worker)->notify;
    courier->worker = worker;
    courier->secrets_looked = -SECRETS_LOOK_US;
    courier->grown = true;
    courier->post = post_new(&(struct post_options){.allowed = settings->allow,
                                                    .allowed_count = settings->allow_count,
                                                    .returned = flight_returned,
                                                    .context = courier});
    return courier;
}

static void flights_free(struct flight *flight)
{
    while (flight) {
        struct flight *next = flight->next;
        flight_free(flight);
        flight = next;
    }
}

static void arrays_clear(struct courier *courier)
{
    struct array *arrays[] = {&courier->city,       &courier->channel,        &courier->room,       &courier->air,
                              &courier->batch_city, &courier->batch_delivery, &courier->batch_batch};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        array_clear(arrays[i]);
    for (size_t i = 0; i < sizeof courier->columns / sizeof *courier->columns; i++)
        array_clear(&courier->columns[i]);
    array_clear(&courier->standing_names);
    array_clear(&courier->standing_days);
    rows_clear(&courier->rows);
}

void courier_close(void *state)
{
    struct courier *courier = state;
    post_destroy(&courier->post);
    flights_free(courier->ready);
    flights_free(courier->air_list);
    flights_free(courier->back);
    outlets_clear(courier);
    free(courier->asked);
    free(courier->asked_plain);
    free(courier->asked_urgent);
    arrays_clear(courier);
    for (size_t i = 0; i < courier->view_count; i++)
        zone_destroy(&courier->views[i].zone);
    free(courier->views);
    secrets_destroy(&courier->secrets);
    free(courier);
}

int courier_descriptor(void *state, int64_t *wake)
{
    const struct courier *courier = state;
    int64_t post = post_wake(courier->post);
    *wake = post < *wake ? post : *wake;
    return post_descriptor(courier->post);
}

void courier_turn(struct worker *worker, void *state)
{
    (void)worker;
    post_turn(((struct courier *)state)->post);
}

/* -- cities -------------------------------------------------------------------------------------------------------- */

static struct city_view *view_new(struct courier *courier, int32_t city_id)
{
    memory_reserve((void **)&courier->views, &courier->view_capacity, courier->view_count + 1, sizeof *courier->views);
    struct city_view *view = &courier->views[courier->view_count++];
    *view = (struct city_view){.city_id = city_id, .digest_date = NO_DATE};
    return view;
}

static void view_renew(struct city_view *view, const struct pack *pack)
{
    const char *fault = NULL;
    if (view->pack == pack)
        return;
    zone_destroy(&view->zone);
    view->pack = pack;
    view->zone = zone_read(pack->timezone, &fault);
    if (!view->zone)
        log_warning("times are shown in UTC, and no hours are quiet city=%s: %s", pack->code, fault);
}

struct city_view *courier_view(struct courier *courier, int32_t city_id)
{
    struct city_view *view = NULL;
    const struct pack *pack = cities_pack(worker_cities(courier->worker), city_id, 0);
    for (size_t i = 0; i < courier->view_count && !view; i++)
        if (courier->views[i].city_id == city_id)
            view = &courier->views[i];
    if (!pack)
        return NULL;
    if (!view)
        view = view_new(courier, city_id);
    view_renew(view, pack);
    return view;
}

const char *view_minute(const struct city_view *view, int64_t instant, char out[MINUTE_BYTES])
{
    struct tm wall;
    time_t second = (time_t)(instant / 1000);
    second += view->zone ? zone_offset(view->zone, second) : 0;
    gmtime_r(&second, &wall);
    strftime(out, MINUTE_BYTES, "%Y-%m-%d %H:%M", &wall);
    return out;
}

/* -- secrets ------------------------------------------------------------------------------------------------------- */

/* Something that is another whenever the file is. */
static int64_t file_stamp(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return 1;
    return (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec + (int64_t)status.st_ino * 7919 +
           status.st_size + status.st_mode;
}

static void secrets_take(struct courier *courier, const char *path)
{
    struct pack_faults faults = {0};
    struct secrets *secrets = secrets_read(path, &faults);
    for (size_t i = 0; i < faults.count; i++)
        log_error("secrets: %s:%d: %s: %s", faults.items[i].file, faults.items[i].line, faults.items[i].field,
                  faults.items[i].message);
    pack_faults_clear(&faults);
    if (!secrets)
        return; /* those that were good before serve on */
    secrets_destroy(&courier->secrets);
    courier->secrets = secrets;
    log_info("secrets read entries=%zu contacts=%zu", secrets->entry_count, secrets->contact_count);
}

void courier_secrets_refresh(struct courier *courier)
{
    char path[SETTINGS_PATH_BYTES];
    int64_t now = instant_monotonic();
    if (now - courier->secrets_looked < SECRETS_LOOK_US)
        return;
    courier->secrets_looked = now;
    int64_t stamp = file_stamp(settings_secrets_path(worker_settings(courier->worker), path));
    if (stamp == courier->secrets_stamp)
        return;
    courier->secrets_stamp = stamp;
    if (stamp == 1)
        log_info("there is no file of secrets: %s", path);
    else
        secrets_take(courier, path);
}
