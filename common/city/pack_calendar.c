/* calendar.yaml of a pack, with the tables of its years, which are texts of the pack too. */
#include <stdlib.h>
#include <string.h>

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

void calendar_text_read(struct reading *reading, const struct pack_text *text)
{
    char *collection = calendar_collection(text);
    size_t count = 0;
    const struct pack_text *tables = collection ? tables_find(reading, collection, &count) : reading->texts;
    calendar_read_texts(text, tables, count, reading->pack->timezone, &reading->pack->calendar, reading->top.faults);
    free(collection);
}
