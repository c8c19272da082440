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
    for (int i = 0; i < index->calendar_count; i++)
        calendar_destroy(&index->calendars[i].calendar);
    free(index->calendars);
    free(index->ladders);
    code_map_clear(&index->plates);
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

bool pack_clock_limit(const struct pack *pack, enum clock_kind kind, struct limit *out)
{
    const struct pack_clock *clock = &pack->index->clocks[kind];
    if (clock->kept)
        *out = clock->limit;
    return clock->kept;
}

const struct ladder *pack_ladder(const struct pack *pack, enum clock_kind kind, int category)
{
    static const struct ladder_step overdue = {.kind = STEP_OVERDUE};
    static const struct ladder plain = {&overdue, 1, 0};
    int ladder = -1;
    for (; kind == CLOCK_HANDLING && category >= 0 && ladder < 0; category = pack->categories[category].parent)
        ladder = pack->categories[category].ladder;
    if (ladder < 0)
        ladder = pack->index->clocks[kind].ladder;
    return ladder < 0 ? &plain : &pack->index->ladders[ladder].ladder;
}

const struct calendar *pack_calendar(const struct pack *pack, int organisation)
{
    int own = organisation < 0 ? -1 : pack->organisations[organisation].calendar;
    return own < 0 ? pack->calendar : pack->index->calendars[own].calendar;
}

int pack_calendar_last_year(const struct pack *pack)
{
    int least = 0, first, last;
    for (int i = -1; i < pack->index->calendar_count; i++) {
        const struct calendar *calendar = i < 0 ? pack->calendar : pack->index->calendars[i].calendar;
        if (!calendar)
            continue;
        calendar_years(calendar, &first, &last);
        least = least && least < last ? least : last;
    }
    return least;
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

int pack_area_depth(const struct pack *pack, int area)
{
    int depth = 0;
    while ((area = pack->areas[area].parent) >= 0)
        depth++;
    return depth;
}

int pack_area_of_qr(const struct pack *pack, const char *qr, size_t length)
{
    return code_map_find(&pack->index->plates, qr, length);
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
