#include "common/contact/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4300, LINE_BYTES = 200 };

static bool fail(char error[KEYS_ERROR_BYTES], const char *path, const char *why)
{
    snprintf(error, KEYS_ERROR_BYTES, "%.250s: %s", path, why);
    return false;
}

static bool key_line_read(const char *line, unsigned char out[KEY_BYTES])
{
    size_t length;
    return sodium_hex2bin(out, KEY_BYTES, line, strcspn(line, "\r\n"), NULL, &length, NULL) == 0 && length == KEY_BYTES;
}

static size_t lines_read(FILE *file, const char *path, unsigned char out[][KEY_BYTES], size_t most,
                         char error[KEYS_ERROR_BYTES])
{
    char line[LINE_BYTES];
    size_t count = 0;
    struct stat status;
    if (fstat(fileno(file), &status) != 0 || (status.st_mode & (S_IRWXG | S_IRWXO)))
        return fail(error, path, "must be readable by its owner only (chmod 600)");
    while (count < most && fgets(line, sizeof line, file)) {
        if (line[0] == '#')
            continue;
        if (!key_line_read(line, out[count]))
            return fail(error, path, "a line is no key of 64 hexadecimal digits");
        count++;
    }
    sodium_memzero(line, sizeof line);
    return count ? count : fail(error, path, "holds no key");
}

size_t key_file_read(const char *folder, const char *name, unsigned char out[][KEY_BYTES], size_t most,
                     char error[KEYS_ERROR_BYTES])
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "re");
    if (!file)
        return fail(error, path, strerror(errno));
    size_t count = lines_read(file, path, out, most, error);
    fclose(file);
    return count;
}

static bool keys_print(FILE *file, const char *comment, unsigned char keys[][KEY_BYTES], size_t count)
{
    char hex[2 * KEY_BYTES + 1];
    fprintf(file, "# %s\n", comment);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "%s\n", sodium_bin2hex(hex, sizeof hex, keys[i], KEY_BYTES));
    sodium_memzero(hex, sizeof hex);
    return fflush(file) == 0 && fsync(fileno(file)) == 0;
}

static void folder_sync(const char *folder)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
}

/* What root writes belongs to whom the folder belongs to: the account that the services run under. */
static bool owner_give(int descriptor, const char *folder)
{
    struct stat status;
    if (geteuid() != 0)
        return true;
    return stat(folder, &status) == 0 && fchown(descriptor, status.st_uid, status.st_gid) == 0;
}

bool key_file_write(const char *folder, const char *name, const char *comment, unsigned char keys[][KEY_BYTES],
                    size_t count, char error[KEYS_ERROR_BYTES])
{
    char path[PATH_BYTES], part[PATH_BYTES + 8];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(part, sizeof part, "%s.part", path);
    unlink(part);
    int descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (!file)
        return fail(error, part, strerror(errno));
    bool written = owner_give(descriptor, folder) && keys_print(file, comment, keys, count);
    if (fclose(file) != 0 || !written || rename(part, path) != 0)
        return fail(error, path, strerror(errno));
    folder_sync(folder);
    return true;
}
