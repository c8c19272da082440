/* The texts stay where they stand in the result while the pack is read. */
#include "common/service/pack_rows.h"

#include <stdlib.h>

#include "common/base/memory.h"

bool pack_rows_read(struct store *store, int statement, struct pack **out, struct pack_faults *faults)
{
    int count = store_rows(store, statement);
    struct pack_text *texts = memory_new((size_t)count + 1, sizeof *texts);
    for (int row = 0; row < count; row++) {
        texts[row].name = store_text(store, statement, row, 0, NULL);
        texts[row].text = store_text(store, statement, row, 1, &texts[row].length);
    }
    bool read = pack_read_texts(texts, (size_t)count, out, faults);
    free(texts);
    return read;
}
