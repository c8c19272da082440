/* The lines of a file, plain or gzip, each with its number and where it ends in the uncompressed bytes. */
#ifndef SERVICES_CTL_IMPORT_LINES_H
#define SERVICES_CTL_IMPORT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LINE_BYTES_MOST = 1024 * 1024 };

struct line {
    char *text;     /* with its line feed; CR LF has become LF. Valid until the next call */
    size_t length;  /* bytes */
    int64_t number; /* 1-based */
    int64_t end;    /* uncompressed bytes of the file up to the end of this line */
    bool cut;       /* longer than LINE_BYTES_MOST: `text` holds its beginning only */
};

struct lines;

/* Opens the file. NULL, with one sentence in `error`, where it cannot be opened. */
struct lines *lines_new(const char *path, char *error, size_t size);
void lines_destroy(struct lines **lines);

/* Goes on behind a line that was read before: its `end` and `number`. False where the file is shorter. */
bool lines_seek(struct lines *lines, int64_t end, int64_t number);

/* The next line; false at the end, or where the file cannot be read on: see lines_error. */
bool lines_next(struct lines *lines, struct line *out);

/* Why the file could not be read on, or NULL. */
const char *lines_error(const struct lines *lines);

/* How much of the file as it lies on the disk is read, 0 … 1. */
double lines_share(const struct lines *lines);

#endif
