/* Reading the files of a pack from a folder. */
#include "common/city/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/base/memory.h"
#include "common/city/calendar_reading.h"
#include "common/city/file_table.h"

char *path_join(const char *folder, const char *name)
{
    size_t room = strlen(folder) + strlen(name) + 2;
    char *path = memory_new(room, 1);
    snprintf(path, room, "%s/%s", folder, name);
    return path;
}

bool name_ends(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && !strcmp(name + length - tail, end);
}

static bool stream_read(FILE *stream, struct pack_text *text)
{
    struct stat status;
    if (fstat(fileno(stream), &status) != 0)
        return false;
    if (!S_ISREG(status.st_mode) || status.st_size > PACK_FILE_MOST) {
        errno = S_ISREG(status.st_mode) ? EFBIG : EINVAL;
        return false;
    }
    char *bytes = memory_new((size_t)status.st_size + 1, 1);
    text->length = fread(bytes, 1, (size_t)status.st_size, stream);
    text->text = bytes;
    return !ferror(stream);
}

void folder_text_read(const char *folder, const char *name, const char *called, struct pack_texts *out,
                      struct pack_faults *faults)
{
    memory_reserve((void **)&out->items, &out->capacity, out->count + 1, sizeof *out->items);
    struct pack_text *text = &out->items[out->count++];
    *text = (struct pack_text){.name = memory_text(called, strlen(called))};
    char *path = path_join(folder, name);
    FILE *stream = fopen(path, "rb");
    if (!stream || !stream_read(stream, text))
        pack_faults_add(faults, text->name, 0, "", "cannot be read: %s, expected a file of at most %d bytes",
                        strerror(errno), PACK_FILE_MOST);
    if (stream)
        fclose(stream);
    free(path);
}

/* YAML files are tables of years, whatever they are called: a wrong name is told when they are read. Of too many, one
 * more than are taken is read, so that this is told too. */
bool folder_years_read(const char *folder, const char *collection, struct pack_texts *out, struct pack_faults *faults)
{
    char *path = path_join(folder, collection);
    DIR *directory = opendir(path);
    size_t most = out->count + CALENDAR_YEARS_MOST + 1;
    for (const struct dirent *entry = directory ? readdir(directory) : NULL; entry && out->count < most;
         entry = readdir(directory)) {
        if (*entry->d_name == '.' || (!name_ends(entry->d_name, ".yaml") && !name_ends(entry->d_name, ".yml")))
            continue;
        char *called = path_join(collection, entry->d_name);
        folder_text_read(path, entry->d_name, called, out, faults);
        free(called);
    }
    if (directory)
        closedir(directory);
    free(path);
    return directory != NULL;
}

/* The files that packs have. Another one that looks like it is a fault: a slip of the pen would go unseen. */
static void files_read(const char *folder, struct pack_texts *out, struct pack_faults *faults)
{
    DIR *directory = opendir(folder);
    if (!directory) {
        pack_faults_add(faults, folder, 0, "", "cannot be opened: %s, expected the folder of a pack", strerror(errno));
        return;
    }
    for (const struct dirent *entry = readdir(directory); entry; entry = readdir(directory)) {
        const char *name = entry->d_name;
        if (*name == '.')
            continue;
        if (pack_file_of(name))
            folder_text_read(folder, name, name, out, faults);
        else if (name_ends(name, ".yaml") || name_ends(name, ".yml") || name_ends(name, ".geojson"))
            pack_faults_add(faults, name, 0, "", "is no file of a pack, expected those of docs/city-pack.md");
    }
    closedir(directory);
    if (!out->count)
        pack_faults_add(faults, folder, 0, "", "has no file of a pack, expected city.yaml and others");
}

static bool collection_read_already(const struct pack_texts *texts, const char *collection)
{
    size_t length = strlen(collection);
    for (size_t i = 0; i < texts->count; i++)
        if (strncmp(texts->items[i].name, collection, length) == 0 && texts->items[i].name[length] == '/')
            return true;
    return false;
}

bool folder_collection_read(const char *folder, const char *collection, struct pack_texts *out,
                            struct pack_faults *faults)
{
    char *shared = path_join(folder, "../../calendars");
    bool found =
        folder_years_read(folder, collection, out, faults) || folder_years_read(shared, collection, out, faults);
    free(shared);
    return found;
}

/* The tables that a calendar names. */
static void years_read(const char *folder, const struct pack_text calendar, struct pack_texts *out,
                       struct pack_faults *faults)
{
    char *collection = calendar.text ? calendar_collection(&calendar) : NULL;
    if (collection && !collection_read_already(out, collection) &&
        !folder_collection_read(folder, collection, out, faults))
        pack_faults_add(faults, calendar.name, 0, "years",
                        "there is no folder %s of year tables, neither in the pack's nor in ../../calendars",
                        collection);
    free(collection);
}

bool pack_texts_read(const char *folder, struct pack_texts *out, struct pack_faults *faults)
{
    size_t before = faults->count + faults->more;
    *out = (struct pack_texts){0};
    files_read(folder, out, faults);
    for (size_t i = 0, count = out->count; i < count; i++)
        if (pack_file_is_calendar(out->items[i].name))
            years_read(folder, out->items[i], out, faults);
    pack_texts_sort(out->items, out->count);
    return faults->count + faults->more == before;
}

bool pack_read_folder(const char *folder, struct pack **out, struct pack_faults *faults)
{
    struct pack_texts texts;
    bool whole = pack_texts_read(folder, &texts, faults);
    *out = NULL;
    if (texts.count) /* what is there is read whatever is wrong, so that all faults are told at once */
        pack_read_texts(texts.items, texts.count, out, faults);
    if (!whole)
        pack_destroy(out);
    pack_texts_clear(&texts);
    return *out != NULL;
}
