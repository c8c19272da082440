/* What a simulation is played with: the city's pack, its people, the phrases, and the seed that decides the rest. */
#ifndef SERVICES_CTL_SIMULATE_PLAY_H
#define SERVICES_CTL_SIMULATE_PLAY_H

#include <stdint.h>

#include "common/base/identifier.h"
#include "common/city/pack.h"
#include "services/ctl/simulate/cast.h"
#include "services/ctl/simulate/phrases.h"

struct play {
    const char *city;
    struct pack *pack;
    struct cast *cast;
    struct phrases *phrases;
    uint64_t seed;
    double pace;                /* every delay is multiplied by it */
    char run[IDENTIFIER_BYTES]; /* begins the idempotency keys of this run */
    int *areas, *categories;    /* where and about what one complains: indices of the pack */
    int area_count, category_count;
};

/* Takes the pack over. `actors`: see cast_new. NULL, told on stderr, where the pack has nobody to play. */
struct play *play_new(struct pack *pack, uint64_t seed, int actors, double pace);
void play_destroy(struct play **play);

#endif
