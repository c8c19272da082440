/* What a pack keeps for looking things up: private to common/city. */
#ifndef COMMON_CITY_INDEX_H
#define COMMON_CITY_INDEX_H

#include "common/city/code_map.h"
#include "common/city/pack.h"
#include "common/city/routing.h"
#include "common/city/tree.h"

enum thing { THING_AREA, THING_ORGANISATION, THING_CATEGORY, THING_PERSON, THING_CHANNEL, THING_STANDARD, THINGS };

struct pack_index {
    struct code_map codes[THINGS];
    struct id_map ids[THINGS];
    struct tree areas, categories;
    struct routing routing;
    int *standard_firsts; /* of each category, and one more; NULL where there are no standards */
    void **kept;          /* texts and lists that the pack's things point to */
    size_t kept_count, kept_capacity;
};

#endif
