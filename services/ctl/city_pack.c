/* Reads the pack from the database, as the services do. */
#include "services/ctl/city_pack.h"

#include <stdio.h>

#include "common/store/queries.h"

/* Texts of the pack's files, where they stand in the result. */
static size_t texts_take(struct store *store, struct pack_text texts[PACK_FILES])
{
    size_t count = (size_t)store_rows(store, 0);
    for (size_t i = 0; i < count && i < PACK_FILES; i++) {
        texts[i].name = store_text(store, 0, (int)i, 0, NULL);
        texts[i].text = store_text(store, 0, (int)i, 1, &texts[i].length);
    }
    return count < PACK_FILES ? count : PACK_FILES;
}

struct pack *city_pack_read(struct ctl *ctl)
{
    struct pack_text texts[PACK_FILES];
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    if (!ctl_city(ctl))
        return NULL;
    struct store *store = ctl_store(ctl);
    struct parameter city = P_INTEGER(ctl->city_id);
    if (!store_run(store, &query_pack_newest, &city, 1))
        ctl_fail("the pack of %s cannot be read: %s", ctl->city_code, store_error(store)->message);
    else if (!pack_read_texts(texts, texts_take(store, texts), &pack, &faults))
        pack_faults_print(&faults, stderr);
    pack_faults_clear(&faults);
    return pack;
}
