/* How far an import is: a small file that lets an interrupted one go on where it was. Losing it costs time only, for a
 * row that was taken before is a replay. */
#ifndef SERVICES_CTL_IMPORT_CHECKPOINT_H
#define SERVICES_CTL_IMPORT_CHECKPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHECKPOINT_KEY_BYTES = 41 };

/* What a checkpoint belongs to: it is of no use for another file or mapping. */
struct checkpoint_source {
    uint32_t file, mapping; /* checksums: of the file's size and beginning, and of the whole mapping */
};

struct checkpoint {
    struct checkpoint_source source;
    int64_t number, last, end;      /* of the last record before which everything is done: see records_seek */
    int64_t taken, rejected;        /* of those records */
    int64_t rejects_bytes;          /* of the rejects file */
    char key[CHECKPOINT_KEY_BYTES]; /* of the last of those taken; "-" where there is none */
};

/* False where a file cannot be read. */
bool checkpoint_source_read(const char *file, const char *mapping, struct checkpoint_source *out);

/* False where there is none, or it belongs to another source. */
bool checkpoint_read(const char *path, const struct checkpoint_source *source, struct checkpoint *out);

/* Writes it as a whole or not at all; false where that failed. */
bool checkpoint_write(const char *path, const struct checkpoint *checkpoint);

#endif
