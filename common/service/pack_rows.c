/* The texts stay where they stand in the result while the pack is read. */
#include "common/service/pack_rows.h"

#include <stdlib.h>

#include "common/base/memory.h"

static struct pack_text row_text(struct store *store, int statement, int row)
{
    struct pack_text text = {.name = store_text(store, statement, row, 0, NULL)};
    text.text = store_text(store, statement, row, 1, &text.length);
    return text;
}

bool pack_rows_read(struct store *store, int statement, struct pack **out, struct pack_faults *faults)
{
    int count = store_rows(store, statement);
    struct pack_text *texts = memory_new((size_t)count + 1, sizeof *texts);
    for (int row = 0; row < count; row++)
        texts[row] = row_text(store, statement, row);
    bool read = pack_read_texts(texts, (size_t)count, out, faults);
    free(texts);
    return read;
}

void pack_rows_texts(struct store *store, int statement, struct pack_texts *out)
{
    *out = (struct pack_texts){0};
    for (int row = 0; row < store_rows(store, statement); row++) {
        struct pack_text text = row_text(store, statement, row);
        pack_texts_put(out, &text);
    }
}
