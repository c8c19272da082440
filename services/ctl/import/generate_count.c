/* Sorted arrays with binary search: there are thousands of things at most, and their order must not depend on the
 * rows'.
 */
#include "services/ctl/import/generate_count.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/pack.h"
#include "services/ctl/import/row.h"

static void pairs_add(struct pairs *pairs, const char *name)
{
    size_t low = 0, high = pairs->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(pairs->items[middle].name, name);
        if (order == 0) {
            pairs->items[middle].rows++;
            return;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    memory_reserve((void **)&pairs->items, &pairs->capacity, pairs->count + 1, sizeof *pairs->items);
    memmove(pairs->items + low + 1, pairs->items + low, (pairs->count - low) * sizeof *pairs->items);
    pairs->items[low] = (struct pair){memory_text(name, strlen(name)), 1};
    pairs->count++;
}

const char *pairs_commonest(const struct pairs *pairs)
{
    const struct pair *best = NULL;
    for (size_t i = 0; i < pairs->count; i++)
        if (!best || pairs->items[i].rows > best->rows)
            best = &pairs->items[i];
    return best ? best->name : "";
}

int64_t pairs_rows(const struct pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (strcmp(pairs->items[i].name, name) == 0)
            return pairs->items[i].rows;
    return 0;
}

static void pairs_clear(struct pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++)
        free(pairs->items[i].name);
    free(pairs->items);
    *pairs = (struct pairs){0};
}

/* The thing with this code, which is made where it is not there yet. */
static struct thing *thing_take(struct things *things, const char *code, const char *parent, int kind)
{
    size_t low = 0, high = things->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(things->items[middle].code, code);
        if (order == 0)
            return &things->items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    memory_reserve((void **)&things->items, &things->capacity, things->count + 1, sizeof *things->items);
    memmove(things->items + low + 1, things->items + low, (things->count - low) * sizeof *things->items);
    struct thing *thing = &things->items[low];
    *thing = (struct thing){.kind = kind};
    snprintf(thing->code, sizeof thing->code, "%s", code);
    snprintf(thing->parent, sizeof thing->parent, "%s", parent);
    things->count++;
    return thing;
}

/* Counts each thing along the path; returns the last, or NULL where the path is empty. */
static struct thing *path_count(struct things *things, const struct path_names *path, const char *root)
{
    char code[CODE_ROOM], parent[CODE_ROOM];
    struct thing *thing = NULL;
    snprintf(parent, sizeof parent, "%s", root);
    for (int i = 0; i < path->count; i++) {
        code_of_path(code, path->names, i + 1, PACK_CODE_MOST);
        thing = thing_take(things, code, parent, path->kinds[i]);
        pairs_add(&thing->names, path->names[i]);
        thing->rows++;
        memcpy(parent, code, sizeof parent);
    }
    return thing;
}

static struct thing *name_count(struct things *things, const char *name, size_t most)
{
    char code[CODE_ROOM];
    code_of_name(code, name, most);
    struct thing *thing = thing_take(things, code, "", 0);
    thing->rows++;
    return thing;
}

/* The cells of a record that name things. */
struct named {
    struct path_names area, category;
    char organisation[201], organisation_name[201], channel[201];
};

static bool named_read(const struct mapping *mapping, const struct record *record, struct named *out)
{
    char reason[ROW_REASON_BYTES];
    return !*record->fault && row_path(mapping, &mapping->area, record, &out->area, reason) &&
           row_path(mapping, &mapping->category, record, &out->category, reason) &&
           row_cell(mapping, COLUMN_ORGANISATION, record, out->organisation, sizeof out->organisation, reason) &&
           row_cell(mapping, COLUMN_ORGANISATION_NAME, record, out->organisation_name, sizeof out->organisation_name,
                    reason) &&
           row_cell(mapping, COLUMN_CHANNEL, record, out->channel, sizeof out->channel, reason) &&
           out->category.count && *out->organisation && *out->channel;
}

static void record_count(struct census *census, const struct mapping *mapping, const struct named *named)
{
    path_count(&census->areas, &named->area, mapping->city.code);
    struct thing *category = path_count(&census->categories, &named->category, "");
    struct thing *organisation = name_count(&census->organisations, named->organisation, PACK_CODE_MOST);
    struct thing *channel = name_count(&census->channels, named->channel, PACK_CHANNEL_CODE_MOST);
    pairs_add(&category->organisations, organisation->code);
    pairs_add(&organisation->names, named->organisation);
    if (*named->organisation_name)
        pairs_add(&organisation->titles, named->organisation_name);
    pairs_add(&channel->names, named->channel);
}

void census_take(struct census *census, const struct mapping *mapping, struct records *records)
{
    struct record record;
    struct named named;
    *census = (struct census){0};
    while (records_next(records, &record)) {
        census->rows++;
        if (named_read(mapping, &record, &named))
            record_count(census, mapping, &named);
        else
            census->rejected++;
    }
}

static void things_clear(struct things *things)
{
    for (size_t i = 0; i < things->count; i++) {
        pairs_clear(&things->items[i].names);
        pairs_clear(&things->items[i].titles);
        pairs_clear(&things->items[i].organisations);
    }
    free(things->items);
}

void census_clear(struct census *census)
{
    things_clear(&census->areas);
    things_clear(&census->categories);
    things_clear(&census->organisations);
    things_clear(&census->channels);
    *census = (struct census){0};
}
