/* Reading the files of a pack from a folder. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/base/memory.h"
#include "common/city/folder.h"

/* A file that was meant to be one of the pack's, and is none: a slip of the pen would otherwise go unseen. */
static bool file_stray(const char *name)
{
    size_t length = strlen(name);
    bool yaml =
        (length > 5 && !strcmp(name + length - 5, ".yaml")) || (length > 4 && !strcmp(name + length - 4, ".yml"));
    for (int i = 0; i < PACK_FILES; i++)
        if (!strcmp(name, pack_file_names[i]))
            return false;
    return yaml && *name != '.';
}

static bool folder_check(const char *folder, struct pack_faults *faults)
{
    DIR *directory = opendir(folder);
    if (!directory) {
        pack_faults_add(faults, folder, 0, "", "cannot be opened: %s, expected the folder of a pack", strerror(errno));
        return false;
    }
    for (const struct dirent *entry = readdir(directory); entry; entry = readdir(directory))
        if (file_stray(entry->d_name))
            pack_faults_add(
                faults, entry->d_name, 0, "",
                "is no file of a pack, expected city, areas, organisations, categories, people, routing .yaml");
    closedir(directory);
    return true;
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

void folder_text_read(const char *folder, const char *name, const char *called, struct pack_text *text,
                      struct pack_faults *faults)
{
    size_t room = strlen(folder) + strlen(name) + 2;
    char *path = memory_new(room, 1);
    snprintf(path, room, "%s/%s", folder, name);
    *text = (struct pack_text){.name = called};
    FILE *stream = fopen(path, "rb");
    if (!stream || !stream_read(stream, text))
        pack_faults_add(faults, called, 0, "", "cannot be read: %s, expected a file of at most %d bytes",
                        strerror(errno), PACK_FILE_MOST);
    if (stream)
        fclose(stream);
    free(path);
}

void folder_text_clear(struct pack_text *text)
{
    char *owned; /* what was read is ours, although readers see it as const */
    memcpy(&owned, &text->text, sizeof owned);
    free(owned);
    *text = (struct pack_text){0};
}

/* Fills what can be read; the text of what cannot is NULL, and that was told. */
static bool folder_read(const char *folder, struct pack_text texts[PACK_FILES], struct pack_faults *faults)
{
    size_t before = faults->count + faults->more;
    memset(texts, 0, PACK_FILES * sizeof *texts);
    if (folder_check(folder, faults))
        for (int i = 0; i < PACK_FILES; i++)
            folder_text_read(folder, pack_file_names[i], pack_file_names[i], &texts[i], faults);
    return faults->count + faults->more == before;
}

bool pack_texts_read(const char *folder, struct pack_text texts[PACK_FILES], struct pack_faults *faults)
{
    bool read = folder_read(folder, texts, faults);
    if (!read)
        pack_texts_clear(texts);
    return read;
}

void pack_texts_clear(struct pack_text texts[PACK_FILES])
{
    for (int i = 0; i < PACK_FILES; i++)
        folder_text_clear(&texts[i]);
}

bool pack_read_folder(const char *folder, struct pack **out, struct pack_faults *faults)
{
    struct pack_text texts[PACK_FILES];
    bool whole = folder_read(folder, texts, faults);
    if (texts[0].name) /* what is there is read even where a file is missing, so that all faults are told at once */
        pack_read_texts(texts, PACK_FILES, out, faults);
    else
        *out = NULL;
    if (!whole)
        pack_destroy(out);
    pack_texts_clear(texts);
    return *out != NULL;
}
