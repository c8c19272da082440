/* The file of an archived range: its events, one a line in order of position (log_archive.sql says what a line is),
 * compressed as gzip does. `zcat FILE | sha256sum` gives its hash. */
#ifndef SERVICES_CTL_LOG_ARCHIVE_LINES_H
#define SERVICES_CTL_LOG_ARCHIVE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LINES_HASH_BYTES = 65, LINES_ERROR_BYTES = 512 };

/* What a file holds. */
struct lines_sum {
    int64_t events;
    int64_t first, last; /* positions; 0 where there is no line */
    int64_t bytes;       /* of the lines; the file is smaller */
    char hash[LINES_HASH_BYTES];
};

struct lines_writer;

/* Begins a file at `path`, over one that is there. NULL, with one sentence in `error`, where it cannot. */
struct lines_writer *lines_writer_open(const char *path, char error[LINES_ERROR_BYTES]);

/* Adds whole lines. False where they cannot be written. */
bool lines_writer_add(struct lines_writer *writer, const char *lines, size_t length);

/* Ends the file, on the disk for good, and lets the writer go. False, with `error` filled, where anything failed. */
bool lines_writer_close(struct lines_writer **writer, char error[LINES_ERROR_BYTES]);

/* Takes some whole lines; false ends the reading. */
typedef bool lines_take(void *context, const char *lines, size_t length);

/* Reads a file to its end, handing over its lines a few thousand at a time (`take` may be NULL), and says what it
 * holds. False, with `error` filled, where it cannot be read, is damaged, its positions do not follow each other, or
 * `take` said so (`error` is left empty then). */
bool lines_read(const char *path, lines_take *take, void *context, struct lines_sum *out,
                char error[LINES_ERROR_BYTES]);

/* Adds lines to a sum as reading a file does: for lines that come from elsewhere. */
struct lines_summing;
struct lines_summing *lines_summing_new(void);
bool lines_summing_add(struct lines_summing *summing, const char *lines, size_t length, char error[LINES_ERROR_BYTES]);
void lines_summing_end(struct lines_summing **summing, struct lines_sum *out);

#endif
