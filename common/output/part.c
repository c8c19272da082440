/* A file that appears whole or not at all: mkstemps beside its target, fsync, rename. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/output/private.h"

/* Read by a handler of signals: a path is written before its `used` is set, and kept until that is unset. */
static struct {
    volatile sig_atomic_t used;
    char path[PATH_MAX];
} slots[OUTPUT_PARTS_MOST];

void output_parts_remove(void)
{
    for (int i = 0; i < OUTPUT_PARTS_MOST; i++)
        if (slots[i].used)
            unlink(slots[i].path);
}

static int slot_take(const char *path)
{
    for (int i = 0; i < OUTPUT_PARTS_MOST; i++)
        if (!slots[i].used) {
            snprintf(slots[i].path, sizeof slots[i].path, "%s", path);
            slots[i].used = 1;
            return i;
        }
    return -1;
}

static bool failed(const struct part *part, const char *what, char error[OUTPUT_ERROR_BYTES])
{
    snprintf(error, OUTPUT_ERROR_BYTES, "%.300s: %s: %s", part->target, what, strerror(errno));
    return false;
}

/* The file that is meant, where that is a link or has a name already; its folder in part->path. */
static bool target_resolve(struct part *part, const char *target)
{
    char *real = realpath(target, NULL);
    if (!real && errno != ENOENT)
        return false;
    bool fits = (size_t)snprintf(part->target, sizeof part->target, "%s", real ? real : target) < sizeof part->target;
    free(real);
    errno = ENAMETOOLONG;
    return fits;
}

/* Its rights are those of the file that it replaces, or of any new one. */
static mode_t mode_of(const struct part *part)
{
    struct stat status;
    mode_t mask = umask(0);
    umask(mask);
    return stat(part->target, &status) == 0 ? status.st_mode & 0777 : 0666 & ~mask;
}

static bool beside_open(struct part *part, const char *ending, char error[OUTPUT_ERROR_BYTES])
{
    const char *slash = strrchr(part->target, '/');
    int folder = slash ? (int)(slash - part->target + 1) : 0;
    if ((size_t)snprintf(part->path, sizeof part->path, "%.*s.steward-XXXXXX%s", folder, part->target, ending) >=
        sizeof part->path) {
        errno = ENAMETOOLONG;
        return failed(part, "cannot be written", error);
    }
    int descriptor = mkstemps(part->path, (int)strlen(ending));
    if (descriptor < 0)
        return failed(part, "cannot be written", error);
    part->slot = slot_take(part->path);
    if (fchmod(descriptor, mode_of(part)) == 0)
        part->stream = fdopen(descriptor, "w");
    if (part->stream && part->slot >= 0)
        return true;
    failed(part, "cannot be written", error);
    if (!part->stream)
        close(descriptor);
    part_drop(part);
    return false;
}

bool part_open(struct part *part, const char *target, const char *ending, char error[OUTPUT_ERROR_BYTES])
{
    struct stat status;
    *part = (struct part){.slot = -1};
    if (strcmp(target, "-") == 0) {
        snprintf(part->target, sizeof part->target, "stdout");
        part->stream = stdout;
        return true;
    }
    if (!target_resolve(part, target)) {
        snprintf(part->target, sizeof part->target, "%s", target);
        return failed(part, "cannot be written", error);
    }
    if (stat(part->target, &status) != 0 || S_ISREG(status.st_mode))
        return beside_open(part, ending, error);
    part->stream = fopen(part->target, "w");
    return part->stream || failed(part, "cannot be written", error);
}

/* Whoever writes the file by its name has closed the stream. */
static bool settled(struct part *part)
{
    bool good = true;
    if (part->stream) {
        good = fflush(part->stream) == 0 && !ferror(part->stream);
        if (good && part->path[0])
            good = fsync(fileno(part->stream)) == 0;
        if (part->stream != stdout && fclose(part->stream) != 0)
            good = false;
        part->stream = NULL;
    }
    return good;
}

static void slot_free(struct part *part)
{
    if (part->slot >= 0)
        slots[part->slot].used = 0;
    part->slot = -1;
}

bool part_commit(struct part *part, char error[OUTPUT_ERROR_BYTES])
{
    bool good = settled(part);
    if (good && part->path[0])
        good = rename(part->path, part->target) == 0;
    if (!good) {
        failed(part, "cannot be written", error);
        part_drop(part);
    }
    slot_free(part);
    return good;
}

void part_drop(struct part *part)
{
    if (part->stream && part->stream != stdout)
        fclose(part->stream);
    part->stream = NULL;
    if (part->path[0])
        unlink(part->path);
    slot_free(part);
}
