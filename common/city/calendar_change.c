/* What a file is, is told by its name, as everywhere in packs. */
#include "common/city/calendar_change.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/calendar_reading.h"
#include "common/city/file_table.h"
#include "common/city/folder.h"

static const char *path_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The folder of a path, to be freed. */
static char *path_folder(const char *path)
{
    size_t length = (size_t)(path_file(path) - path);
    return length ? memory_text(path, length > 1 ? length - 1 : 1) : memory_text(".", 1);
}

enum calendar_file calendar_file_of(const char *path)
{
    enum { YEAR_DIGITS = 4 };
    const char *name = path_file(path);
    if (strspn(name, "0123456789") == YEAR_DIGITS && strcmp(name + YEAR_DIGITS, ".yaml") == 0)
        return CALENDAR_FILE_YEAR;
    return pack_file_is_calendar(name) ? CALENDAR_FILE_WEEK : CALENDAR_FILE_NONE;
}

static bool collection_named(const struct pack_texts *texts, const char *table)
{
    bool named = false;
    for (size_t i = 0; i < texts->count && !named; i++) {
        if (!pack_file_is_calendar(texts->items[i].name) || !texts->items[i].text)
            continue;
        char *collection = calendar_collection(&texts->items[i]);
        size_t length = collection ? strlen(collection) : 0;
        named = collection && strncmp(table, collection, length) == 0 && table[length] == '/';
        free(collection);
    }
    return named;
}

static void unnamed_drop(struct pack_texts *texts)
{
    for (size_t i = texts->count; i-- > 0;)
        if (strchr(texts->items[i].name, '/') && !collection_named(texts, texts->items[i].name))
            pack_texts_remove(texts, i);
}

/* Puts `changes` in the place of what has the same names. */
static void texts_merge(struct pack_texts *texts, const struct pack_texts *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        if (changes->items[i].text)
            pack_texts_put(texts, &changes->items[i]);
}

/* The collection's tables in the pack are taken whole from where the calendar comes from, or stay as they are. */
static void collection_replace(struct pack_texts *texts, const char *folder, const struct pack_text *calendar,
                               struct pack_texts *changes, struct pack_faults *faults)
{
    size_t before = changes->count;
    char *collection = calendar_collection(calendar);
    if (collection && folder_collection_read(folder, collection, changes, faults) && changes->count > before)
        for (size_t i = texts->count; i-- > 0;)
            if (strncmp(texts->items[i].name, collection, strlen(collection)) == 0 &&
                texts->items[i].name[strlen(collection)] == '/')
                pack_texts_remove(texts, i);
    free(collection);
}

static void week_read(struct pack_texts *texts, const char *path, struct pack_texts *changes,
                      struct pack_faults *faults)
{
    char *folder = path_folder(path);
    folder_text_read(folder, path_file(path), path_file(path), changes, faults);
    if (changes->items[0].text) {
        const struct pack_text calendar = changes->items[0];
        collection_replace(texts, folder, &calendar, changes, faults);
    }
    free(folder);
}

/* "2027.yaml" of the folder "…/china" is called "china/2027.yaml". */
static void year_read(const char *path, struct pack_texts *changes, struct pack_faults *faults)
{
    char *folder = path_folder(path), *called = path_join(path_file(folder), path_file(path));
    if (*path_file(folder) == '.')
        pack_faults_add(faults, path, 0, "", "does not tell its collection, expected a path such as china/%s",
                        path_file(path));
    else
        folder_text_read(folder, path_file(path), called, changes, faults);
    free(called);
    free(folder);
}

bool calendar_change(struct pack_texts *texts, const char *path, struct pack_faults *faults)
{
    size_t before = faults->count + faults->more;
    struct pack_texts changes = {0};
    switch (calendar_file_of(path)) {
    case CALENDAR_FILE_WEEK:
        week_read(texts, path, &changes, faults);
        break;
    case CALENDAR_FILE_YEAR:
        year_read(path, &changes, faults);
        break;
    case CALENDAR_FILE_NONE:
        pack_faults_add(faults, path, 0, "", "is no calendar by its name, expected " CALENDAR_FILE_EXPECTED);
    }
    texts_merge(texts, &changes);
    if (calendar_file_of(path) == CALENDAR_FILE_WEEK)
        unnamed_drop(texts);
    pack_texts_sort(texts->items, texts->count);
    pack_texts_clear(&changes);
    return faults->count + faults->more == before;
}
