/* A reader of the folder sees each file either old or new. Names with a dot in front are of no pack. */
#include "services/ctl/standards/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/city/pack.h"

enum { PATH_BYTES = 4096 };

bool pack_files_check(const struct pack_texts *texts, const struct pack_file_new *files, int count,
                      struct pack_faults *faults)
{
    struct pack_text *all = memory_new(texts->count + (size_t)count, sizeof *all);
    struct pack *pack = NULL;
    size_t used = 0;
    for (int i = 0; i < count; i++)
        if (files[i].text)
            all[used++] = (struct pack_text){files[i].name, files[i].text, strlen(files[i].text)};
    size_t replaced = used;
    for (size_t i = 0; i < texts->count; i++) {
        bool stays = true;
        for (size_t j = 0; j < replaced; j++)
            stays &= strcmp(all[j].name, texts->items[i].name) != 0;
        if (stays)
            all[used++] = texts->items[i];
    }
    bool good = pack_read_texts(all, used, &pack, faults);
    pack_destroy(&pack);
    free(all);
    return good;
}

static bool text_put(int descriptor, const char *text)
{
    size_t length = strlen(text), written = 0;
    while (written < length) {
        ssize_t put = write(descriptor, text + written, length - written);
        if (put < 0 && errno != EINTR)
            return false;
        written += put > 0 ? (size_t)put : 0;
    }
    return fsync(descriptor) == 0;
}

static bool paths_name(const char *folder, const char *name, char path[PATH_BYTES], char fresh[PATH_BYTES])
{
    if (snprintf(path, PATH_BYTES, "%s/%s", folder, name) < PATH_BYTES &&
        snprintf(fresh, PATH_BYTES, "%s/.%s.new", folder, name) < PATH_BYTES)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

/* Writes the file under the name that it does not keep, with the rights of the old one. */
static bool fresh_write(const char *folder, const struct pack_file_new *file)
{
    char path[PATH_BYTES], fresh[PATH_BYTES];
    struct stat status;
    if (!paths_name(folder, file->name, path, fresh))
        return false;
    mode_t mode = stat(path, &status) == 0 ? status.st_mode & 0777 : 0644;
    int descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
    if (descriptor < 0)
        return false;
    bool put = text_put(descriptor, file->text);
    int reason = errno;
    close(descriptor);
    errno = reason;
    return put;
}

static bool fresh_rename(const char *folder, const struct pack_file_new *file)
{
    char path[PATH_BYTES], fresh[PATH_BYTES];
    return paths_name(folder, file->name, path, fresh) && rename(fresh, path) == 0;
}

static void fresh_remove(const char *folder, const struct pack_file_new *file)
{
    char path[PATH_BYTES], fresh[PATH_BYTES];
    int reason = errno;
    if (paths_name(folder, file->name, path, fresh))
        unlink(fresh);
    errno = reason;
}

static bool folder_sync(const char *folder)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = descriptor >= 0 && fsync(descriptor) == 0;
    if (descriptor >= 0)
        close(descriptor);
    return synced;
}

bool pack_files_replace(const char *folder, const struct pack_file_new *files, int count)
{
    bool good = true;
    for (int i = 0; i < count && good; i++)
        good = !files[i].text || fresh_write(folder, &files[i]);
    for (int i = 0; i < count && good; i++)
        good = !files[i].text || fresh_rename(folder, &files[i]);
    for (int i = 0; i < count && !good; i++)
        if (files[i].text)
            fresh_remove(folder, &files[i]);
    return good && folder_sync(folder);
}

int pack_folder_hold(const char *folder)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0 && flock(descriptor, LOCK_EX) != 0) {
        int reason = errno;
        close(descriptor);
        errno = reason;
        return -1;
    }
    return descriptor;
}
