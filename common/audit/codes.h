/* The codes of what has a number in the database, so that a difference can name its cell. */
#ifndef COMMON_AUDIT_CODES_H
#define COMMON_AUDIT_CODES_H

#include "common/figures/cells.h"
#include "common/store/store.h"

/* Zeroed holds none. */
struct codes {
    char **of[DIMENSION_COUNT]; /* by dimension, then number; NULL: none */
    size_t count[DIMENSION_COUNT];
};

/* The rows of the statement pack_codes; those that were there before go. */
void codes_read(struct codes *codes, const struct store *store, int statement);
void codes_clear(struct codes *codes);

/* Writes "organisation company01" into `out`, which `size` bytes hold; the number where it has no code. */
void codes_print(const struct codes *codes, enum dimension dimension, int32_t number, char *out, size_t size);

#endif
