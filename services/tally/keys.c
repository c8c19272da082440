/* Once a day the whole table is gone through, a few thousand keys at a time, by whichever worker comes first: what may
 * go is for command_forget to say (command_keys.sql), how long it has to be kept is known here. A pack version that is
 * not in memory yet is read meanwhile; the keys of its tickets wait for the next day. */
#include "services/tally/keys.h"

#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/service/settings.h"
#include "common/store/queries.h"
#include "services/tally/tally.h"

enum { PAGES = 64, LOOK_US = 60000000, PAUSE_US = 100000, CITY = 0, VERSION = 1, KEEP = 2 };

static const int64_t day_ms = INT64_C(86400000);

static struct keys *keys_of(struct worker *worker)
{
    return &((struct tally *)worker_state(worker))->keys;
}

void keys_clear(struct keys *keys)
{
    columns_clear(&keys->keep);
}

bool keys_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct keys *keys = keys_of(worker);
    (void)detail;
    if (keys->look_at <= now && cities_known(worker_cities(worker)))
        return true;
    if (keys->look_at > now && keys->look_at < *wake)
        *wake = keys->look_at;
    return false;
}

static int64_t longest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* For as long as a ticket that was opened under this version may be opened again, at least. */
static void keep_add(struct columns_of *keep, const struct pack *pack, int64_t least)
{
    columns_number(keep, pack->city_id);
    columns_number(keep, pack->version);
    columns_number(keep, longest(least, longest(pack->reopen_within_ms, pack->appeal_within_ms)));
}

static void keeps_find(struct columns_of *keep, struct cities *cities, int64_t least)
{
    columns_begin(keep, "iib");
    for (size_t i = 0; i < cities_count(cities); i++) {
        const struct pack *newest = cities_at(cities, i);
        for (int32_t version = 1; newest && version <= newest->version; version++) {
            const struct pack *pack = cities_pack(cities, newest->city_id, version);
            if (pack)
                keep_add(keep, pack, least);
        }
    }
}

static enum work_next forget_step(struct work *work, int step)
{
    struct keys *keys = keys_of(work->worker);
    if (step == 0) {
        int64_t least = (int64_t)settings_key_days(worker_settings(work->worker)) * day_ms;
        keeps_find(&keys->keep, worker_cities(work->worker), least);
        struct parameter of[] = {P_INTEGER(PAGES), P_ARRAY(&keys->keep.arrays[CITY]),
                                 P_ARRAY(&keys->keep.arrays[VERSION]), P_ARRAY(&keys->keep.arrays[KEEP])};
        store_send(work->store, &query_command_forget, of, sizeof of / sizeof *of);
        return WORK_MORE;
    }
    const char *how = store_text(work->store, 0, 0, 0, NULL);
    bool more = strcmp(how, "more") == 0, done = strcmp(how, "done") == 0;
    keys->look_at = instant_monotonic() + (more ? PAUSE_US : LOOK_US);
    if (done)
        log_info("keys of commands were gone through");
    return more || done ? WORK_COMMIT : WORK_ABANDON;
}

const struct work_kind keys_forget = {.name = "keys", .step = forget_step};
