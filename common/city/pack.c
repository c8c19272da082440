/* Packs: from texts to a pack, and looking things up in one. */
#include "common/city/pack.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/calendar_file.h"
#include "common/city/reading.h"

const char *const pack_file_names[PACK_FILES] = {"city.yaml",       "areas.yaml",  "organisations.yaml",
                                                 "categories.yaml", "people.yaml", "routing.yaml"};

/* In the order of pack_file_names: a file may refer to what stands in those before it. */
static void (*const file_readers[PACK_FILES])(struct reading *, const struct node *) = {
    city_file_read, area_file_read, organisation_file_read, category_file_read, person_file_read, routing_file_read};

/* The texts of a pack, each in its place. */
struct pack_parts {
    const struct pack_text *files[PACK_FILES], *calendar;
    struct pack_text *years;
    size_t year_count;
};

static int file_find(const char *name)
{
    for (int i = 0; i < PACK_FILES; i++)
        if (strcmp(pack_file_names[i], name) == 0)
            return i;
    return -1;
}

static void text_sort(const struct pack_text *text, struct pack_parts *parts, struct pack_faults *faults)
{
    int file = file_find(text->name);
    const struct pack_text **part = file < 0 ? &parts->calendar : &parts->files[file];
    if (strchr(text->name, '/'))
        parts->years[parts->year_count++] = *text;
    else if (file < 0 && strcmp(text->name, PACK_CALENDAR) != 0)
        pack_faults_add(faults, text->name, 0, "", "is no file of a pack");
    else if (*part)
        pack_faults_add(faults, text->name, 0, "", "is there twice");
    else
        *part = text;
}

/* Finds each file among the texts; what is missing, there twice or of no pack is a fault. */
static void texts_sort(const struct pack_text *texts, size_t count, struct pack_parts *parts,
                       struct pack_faults *faults)
{
    parts->years = memory_new(count + 1, sizeof *parts->years);
    for (size_t i = 0; i < count; i++)
        text_sort(&texts[i], parts, faults);
    for (int i = 0; i < PACK_FILES; i++)
        if (!parts->files[i])
            pack_faults_add(faults, pack_file_names[i], 0, "", "is missing");
    for (size_t i = 0; i < parts->year_count && !parts->calendar; i++)
        pack_faults_add(faults, parts->years[i].name, 0, "", "is the table of a year, and there is no " PACK_CALENDAR);
}

static void file_read(struct reading *reading, int file, const struct pack_text *text)
{
    struct pack_faults *faults = reading->top.faults;
    struct document *document = NULL;
    reading->top = (struct place){faults, pack_file_names[file], ""};
    if (text && text->length > PACK_FILE_MOST)
        pack_faults_add(faults, text->name, 0, "", "has %zu bytes, expected at most %d", text->length, PACK_FILE_MOST);
    else if (text && text->text)
        document = document_new(text->name, text->text, text->length, faults);
    file_readers[file](reading, document ? document_root(document) : NULL);
    document_destroy(&document);
}

bool pack_read_texts(const struct pack_text *texts, size_t count, struct pack **out, struct pack_faults *faults)
{
    struct pack_parts parts = {0};
    struct reading reading = {.pack = memory_new(1, sizeof(struct pack)),
                              .faults_before = faults->count + faults->more,
                              .top = {.faults = faults}};
    reading.pack->index = memory_new(1, sizeof *reading.pack->index);
    texts_sort(texts, count, &parts, faults);
    reading.has_calendar = parts.calendar != NULL;
    for (int i = 0; i < PACK_FILES; i++)
        file_read(&reading, i, parts.files[i]);
    if (parts.calendar)
        calendar_read_texts(parts.calendar, parts.years, parts.year_count, reading.pack->timezone,
                            &reading.pack->calendar, faults);
    free(parts.years);
    if (!reading_clean(&reading)) {
        pack_faults_sort(faults);
        pack_destroy(&reading.pack);
    }
    *out = reading.pack;
    return *out != NULL;
}

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
    calendar_destroy(&(*pack)->calendar);
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
