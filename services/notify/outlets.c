/* Which channels there are: those of the newest packs, and those for which something still waits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/notify/courier.h"

static struct outlet *outlet_find(struct courier *courier, int32_t city_id, const char *code)
{
    for (size_t i = 0; i < courier->outlet_count; i++)
        if (courier->outlets[i]->city_id == city_id && strcmp(courier->outlets[i]->code, code) == 0)
            return courier->outlets[i];
    return NULL;
}

static struct outlet *outlet_get(struct courier *courier, int32_t city_id, const char *code)
{
    struct outlet *outlet = outlet_find(courier, city_id, code);
    if (outlet)
        return outlet;
    memory_reserve((void **)&courier->outlets, &courier->outlet_capacity, courier->outlet_count + 1,
                   sizeof *courier->outlets);
    outlet = courier->outlets[courier->outlet_count++] = memory_new(1, sizeof *outlet);
    outlet->city_id = city_id;
    outlet->due = INT64_MAX;
    snprintf(outlet->code, sizeof outlet->code, "%s", code);
    return outlet;
}

static void view_outlets(struct courier *courier, const struct city_view *view)
{
    const struct notify *notify = view->pack->notify;
    for (int i = 0; notify && i < notify->channel_count; i++) {
        struct outlet *outlet = outlet_get(courier, view->city_id, notify->channels[i].code);
        outlet_open(outlet, &notify->channels[i]);
        outlet->seen = true;
    }
}

static bool outlet_used(const struct courier *courier, const struct outlet *outlet)
{
    for (const struct flight *flight = courier->air_list; flight; flight = flight->next)
        if (flight->outlet == outlet)
            return true;
    for (const struct flight *flight = courier->back; flight; flight = flight->next)
        if (flight->outlet == outlet)
            return true;
    return false;
}

/* Cities that others send for, and channels that have gone, keep their outlets until nothing of theirs is under way. */
static void unseen_remove(struct courier *courier)
{
    size_t kept = 0;
    for (size_t i = 0; i < courier->outlet_count; i++) {
        struct outlet *outlet = courier->outlets[i];
        bool owned = follower_owns(worker_follower(courier->worker), outlet->city_id);
        if (!outlet->seen && owned)
            outlet_open(outlet, NULL);
        if (outlet->seen || outlet_used(courier, outlet) || (owned && outlet->due != INT64_MAX)) {
            courier->outlets[kept++] = outlet;
            continue;
        }
        outlet_close(outlet);
        free(outlet);
    }
    courier->outlet_count = kept;
}

void outlets_refresh(struct courier *courier)
{
    for (size_t i = 0; i < courier->outlet_count; i++)
        courier->outlets[i]->seen = false;
    for (size_t i = 0; i < cities_count(worker_cities(courier->worker)); i++) {
        const struct pack *pack = cities_at(worker_cities(courier->worker), i);
        if (pack && follower_owns(worker_follower(courier->worker), pack->city_id))
            view_outlets(courier, courier_view(courier, pack->city_id));
    }
    unseen_remove(courier);
}

/* Rows of delivery_channels.sql. */
void outlets_take(struct courier *courier, const struct store *store, int statement)
{
    for (int row = 0; row < store_rows(store, statement); row++) {
        int32_t city_id = (int32_t)store_integer(store, statement, row, 0);
        const char *code = store_text(store, statement, row, 1, NULL);
        if (outlet_find(courier, city_id, code))
            continue;
        struct outlet *outlet = outlet_get(courier, city_id, code);
        outlet_open(outlet, NULL);
        outlet->due = 0;
    }
}

void outlets_clear(struct courier *courier)
{
    for (size_t i = 0; i < courier->outlet_count; i++) {
        outlet_close(courier->outlets[i]);
        free(courier->outlets[i]);
    }
    free(courier->outlets);
    courier->outlets = NULL;
    courier->outlet_count = 0;
}
