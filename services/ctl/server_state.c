/* The installation's database, asked as its own login. */
#include "services/ctl/installation.h"

#include <stdio.h>

#include "common/store/queries.h"
#include "common/store/store.h"

enum { CONNECT_MS = 5000 };

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
    store_destroy(&store);
}
