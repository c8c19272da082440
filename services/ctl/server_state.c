/* The installation's database, asked as its own login. */
#include "services/ctl/installation.h"

#include <stdio.h>

#include "common/store/queries.h"
#include "common/store/store.h"
#include "common/time/date.h"
#include "common/time/limit.h"

enum { CONNECT_MS = 5000, CALENDAR_AHEAD_DAYS = 61 };

static void text_take(const struct store *store, int column, char *out, size_t size)
{
    snprintf(out, size, "%s", store_text(store, 0, 0, column, NULL));
}

static bool state_ask(struct store *store, struct server_state *out)
{
    store_connect(store);
    if (store_wait(store, CONNECT_MS) != STORE_IDLE || !store_run(store, &query_server_state, NULL, 0) ||
        store_rows(store, 0) != 1) {
        snprintf(out->complaint, sizeof out->complaint, "%s", store_error(store)->message);
        return false;
    }
    text_take(store, 0, out->version, sizeof out->version);
    out->number = store_integer(store, 0, 0, 1);
    text_take(store, 2, out->encoding, sizeof out->encoding);
    text_take(store, 3, out->ctype, sizeof out->ctype);
    out->fsync = store_integer(store, 0, 0, 4);
    out->full_page_writes = store_integer(store, 0, 0, 5);
    out->synchronous = store_integer(store, 0, 0, 6);
    out->now = store_instant(store, 0, 0, 7);
    return true;
}

/* The row of the city whose years end first is the first. */
static void calendars_take(struct store *store, struct server_state *out)
{
    out->calendars = store_run(store, &query_calendar_ends, NULL, 0) ? store_rows(store, 0) : -1;
    if (out->calendars <= 0)
        return;
    text_take(store, 0, out->calendar_city, sizeof out->calendar_city);
    out->calendar_last = (int)store_integer(store, 0, 0, 1);
}

static void keys_take(struct store *store, struct keys_state *out)
{
    out->read = store_run(store, &query_command_keys, NULL, 0) && store_rows(store, 0) == 1;
    out->passed = out->read && !store_is_null(store, 0, 0, 3);
    if (!out->passed)
        return;
    out->kept = store_integer(store, 0, 0, 0);
    out->oldest_at = out->kept ? store_instant(store, 0, 0, 1) : 0;
    out->forgotten = store_integer(store, 0, 0, 2);
    out->done_at = store_instant(store, 0, 0, 3);
}

bool server_calendar_ends(const struct server_state *server)
{
    int32_t today = (int32_t)(server->now / LIMIT_DAY_MS);
    return server->calendars > 0 && date_of(server->calendar_last, 12, 31) - today < CALENDAR_AHEAD_DAYS;
}

void server_ask(const struct installation *installation, struct server_state *out)
{
    struct store_options options = {.conninfo = installation->settings->database, .application = "steward"};
    struct store *store = store_new(&options);
    *out = (struct server_state){0};
    out->reached = state_ask(store, out);
    if (out->reached && store_run(store, &query_server_migration, NULL, 0) && store_rows(store, 0) == 1)
        text_take(store, 0, out->migration, sizeof out->migration);
    if (out->reached && store_run(store, &query_city_list, NULL, 0))
        out->cities = store_rows(store, 0);
    if (out->reached) {
        calendars_take(store, out);
        keys_take(store, &out->keys);
    }
    store_destroy(&store);
}
