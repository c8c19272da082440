/* Reading a calendar from files: calendar.yaml, and the collection of year tables that it names. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/calendar_reading.h"
#include "common/city/folder.h"

/* Faults are told when the calendar is read. */
char *calendar_collection(const struct pack_text *text)
{
    struct pack_faults unheard = {0};
    struct calendar_reading *reading = memory_new(1, sizeof *reading);
    reading->faults = &unheard;
    const char *name = calendar_file_read(reading, text);
    char *copy = name && *name != '.' ? memory_text(name, strlen(name)) : NULL;
    document_destroy(&reading->documents[0]);
    free(reading);
    pack_faults_clear(&unheard);
    return copy;
}

static void tables_read(const char *tables, const char *collection, struct pack_texts *out, struct pack_faults *faults)
{
    if (!folder_years_read(tables, collection, out, faults))
        pack_faults_add(faults, collection, 0, "", "cannot be opened: %s, expected a folder of year tables",
                        strerror(errno));
}

bool calendar_read_files(const char *path, const char *tables, const char *timezone, struct calendar **out,
                         struct pack_faults *faults)
{
    size_t before = faults->count + faults->more;
    const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
    char *folder = slash ? memory_text(path, (size_t)(slash - path + 1)) : memory_text(".", 1);
    struct pack_texts calendar = {0}, years = {0};
    folder_text_read(folder, file, file, &calendar, faults);
    char *collection = calendar.items->text ? calendar_collection(calendar.items) : NULL;
    if (collection)
        tables_read(tables, collection, &years, faults);
    bool whole = faults->count + faults->more == before;
    *out = NULL;
    if (calendar.items->text)
        calendar_read_texts(calendar.items, years.items, years.count, timezone, out, faults);
    if (!whole)
        calendar_destroy(out);
    pack_texts_clear(&calendar);
    pack_texts_clear(&years);
    free(collection);
    free(folder);
    return *out != NULL;
}
