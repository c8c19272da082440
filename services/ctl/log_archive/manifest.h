/* What stands beside the file of an archived range: FILE.json says what the file holds and what its numbers mean, so
 * that it can be read alone. */
#ifndef SERVICES_CTL_LOG_ARCHIVE_MANIFEST_H
#define SERVICES_CTL_LOG_ARCHIVE_MANIFEST_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "services/ctl/log_archive/lines.h"

enum { MANIFEST_TEXT_BYTES = 1024 };

struct manifest {
    char city[33];
    char columns[MANIFEST_TEXT_BYTES]; /* of a line, separated by commas */
    char schema[128];                  /* newest change of the schema when it was written */
    struct lines_sum sum;
    json_t *codes; /* kinds, states, areas …: objects of number → code */
};

/* Writes it beside `file`, on the disk for good; its codes stay the caller's. `name` and `timezone` are the city's.
 * False, with one sentence in `error`, where it cannot be written. */
bool manifest_write(const struct manifest *manifest, const char *name, const char *timezone, const char *file,
                    char error[LINES_ERROR_BYTES]);

/* Reads the one beside `file`. False, with `error` filled and nothing to clear, where it is missing or is none. */
bool manifest_read(struct manifest *out, const char *file, char error[LINES_ERROR_BYTES]);

void manifest_clear(struct manifest *manifest);

#endif
