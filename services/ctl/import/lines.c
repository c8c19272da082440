/* A line is gathered from blocks of zlib, which reads plain files as they are. */
#include "services/ctl/import/lines.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "common/base/memory.h"

enum { BLOCK_BYTES = 64 * 1024, ERROR_BYTES = 256 };

struct lines {
    gzFile file;
    int64_t file_bytes; /* on the disk */
    char block[BLOCK_BYTES];
    size_t block_length, block_used;
    char *text;
    size_t capacity;
    int64_t number, end;
    bool failed;
    char error[ERROR_BYTES];
};

struct lines *lines_new(const char *path, char *error, size_t size)
{
    struct stat status;
    errno = 0;
    gzFile file = stat(path, &status) == 0 && S_ISREG(status.st_mode) ? gzopen(path, "rb") : NULL;
    if (!file) {
        snprintf(error, size, "%s cannot be opened: %s", path, errno ? strerror(errno) : "it is not a file");
        return NULL;
    }
    struct lines *lines = memory_new(1, sizeof *lines);
    lines->file = file;
    lines->file_bytes = status.st_size;
    gzbuffer(file, 4 * BLOCK_BYTES);
    return lines;
}

void lines_destroy(struct lines **lines)
{
    if (!*lines)
        return;
    gzclose((*lines)->file);
    free((*lines)->text);
    free(*lines);
    *lines = NULL;
}

bool lines_seek(struct lines *lines, int64_t end, int64_t number)
{
    lines->block_length = lines->block_used = 0;
    lines->end = end;
    lines->number = number;
    return gzseek(lines->file, end, SEEK_SET) == end;
}

static void failure_keep(struct lines *lines)
{
    int code = Z_OK;
    const char *text = gzerror(lines->file, &code);
    if (code == Z_OK)
        return;
    lines->failed = true;
    snprintf(lines->error, sizeof lines->error, "the file cannot be read on after %lld bytes: %s",
             (long long)lines->end, code == Z_BUF_ERROR ? "it ends in the middle of its compressed data" : text);
}

static bool block_read(struct lines *lines)
{
    int length = gzread(lines->file, lines->block, BLOCK_BYTES);
    lines->block_used = 0;
    lines->block_length = length > 0 ? (size_t)length : 0;
    if (length <= 0)
        failure_keep(lines);
    return length > 0;
}

/* Takes from the block up to a line feed; returns true when the line is whole. */
static bool line_gather(struct lines *lines, struct line *line)
{
    const char *from = lines->block + lines->block_used;
    size_t there = lines->block_length - lines->block_used;
    const char *feed = memchr(from, '\n', there);
    size_t taken = feed ? (size_t)(feed - from) + 1 : there;
    size_t room = LINE_BYTES_MOST - line->length, kept = taken < room ? taken : room;
    memory_reserve((void **)&lines->text, &lines->capacity, line->length + kept + 1, 1);
    memcpy(lines->text + line->length, from, kept);
    line->length += kept;
    line->cut |= kept < taken;
    lines->block_used += taken;
    lines->end += (int64_t)taken;
    return feed != NULL;
}

/* CR LF becomes LF; a byte order mark at the beginning of the file goes. */
static void line_trim(struct lines *lines, struct line *line)
{
    static const char mark[] = "\xef\xbb\xbf";
    if (line->number == 1 && line->length >= 3 && memcmp(line->text, mark, 3) == 0) {
        line->length -= 3;
        memmove(line->text, line->text + 3, line->length);
    }
    if (line->length >= 2 && memcmp(line->text + line->length - 2, "\r\n", 2) == 0)
        line->text[--line->length - 1] = '\n';
    lines->text[line->length] = '\0';
}

bool lines_next(struct lines *lines, struct line *out)
{
    *out = (struct line){.number = lines->number + 1};
    bool whole = false;
    while (!whole && !lines->failed && (lines->block_used < lines->block_length || block_read(lines)))
        whole = line_gather(lines, out);
    if (lines->failed || !(whole || out->length))
        return false;
    lines->number++;
    out->text = lines->text;
    out->end = lines->end;
    line_trim(lines, out);
    return true;
}

const char *lines_error(const struct lines *lines)
{
    return lines->failed ? lines->error : NULL;
}

double lines_share(const struct lines *lines)
{
    int64_t read = gzoffset(lines->file);
    return lines->file_bytes > 0 && read > 0 ? (double)read / (double)lines->file_bytes : 0;
}
