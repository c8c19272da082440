/* A pack from the rows of a query that gives name and content of its files. */
#ifndef COMMON_SERVICE_PACK_ROWS_H
#define COMMON_SERVICE_PACK_ROWS_H

#include "common/city/pack.h"
#include "common/store/store.h"

/* As pack_read_texts, of the result of a statement. */
bool pack_rows_read(struct store *store, int statement, struct pack **out, struct pack_faults *faults);

/* Copies of the texts, to be changed; the caller's, for pack_texts_clear. */
void pack_rows_texts(struct store *store, int statement, struct pack_texts *out);

#endif
