/* Loading a pack into the database: codes get their numbers, the texts become a new version, the log tells of it. */
#ifndef SERVICES_CTL_CITY_LOAD_H
#define SERVICES_CTL_CITY_LOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "common/city/pack.h"
#include "common/place/shapes.h"
#include "common/store/store.h"

enum { PACK_LOAD_ERROR_BYTES = 512 };

struct pack_load {
    int32_t based_on; /* given: the version that must be the newest, else it is refused; 0: any */
    int64_t log_span; /* given: how many positions a range of the log has, for a new city; 0: as if nothing is said */
    int32_t city_id;
    int32_t version;
    bool changed; /* false: this very pack is loaded already, and nothing was done */
    char error[PACK_LOAD_ERROR_BYTES];
};

/* Loads a pack that was read from `texts`, with the shapes of its areas, in one transaction, waiting for it. `store`
 * belongs to the owner of the schema. False, with nothing changed and one sentence in load->error, where it was refused
 * or failed. */
bool pack_load(struct pack_load *load, struct store *store, const struct pack *pack, const struct pack_texts *texts,
               const struct shapes *shapes);

#endif
