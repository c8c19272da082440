/* Dead letters, and channels of cities whose secrets are missing: what keeps people from being told. The file of
 * secrets is read as notify reads it, so that what is told here is what notify would say of a message. */
#include <stdio.h>

#include "common/service/pack_rows.h"
#include "common/store/queries.h"
#include "common/store/store.h"
#include "services/ctl/installation.h"
#include "services/notify/secrets.h"

enum { CITIES_MOST = 1000 };

/* What is read while cities are gone through. */
struct look {
    struct store *store;
    const struct secrets *secrets;
    const char *unread; /* why the file of secrets was not read; "" where it was */
    struct notices_state *out;
};

static bool dead_count(struct store *store, struct notices_state *out)
{
    if (!store_run(store, &query_delivery_dead, (struct parameter[]){P_INTEGER(DEAD_WITHIN_DAYS)}, 1))
        return false;
    for (int row = 0; row < store_rows(store, 0); row++)
        out->dead += store_integer(store, 0, row, 2);
    if (out->dead) {
        snprintf(out->dead_city, sizeof out->dead_city, "%s", store_text(store, 0, 0, 0, NULL));
        snprintf(out->dead_channel, sizeof out->dead_channel, "%s", store_text(store, 0, 0, 1, NULL));
    }
    return true;
}

static void channel_look(struct look *look, const char *city, const struct notify_channel *channel)
{
    char error[SECRETS_ERROR_BYTES];
    const struct secret *secret;
    if (!channel->active || (channel->kind == NOTIFY_EMAIL && !*channel->secret))
        return;
    look->out->channels++;
    if (secrets_for(look->secrets, channel, &secret, error) || look->out->lacking++ > 0)
        return;
    snprintf(look->out->lacks, sizeof look->out->lacks, "%s, channel %s: %s", city, channel->code,
             *look->unread ? look->unread : error);
}

static bool city_look(struct look *look, int64_t city_id)
{
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    bool read = store_run(look->store, &query_pack_newest, (struct parameter[]){P_INTEGER(city_id)}, 1) &&
                pack_rows_read(look->store, 0, &pack, &faults);
    for (int i = 0; read && pack->notify && i < pack->notify->channel_count; i++)
        channel_look(look, pack->code, &pack->notify->channels[i]);
    pack_destroy(&pack);
    pack_faults_clear(&faults);
    return read;
}

static bool cities_look(struct look *look)
{
    int64_t cities[CITIES_MOST];
    int count = 0;
    if (!store_run(look->store, &query_city_list, NULL, 0))
        return false;
    for (; count < store_rows(look->store, 0) && count < CITIES_MOST; count++)
        cities[count] = store_integer(look->store, 0, count, 0);
    for (int i = 0; i < count; i++)
        if (!city_look(look, cities[i]))
            return false;
    return true;
}

void notices_ask(const struct installation *installation, struct notices_state *out)
{
    struct store_options options = {.conninfo = installation->settings->database, .application = "steward"};
    struct store *store = store_new(&options);
    struct pack_faults faults = {0};
    *out = (struct notices_state){0};
    settings_secrets_path(installation->settings, out->secrets);
    struct secrets *secrets = secrets_read(out->secrets, &faults);
    struct look look = {store, secrets, secrets ? "" : faults.items[0].message, out};
    out->read = dead_count(store, out) && cities_look(&look);
    if (!out->read)
        snprintf(out->complaint, sizeof out->complaint, "%s",
                 *store_error(store)->message ? store_error(store)->message : "a pack does not fit this program");
    secrets_destroy(&secrets);
    pack_faults_clear(&faults);
    store_destroy(&store);
}
