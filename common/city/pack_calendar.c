/* The calendars of a pack, the city's and those of organisations, with the tables of their years, which are texts of
 * the pack too. */
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/calendar_reading.h"
#include "common/city/reading.h"

/* The texts COLLECTION/…: in their order they stand side by side. Returns the first, and how many in *count. */
static const struct pack_text *tables_find(struct reading *reading, const char *collection, size_t *count)
{
    size_t length = strlen(collection), first = 0;
    *count = 0;
    for (size_t i = 0; i < reading->text_count; i++) {
        const char *name = reading->texts[i].name;
        if (strncmp(name, collection, length) != 0 || name[length] != '/')
            continue;
        if (!*count)
            first = i;
        ++*count;
        reading->text_read[i] = true;
    }
    return reading->texts + first;
}

static void text_read(struct reading *reading, const struct pack_text *text, struct calendar **out)
{
    char *collection = calendar_collection(text);
    size_t count = 0;
    const struct pack_text *tables = collection ? tables_find(reading, collection, &count) : reading->texts;
    calendar_read_texts(text, tables, count, reading->pack->timezone, out, reading->top.faults);
    free(collection);
}

void calendar_text_read(struct reading *reading, const struct pack_text *text)
{
    text_read(reading, text, &reading->pack->calendar);
}

/* calendar-NAME.yaml */
void named_calendar_text_read(struct reading *reading, const struct pack_text *text)
{
    enum { BEFORE = sizeof "calendar-" - 1, AFTER = sizeof ".yaml" - 1 };
    struct pack_index *index = reading->pack->index;
    char *name = memory_text(text->name + BEFORE, strlen(text->name) - BEFORE - AFTER);
    reading_keep_memory(reading, name);
    index->calendars = memory_resize(index->calendars, (size_t)index->calendar_count + 1, sizeof *index->calendars);
    struct named_calendar *calendar = &index->calendars[index->calendar_count++];
    *calendar = (struct named_calendar){name, NULL};
    text_read(reading, text, &calendar->calendar);
}

int reading_refer_calendar(const struct reading *reading, const struct place *place, const struct field *field,
                           const struct value *value)
{
    const struct pack_index *index = reading->pack->index;
    char quote[FAULT_QUOTE_BYTES];
    if (!value->node)
        return -1;
    for (int i = 0; i < index->calendar_count; i++)
        if (strcmp(index->calendars[i].name, value->text) == 0)
            return i;
    place_fault(place, value->node->line, field->name, "%s is unknown, expected the NAME of a file calendar-NAME.yaml",
                fault_quote(value->text, value->length, quote));
    return -1;
}
