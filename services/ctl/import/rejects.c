/* The rejects are written in the order of the rows, so that a continued import cuts the file where it goes on. */
#include "services/ctl/import/rejects.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "common/base/memory.h"

struct rejects {
    FILE *stream;
};

static struct rejects *refuse(char *error, size_t size, const char *path, const char *why)
{
    snprintf(error, size, "the file for rejected rows %s cannot be written: %s", path, why);
    return NULL;
}

struct rejects *rejects_new(const char *path, int64_t bytes, char *error, size_t size)
{
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return refuse(error, size, path, strerror(errno));
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        close(descriptor);
        return refuse(error, size, path, "another import is writing it");
    }
    bool fits = lseek(descriptor, 0, SEEK_END) >= bytes && ftruncate(descriptor, bytes) == 0 &&
                lseek(descriptor, bytes, SEEK_SET) == bytes;
    FILE *stream = fits ? fdopen(descriptor, "wb") : NULL;
    if (!stream) {
        close(descriptor);
        return refuse(error, size, path, fits ? strerror(errno) : "it is shorter than when the import was interrupted");
    }
    struct rejects *rejects = memory_new(1, sizeof *rejects);
    rejects->stream = stream;
    if (bytes == 0)
        fputs("row,line,reason,record\n", stream);
    return rejects;
}

void rejects_destroy(struct rejects **rejects)
{
    if (!*rejects)
        return;
    fclose((*rejects)->stream);
    free(*rejects);
    *rejects = NULL;
}

void rejects_add(struct rejects *rejects, int64_t number, int64_t line, const char *reason, const char *text,
                 size_t length)
{
    fprintf(rejects->stream, "%lld,%lld,", (long long)number, (long long)line);
    csv_fwrite(rejects->stream, reason, strlen(reason));
    fputc(',', rejects->stream);
    csv_fwrite(rejects->stream, text, length && text[length - 1] == '\n' ? length - 1 : length);
    fputc('\n', rejects->stream);
}

int64_t rejects_flush(struct rejects *rejects)
{
    if (fflush(rejects->stream) != 0 || ferror(rejects->stream) || fdatasync(fileno(rejects->stream)) != 0)
        return -1;
    return ftell(rejects->stream);
}
