/* What the nightly verification of figures has found, city by city (docs/figures.md). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/store/queries.h"
#include "common/store/store.h"
#include "services/ctl/installation.h"

enum { CODE, VERIFIED, NIGHT, FIRST_DAY, LAST_DAY, POSITION, DIFFERENCES, FIRST, AT, AGO }; /* figures_nights.sql */
enum { AGO_MOST = 2 };

#define TEXT_TAKE(field, column) snprintf(field, sizeof(field), "%s", store_text(store, 0, row, column, NULL))

static void night_take(const struct store *store, int row, struct night *out)
{
    *out = (struct night){.verified = store_integer(store, 0, row, VERIFIED),
                          .ago = (int)store_integer(store, 0, row, AGO)};
    TEXT_TAKE(out->city, CODE);
    if (!out->verified)
        return;
    out->position = store_integer(store, 0, row, POSITION);
    out->differences = store_integer(store, 0, row, DIFFERENCES);
    TEXT_TAKE(out->night, NIGHT);
    TEXT_TAKE(out->from, FIRST_DAY);
    TEXT_TAKE(out->to, LAST_DAY);
    TEXT_TAKE(out->at, AT);
    if (out->differences)
        TEXT_TAKE(out->first, FIRST);
}

void nights_ask(const struct installation *installation, struct nights *out)
{
    struct store_options options = {.conninfo = installation->settings->database, .application = "steward"};
    struct store *store = store_new(&options);
    *out = (struct nights){0};
    out->read = store_run(store, &query_figures_nights, NULL, 0);
    if (!out->read)
        snprintf(out->complaint, sizeof out->complaint, "%s", store_error(store)->message);
    out->count = out->read ? (size_t)store_rows(store, 0) : 0;
    out->nights = memory_new(out->count + 1, sizeof *out->nights);
    for (size_t i = 0; i < out->count; i++)
        night_take(store, (int)i, &out->nights[i]);
    store_destroy(&store);
}

void nights_clear(struct nights *nights)
{
    free(nights->nights);
    *nights = (struct nights){0};
}

bool night_holds(const struct night *night)
{
    return !night->differences && night->ago <= AGO_MOST;
}

void night_tell(const struct night *night, char out[NIGHT_TEXT_BYTES])
{
    int used;
    if (night->verified)
        used = snprintf(out, NIGHT_TEXT_BYTES,
                        "%s: %s to %s verified %s at position %" PRId64 ", %" PRId64 " difference%s", night->city,
                        night->from, night->to, night->at, night->position, night->differences,
                        night->differences == 1 ? "" : "s");
    else
        used = snprintf(out, NIGHT_TEXT_BYTES, "%s: not verified yet", night->city);
    if (night->ago > AGO_MOST)
        used += snprintf(out + used, NIGHT_TEXT_BYTES - (size_t)used, "; not verified for %d nights", night->ago);
    if (night->differences)
        snprintf(out + used, NIGHT_TEXT_BYTES - (size_t)used, "; the first: %s", night->first);
}

void night_fix(const struct night *night, char *out, size_t size)
{
    if (night->differences)
        snprintf(out, size,
                 "steward report verify --city %s --from %s --to %s names the cells; steward report rebuild --city %s "
                 "counts anew from the log; the next night then finds none",
                 night->city, night->from, night->to, night->city);
    else
        snprintf(out, size, "steward logs tally-0 tells why; until then steward report verify --city %s by hand",
                 night->city);
}

json_t *nights_json(const struct nights *nights)
{
    json_t *list = json_array();
    for (size_t i = 0; i < nights->count; i++) {
        const struct night *night = &nights->nights[i];
        json_t *row =
            json_pack("{s:s, s:b, s:i}", "city", night->city, "holds", night_holds(night), "nights_ago", night->ago);
        if (night->verified)
            json_object_update_new(row, json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}", "night", night->night, "from",
                                                  night->from, "to", night->to, "at", night->at, "position",
                                                  (json_int_t)night->position, "differences",
                                                  (json_int_t)night->differences));
        if (night->differences)
            json_object_set_new(row, "first", json_string(night->first));
        json_array_append_new(list, row);
    }
    return list;
}
