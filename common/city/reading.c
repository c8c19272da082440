/* What the readers of the files share: codes, references, parents. */
#include "common/city/reading.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

static const char *const thing_names[THINGS] = {
    [THING_AREA] = "area of areas.yaml",
    [THING_ORGANISATION] = "organisation of organisations.yaml",
    [THING_CATEGORY] = "category of categories.yaml",
    [THING_PERSON] = "person of people.yaml",
    [THING_CHANNEL] = "channel of city.yaml",
    [THING_STANDARD] = "standard of standards.yaml",
};

bool reading_clean(const struct reading *reading)
{
    return reading->top.faults->count + reading->top.faults->more == reading->faults_before;
}

bool reading_has_file(const struct reading *reading, const char *name)
{
    return pack_text_find(reading->texts, reading->text_count, name) != NULL;
}

const struct node *listing_open(struct reading *reading, const struct node *root, const struct listing *listing,
                                int *count)
{
    struct field field = {listing->name, FIELD_LIST, REQUIRED, listing->most, NULL};
    struct value value;
    record_read(&reading->top, root, &field, 1, &value);
    *count = value.node ? value.number : 0;
    return value.node;
}

void reading_keep_memory(struct reading *reading, void *memory)
{
    struct pack_index *index = reading->pack->index;
    memory_reserve((void **)&index->kept, &index->kept_capacity, index->kept_count + 1, sizeof *index->kept);
    index->kept[index->kept_count++] = memory;
}

const char *reading_keep(struct reading *reading, const struct value *value)
{
    if (!value->node)
        return "";
    char *copy = memory_text(value->text, value->length);
    reading_keep_memory(reading, copy);
    return copy;
}

const char *reading_keep_code(struct reading *reading, const struct place *place, enum thing thing,
                              const struct value *value, int index, int *lines)
{
    const char *code = reading_keep(reading, value);
    if (!value->node)
        return code;
    lines[index] = value->node->line;
    int holder = code_map_add(&reading->pack->index->codes[thing], code, value->length, index);
    if (holder != index)
        place_fault(place, value->node->line, "code", "\"%s\" is taken already, by line %d", code, lines[holder]);
    return code;
}

int reading_refer(struct reading *reading, const struct place *place, enum thing thing, const struct field *field,
                  const struct value *value)
{
    const struct code_map *codes = &reading->pack->index->codes[thing];
    if (!value->node)
        return -1;
    int index = code_map_find(codes, value->text, value->length);
    if (index < 0 && codes->count) {
        char quote[FAULT_QUOTE_BYTES];
        place_fault(place, value->node->line, field->name, "%s is unknown, expected the code of an existing %s",
                    fault_quote(value->text, value->length, quote), thing_names[thing]);
    }
    return index;
}

int reading_target(struct reading *reading, const struct place *place, enum thing thing, const struct field *field,
                   const struct value *value)
{
    if (value->node && value->length == 1 && *value->text == '*')
        return -1;
    return reading_refer(reading, place, thing, field, value);
}

struct limit reading_limit(const struct reading *reading, const struct place *place, const struct field *field,
                           const struct value *value)
{
    if (value->node && value->limit.kind != LIMIT_CONTINUOUS && !reading_has_file(reading, PACK_CALENDAR))
        place_fault(place, value->node->line, field->name,
                    "\"%s\" counts by a calendar, and the city has no calendar.yaml, expected " LIMIT_EXPECTED,
                    value->text);
    return value->limit;
}

unsigned reading_roles(const struct place *place, const struct field *field, const struct value *list)
{
    const struct field role_field = {field->name, FIELD_KIND, REQUIRED, 0, person_roles};
    unsigned roles = 0;
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next) {
        struct value value;
        value_read(place, node, &role_field, &value);
        if (value.node && roles & 1u << value.number)
            place_fault(place, node->line, field->name, "names %s twice", node->text);
        if (value.node)
            roles |= 1u << value.number;
    }
    return roles;
}

/* Tells of a loop by the codes that it goes through, of which a long one shows only the first. */
static void loop_tell(const struct place *place, const struct field *field, const struct value *parents,
                      const int *linked, int start)
{
    char way[256] = "";
    size_t used = 0;
    int thing = start;
    do {
        used +=
            (size_t)snprintf(way + used, sizeof way - used, "%.*s → ", (int)parents[thing].length, parents[thing].text);
        thing = linked[thing];
    } while (thing != start && used < 160);
    if (thing == start)
        snprintf(way + used, sizeof way - used, "%.*s", (int)parents[start].length, parents[start].text);
    else
        snprintf(way + used, sizeof way - used, "…");
    place_fault(place, parents[start].node->line, field->name, "is a loop: %s", way);
}

int *reading_link(struct reading *reading, const char *list, enum thing thing, const struct field *field,
                  const struct value *parents, int count)
{
    size_t n = (size_t)count;
    int *linked = memory_new(n, sizeof *linked), *whole = memory_new(n, sizeof *whole),
        *cut = memory_new(n, sizeof *cut);
    for (int i = 0; i < count; i++) {
        struct place place = place_of_entry(&reading->top, list, i);
        linked[i] = reading_refer(reading, &place, thing, field, &parents[i]);
    }
    memcpy(whole, linked, n * sizeof *whole);
    int loops = tree_loops_cut(linked, count, cut);
    for (int i = 0; i < loops; i++) {
        struct place place = place_of_entry(&reading->top, list, cut[i]);
        loop_tell(&place, field, parents, whole, cut[i]);
    }
    free(whole);
    free(cut);
    return linked;
}
