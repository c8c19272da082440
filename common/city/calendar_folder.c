/* Reading a calendar from files: calendar.yaml, and the collection of year tables that it names. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/calendar_reading.h"
#include "common/city/folder.h"

struct collection {
    const char *name;
    struct pack_text texts[CALENDAR_YEARS_MOST + 1]; /* one more than are taken, so that too many is told */
    char *names[CALENDAR_YEARS_MOST + 1];            /* "china/2026.yaml" */
    size_t count;
};

static char *path_join(const char *folder, const char *name)
{
    size_t room = strlen(folder) + strlen(name) + 2;
    char *path = memory_new(room, 1);
    snprintf(path, room, "%s/%s", folder, name);
    return path;
}

static bool name_ends(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && !strcmp(name + length - tail, end);
}

/* YAML files are tables of years, whatever they are called: a wrong name is told when they are read. */
static void tables_read(const char *folder, struct collection *collection, struct pack_faults *faults)
{
    DIR *directory = opendir(folder);
    if (!directory) {
        pack_faults_add(faults, collection->name, 0, "", "cannot be opened: %s, expected a folder of year tables",
                        strerror(errno));
        return;
    }
    for (const struct dirent *entry = readdir(directory); entry && collection->count <= CALENDAR_YEARS_MOST;
         entry = readdir(directory)) {
        if (*entry->d_name == '.' || (!name_ends(entry->d_name, ".yaml") && !name_ends(entry->d_name, ".yml")))
            continue;
        char *called = path_join(collection->name, entry->d_name);
        folder_text_read(folder, entry->d_name, called, &collection->texts[collection->count], faults);
        collection->names[collection->count++] = called;
    }
    closedir(directory);
}

/* The collection that the calendar names, to be freed, or NULL. Faults are told when the calendar is read. */
static char *collection_name(const struct pack_text *calendar)
{
    struct pack_faults unheard = {0};
    struct calendar_reading *reading = memory_new(1, sizeof *reading);
    reading->faults = &unheard;
    const char *name = calendar_file_read(reading, calendar);
    char *copy = name && *name != '.' ? memory_text(name, strlen(name)) : NULL;
    document_destroy(&reading->documents[0]);
    free(reading);
    pack_faults_clear(&unheard);
    return copy;
}

static void collection_clear(struct collection *collection)
{
    for (size_t i = 0; i < collection->count; i++) {
        folder_text_clear(&collection->texts[i]);
        free(collection->names[i]);
    }
    free(collection);
}

bool calendar_read_files(const char *path, const char *tables, const char *timezone, struct calendar **out,
                         struct pack_faults *faults)
{
    size_t before = faults->count + faults->more;
    const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
    char *folder = slash ? memory_text(path, (size_t)(slash - path + 1)) : memory_text(".", 1);
    struct collection *collection = memory_new(1, sizeof *collection);
    struct pack_text calendar;
    folder_text_read(folder, file, file, &calendar, faults);
    char *name = calendar.text ? collection_name(&calendar) : NULL;
    collection->name = name;
    if (name) {
        char *years = path_join(tables, name);
        tables_read(years, collection, faults);
        free(years);
    }
    bool whole = faults->count + faults->more == before;
    *out = NULL;
    if (calendar.text)
        calendar_read_texts(&calendar, collection->texts, collection->count, timezone, out, faults);
    if (!whole)
        calendar_destroy(out);
    collection_clear(collection);
    folder_text_clear(&calendar);
    free(name);
    free(folder);
    return *out != NULL;
}
