/* zlib's gz functions compress, libsodium's SHA-256 sums up. */
#include "services/ctl/log_archive/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "common/base/memory.h"

enum { BLOCK = 1 << 20, COMPRESSION = 6 };

static bool fail(char error[LINES_ERROR_BYTES], const char *path, const char *what)
{
    snprintf(error, LINES_ERROR_BYTES, "%.300s: %s", path, what);
    return false;
}

/* -- writing ----------------------------------------------------------------------------------------------------- */

struct lines_writer {
    char *path;
    int descriptor; /* of the file, kept to have it on the disk at the end */
    gzFile file;
    bool failed;
};

struct lines_writer *lines_writer_open(const char *path, char error[LINES_ERROR_BYTES])
{
    char mode[8];
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    int own = descriptor < 0 ? -1 : dup(descriptor);
    snprintf(mode, sizeof mode, "wb%d", COMPRESSION);
    gzFile file = own < 0 ? NULL : gzdopen(own, mode);
    if (!file) {
        fail(error, path, strerror(errno));
        if (own >= 0)
            close(own);
        if (descriptor >= 0)
            close(descriptor);
        return NULL;
    }
    gzbuffer(file, BLOCK);
    struct lines_writer *writer = memory_new(1, sizeof *writer);
    *writer = (struct lines_writer){.path = memory_text(path, strlen(path)), .descriptor = descriptor, .file = file};
    return writer;
}

bool lines_writer_add(struct lines_writer *writer, const char *lines, size_t length)
{
    if (length > 0 && gzwrite(writer->file, lines, (unsigned)length) != (int)length)
        writer->failed = true;
    return !writer->failed;
}

bool lines_writer_close(struct lines_writer **writer, char error[LINES_ERROR_BYTES])
{
    struct lines_writer *it = *writer;
    bool failed = it->failed;
    failed |= gzclose(it->file) != Z_OK;
    failed |= fsync(it->descriptor) != 0;
    failed |= close(it->descriptor) != 0;
    if (failed)
        fail(error, it->path, errno ? strerror(errno) : "cannot be written");
    free(it->path);
    free(it);
    *writer = NULL;
    return !failed;
}

/* -- summing up -------------------------------------------------------------------------------------------------- */

struct lines_summing {
    crypto_hash_sha256_state state;
    struct lines_sum sum;
};

struct lines_summing *lines_summing_new(void)
{
    struct lines_summing *summing = memory_new(1, sizeof *summing);
    crypto_hash_sha256_init(&summing->state);
    return summing;
}

/* The position that a line begins with, ended by a tab; 0 where it does not. */
static int64_t line_position(const char *line, const char *end)
{
    int64_t position = 0;
    while (line < end && *line >= '0' && *line <= '9' && position < INT64_MAX / 16)
        position = position * 10 + (*line++ - '0');
    return line < end && *line == '\t' ? position : 0;
}

bool lines_summing_add(struct lines_summing *summing, const char *lines, size_t length, char error[LINES_ERROR_BYTES])
{
    struct lines_sum *sum = &summing->sum;
    const char *end = lines + length;
    for (const char *line = lines; line < end;) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        int64_t position = line_end ? line_position(line, line_end) : 0;
        if (!position || (sum->last && position != sum->last + 1)) {
            snprintf(error, LINES_ERROR_BYTES, "line %lld: position %lld, expected %lld", (long long)sum->events + 1,
                     (long long)position, (long long)sum->last + 1);
            return false;
        }
        if (!sum->first)
            sum->first = position;
        sum->last = position;
        sum->events++;
        line = line_end + 1;
    }
    sum->bytes += (int64_t)length;
    crypto_hash_sha256_update(&summing->state, (const unsigned char *)lines, length);
    return true;
}

void lines_summing_end(struct lines_summing **summing, struct lines_sum *out)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&(*summing)->state, hash);
    sodium_bin2hex((*summing)->sum.hash, sizeof(*summing)->sum.hash, hash, sizeof hash);
    *out = (*summing)->sum;
    free(*summing);
    *summing = NULL;
}

/* -- reading ----------------------------------------------------------------------------------------------------- */

struct lines_reader {
    gzFile file;
    char *block;
    size_t used, capacity;
    struct lines_summing *summing;
};

/* Fills the block up; what is left of it ends within a line. False at the end of the file or where it is damaged. */
static bool block_fill(struct lines_reader *reader, char error[LINES_ERROR_BYTES])
{
    int code;
    memory_reserve((void **)&reader->block, &reader->capacity, reader->used + BLOCK, 1);
    int got = gzread(reader->file, reader->block + reader->used, BLOCK);
    if (got > 0)
        reader->used += (size_t)got;
    const char *text = gzerror(reader->file, &code);
    if (got < 0 || (got == 0 && code != Z_OK && code != Z_STREAM_END))
        snprintf(error, LINES_ERROR_BYTES, "is damaged: %s", text);
    else if (got == 0 && reader->used > 0)
        snprintf(error, LINES_ERROR_BYTES, "is damaged: it ends within a line");
    return got > 0;
}

static bool blocks_read(struct lines_reader *reader, lines_take *take, void *context, char error[LINES_ERROR_BYTES])
{
    while (block_fill(reader, error)) {
        const char *end = memrchr(reader->block, '\n', reader->used);
        size_t whole = end ? (size_t)(end - reader->block) + 1 : 0;
        if (!lines_summing_add(reader->summing, reader->block, whole, error) ||
            (take && whole > 0 && !take(context, reader->block, whole)))
            return false;
        memmove(reader->block, reader->block + whole, reader->used - whole);
        reader->used -= whole;
    }
    return !*error;
}

bool lines_read(const char *path, lines_take *take, void *context, struct lines_sum *out, char error[LINES_ERROR_BYTES])
{
    char what[LINES_ERROR_BYTES] = "";
    struct lines_reader reader = {.file = gzopen(path, "rbe")};
    *error = '\0';
    *out = (struct lines_sum){0};
    if (!reader.file)
        return fail(error, path, strerror(errno));
    gzbuffer(reader.file, BLOCK);
    reader.summing = lines_summing_new();
    bool good = blocks_read(&reader, take, context, what);
    if (good && gzdirect(reader.file)) {
        snprintf(what, sizeof what, "is not compressed by gzip");
        good = false;
    }
    lines_summing_end(&reader.summing, out);
    gzclose(reader.file);
    free(reader.block);
    return good || (*what ? fail(error, path, what) : false);
}
