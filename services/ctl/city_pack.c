/* Reads the pack from the database, as the services do. */
#include "services/ctl/city_pack.h"

#include <stdio.h>

#include "common/service/pack_rows.h"
#include "common/store/queries.h"

struct pack *city_pack_read(struct ctl *ctl)
{
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    if (!ctl_city(ctl))
        return NULL;
    struct store *store = ctl_store(ctl);
    struct parameter city = P_INTEGER(ctl->city_id);
    if (!store_run(store, &query_pack_newest, &city, 1))
        ctl_fail("the pack of %s cannot be read: %s", ctl->city_code, store_error(store)->message);
    else if (!pack_rows_read(store, 0, &pack, &faults))
        pack_faults_print(&faults, stderr);
    pack_faults_clear(&faults);
    return pack;
}
