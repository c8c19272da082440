/* city.yaml: how long each kind of clock may run, and which ladder goes with it. */
#include "common/city/city_parts.h"

/* A task's clock has its limit from rule or category, a suspension runs to a date: neither has one here. */
static bool clock_has_limit(int kind)
{
    return kind != CLOCK_HANDLING && kind != CLOCK_SUSPENSION;
}

void city_limits_read(struct reading *reading, const struct value *limits)
{
    struct field fields[CLOCK_KIND_COUNT] = {{"default", FIELD_LIMIT_ANY, REQUIRED, 0, NULL}};
    struct value values[CLOCK_KIND_COUNT] = {0};
    int kinds[CLOCK_KIND_COUNT], count = 1;
    struct place place = place_within(&reading->top, "limits");
    for (int kind = 1; kind < CLOCK_KIND_COUNT; kind++) {
        if (!clock_has_limit(kind))
            continue;
        kinds[count] = kind;
        fields[count++] = (struct field){lifecycle_clock_name(kind), FIELD_LIMIT_ANY, OPTIONAL, 0, NULL};
    }
    if (limits->node)
        record_read(&place, limits->node, fields, count, values);
    reading->pack->default_limit = reading_limit(reading, &place, &fields[0], &values[0]);
    for (int i = 1; i < count; i++) {
        struct pack_clock *clock = &reading->pack->index->clocks[kinds[i]];
        clock->limit = reading_limit(reading, &place, &fields[i], &values[i]);
        clock->kept = values[i].present;
    }
}

void city_clocks_read(struct reading *reading, const struct value *clocks)
{
    struct field fields[CLOCK_KIND_COUNT];
    struct value values[CLOCK_KIND_COUNT] = {0};
    struct pack_clock *all = reading->pack->index->clocks;
    struct place place = place_within(&reading->top, "clocks");
    for (int kind = 0; kind < CLOCK_KIND_COUNT; kind++) {
        all[kind].ladder = -1;
        if (kind)
            fields[kind - 1] = (struct field){lifecycle_clock_name(kind), FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL};
    }
    if (clocks->node)
        record_read(&place, clocks->node, fields, CLOCK_KIND_COUNT - 1, values);
    for (int kind = 1; kind < CLOCK_KIND_COUNT; kind++) {
        const struct value *value = &values[kind - 1];
        all[kind].ladder = reading_refer_ladder(reading, &place, &fields[kind - 1], value);
        if (value->present && clock_has_limit(kind) && !all[kind].kept)
            place_fault(&place, value->node ? value->node->line : clocks->node->line, fields[kind - 1].name,
                        "is the ladder of a clock that is not kept, expected its limit in limits");
    }
}
