/* standards.yaml: when a small category is taken up and when it is done, and within which limit: 立结案标准. Optional.
 */
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/reading.h"

enum { CODE, CATEGORY, OPEN, CLOSE, LIMIT, ORGANISATION, SUPERVISOR, FIELDS };

static const struct field fields[FIELDS] = {
    [CODE] = {"code", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [CATEGORY] = {"category", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [OPEN] = {"open", FIELD_TEXT, REQUIRED, PACK_CONDITION_MOST, NULL},
    [CLOSE] = {"close", FIELD_TEXT, REQUIRED, PACK_CONDITION_MOST, NULL},
    [LIMIT] = {"limit", FIELD_LIMIT_ANY, REQUIRED, 0, NULL},
    [ORGANISATION] = {"organisation", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
    [SUPERVISOR] = {"supervisor", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
};
static const struct listing listing = {"standards", PACK_STANDARDS_MOST, fields, FIELDS};

static bool category_is_small(const struct pack *pack, int category)
{
    return pack->index->categories.sizes[category] == 1;
}

/* The small category that a standard is for. */
static int category_refer(struct reading *reading, const struct place *place, const struct value *value)
{
    int category = reading_refer(reading, place, THING_CATEGORY, &fields[CATEGORY], value);
    if (category >= 0 && !category_is_small(reading->pack, category))
        place_fault(place, value->node->line, "category",
                    "\"%s\" has others below it, expected a small category: one that has none",
                    reading->pack->categories[category].code);
    return category;
}

static void standard_read(struct reading *reading, const struct node *node, int index, int *lines)
{
    struct value values[FIELDS];
    struct place place = place_of_entry(&reading->top, listing.name, index);
    record_read(&place, node, fields, FIELDS, values);
    reading->pack->standards[index] = (struct pack_standard){
        .code = reading_keep_code(reading, &place, THING_STANDARD, &values[CODE], index, lines),
        .category = category_refer(reading, &place, &values[CATEGORY]),
        .open = reading_keep(reading, &values[OPEN]),
        .close = reading_keep(reading, &values[CLOSE]),
        .limit = reading_limit(reading, &place, &fields[LIMIT], &values[LIMIT]),
        .organisation =
            reading_refer(reading, &place, THING_ORGANISATION, &fields[ORGANISATION], &values[ORGANISATION]),
        .supervisor = reading_refer(reading, &place, THING_ORGANISATION, &fields[SUPERVISOR], &values[SUPERVISOR]),
    };
}

/* Puts those of a category together, in the order of the file: index->standard_firsts[c] is the first of category c,
 * and that of c + 1 stands behind its last. */
static void standards_gather(struct pack *pack)
{
    size_t categories = (size_t)pack->category_count, count = (size_t)pack->standard_count;
    int *firsts = memory_new(categories + 1, sizeof *firsts), *next = memory_new(categories + 1, sizeof *next);
    struct pack_standard *gathered = memory_new(count, sizeof *gathered);
    for (size_t i = 0; i < count; i++)
        firsts[pack->standards[i].category + 1]++;
    for (size_t i = 0; i < categories; i++)
        firsts[i + 1] += firsts[i];
    memcpy(next, firsts, (categories + 1) * sizeof *next);
    for (size_t i = 0; i < count; i++)
        gathered[next[pack->standards[i].category]++] = pack->standards[i];
    free(next);
    free(pack->standards);
    pack->standards = gathered;
    pack->index->standard_firsts = firsts;
}

/* The codes once more, now that the standards have their places. */
static void codes_renew(struct pack *pack)
{
    struct code_map *codes = &pack->index->codes[THING_STANDARD];
    code_map_clear(codes);
    for (int i = 0; i < pack->standard_count; i++)
        code_map_add(codes, pack->standards[i].code, strlen(pack->standards[i].code), i);
}

void standard_file_read(struct reading *reading, const struct node *root)
{
    struct pack *pack = reading->pack;
    int count = 0, index = 0;
    const struct node *list = root ? listing_open(reading, root, &listing, &count) : NULL;
    pack->standards = memory_new((size_t)count, sizeof *pack->standards);
    pack->standard_count = count;
    int *lines = memory_new((size_t)count, sizeof *lines);
    for (const struct node *node = list ? list->first : NULL; node; node = node->next, index++)
        standard_read(reading, node, index, lines);
    free(lines);
    if (!reading_clean(reading))
        return;
    standards_gather(pack);
    codes_renew(pack);
}
