/* Tickets of the installation, with who holds or held them last. */
#include <stdlib.h>
#include <string.h>

#include "common/store/queries.h"
#include "services/ctl/triage/source.h"

/* Columns of triage_tickets.sql. */
enum { AT, TITLE, DESCRIPTION, AREA, CHANNEL, LATITUDE, LONGITUDE, HOUR, WEEKDAY, ORGANISATION };

static const char *text_or_null(const struct store *store, int statement, int row, int column)
{
    return store_is_null(store, statement, row, column) ? NULL : store_text(store, statement, row, column, NULL);
}

static void row_take(const struct store *store, int statement, int row, struct examples *out)
{
    const char *latitude = text_or_null(store, statement, row, LATITUDE);
    const char *longitude = text_or_null(store, statement, row, LONGITUDE);
    const struct triage_input input = {.title = store_text(store, statement, row, TITLE, NULL),
                                       .description = text_or_null(store, statement, row, DESCRIPTION),
                                       .area = store_text(store, statement, row, AREA, NULL),
                                       .channel = store_text(store, statement, row, CHANNEL, NULL),
                                       .has_place = latitude && longitude,
                                       .latitude = latitude ? strtod(latitude, NULL) : 0,
                                       .longitude = longitude ? strtod(longitude, NULL) : 0,
                                       .hour = (int)store_integer(store, statement, row, HOUR),
                                       .weekday = (int)store_integer(store, statement, row, WEEKDAY)};
    examples_add(out, store_instant(store, statement, row, AT), &input,
                 store_text(store, statement, row, ORGANISATION, NULL));
}

int source_store_read(struct source *source, const struct period *period, size_t most, struct examples *out)
{
    struct store *store = ctl_store(source->ctl);
    if (!store)
        return CTL_FAILED;
    const struct parameter of[] = {P_INTEGER(source->ctl->city_id), P_TEXT(period->from, strlen(period->from)),
                                   P_TEXT(period->to, strlen(period->to)), P_BIGINT((int64_t)most)};
    store_begin(store);
    store_send(store, &query_verify_patience, NULL, 0);
    int tickets = store_send(store, &query_triage_tickets, of, sizeof of / sizeof *of);
    store_commit(store);
    store_sync(store);
    if (store_wait(store, -1) != STORE_STEP || store_error(store)->class != STORE_NO_ERROR)
        return ctl_fail("the tickets cannot be read: %s", store_error(store)->message);
    for (int row = 0; row < store_rows(store, tickets); row++)
        row_take(store, tickets, row, out);
    return CTL_DONE;
}
