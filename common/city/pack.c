/* Packs: looking things up in one, and letting it go. */
#include "common/city/pack.h"

#include <stdlib.h>

#include "common/city/index.h"
#include "common/time/calendar.h"
#include "common/time/zone.h"

static void index_destroy(struct pack_index *index)
{
    for (int i = 0; i < THINGS; i++) {
        code_map_clear(&index->codes[i]);
        id_map_clear(&index->ids[i]);
    }
    for (size_t i = 0; i < index->kept_count; i++)
        free(index->kept[i]);
    free(index->kept);
    tree_clear(&index->areas);
    tree_clear(&index->categories);
    routing_clear(&index->routing);
    free(index->standard_firsts);
    free(index);
}

void pack_destroy(struct pack **pack)
{
    if (!*pack)
        return;
    free((*pack)->areas);
    free((*pack)->organisations);
    free((*pack)->categories);
    free((*pack)->people);
    free((*pack)->channels);
    free((*pack)->rules);
    free((*pack)->responsibilities);
    free((*pack)->standards);
    calendar_destroy(&(*pack)->calendar);
    zone_destroy(&(*pack)->zone);
    index_destroy((*pack)->index);
    free(*pack);
    *pack = NULL;
}

const struct pack_rule *pack_route(const struct pack *pack, int category, int area)
{
    int rule = routing_find(&pack->index->routing, category, area);
    return rule < 0 ? NULL : &pack->rules[rule];
}

struct limit pack_limit(const struct pack *pack, const struct pack_rule *rule_or_null, int category)
{
    if (rule_or_null && rule_or_null->has_limit)
        return rule_or_null->limit;
    for (; category >= 0; category = pack->categories[category].parent)
        if (pack->categories[category].has_limit)
            return pack->categories[category].limit;
    return pack->default_limit;
}

bool pack_area_within(const struct pack *pack, int area, int over)
{
    return tree_covers(&pack->index->areas, over, area);
}

int pack_standard_find(const struct pack *pack, const char *code, size_t length)
{
    return code_map_find(&pack->index->codes[THING_STANDARD], code, length);
}

void pack_standards_of(const struct pack *pack, int category, int *first, int *count)
{
    const int *firsts = pack->index->standard_firsts;
    *first = firsts ? firsts[category] : 0;
    *count = firsts ? firsts[category + 1] - *first : 0;
}

/* pack_X_find, pack_X_of_id, and how pack_bind_finish learns the ids of X. */
#define LOOK_UPS(NAME, THING, ARRAY, COUNT)                                                                            \
    int pack_##NAME##_find(const struct pack *pack, const char *code, size_t length)                                   \
    {                                                                                                                  \
        return code_map_find(&pack->index->codes[THING], code, length);                                                \
    }                                                                                                                  \
    int pack_##NAME##_of_id(const struct pack *pack, int32_t id)                                                       \
    {                                                                                                                  \
        return id_map_find(&pack->index->ids[THING], id);                                                              \
    }                                                                                                                  \
    static void NAME##_bind(struct pack *pack)                                                                         \
    {                                                                                                                  \
        struct id_map *map = &pack->index->ids[THING];                                                                 \
        id_map_clear(map);                                                                                             \
        id_map_open(map, (size_t)pack->COUNT);                                                                         \
        for (int i = 0; i < pack->COUNT; i++)                                                                          \
            if (pack->ARRAY[i].id)                                                                                     \
                id_map_add(map, pack->ARRAY[i].id, i);                                                                 \
    }

LOOK_UPS(area, THING_AREA, areas, area_count)
LOOK_UPS(organisation, THING_ORGANISATION, organisations, organisation_count)
LOOK_UPS(category, THING_CATEGORY, categories, category_count)
LOOK_UPS(person, THING_PERSON, people, person_count)
LOOK_UPS(channel, THING_CHANNEL, channels, channel_count)

void pack_bind_finish(struct pack *pack)
{
    area_bind(pack);
    organisation_bind(pack);
    category_bind(pack);
    person_bind(pack);
    channel_bind(pack);
}
