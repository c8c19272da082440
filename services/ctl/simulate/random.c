/* Steele, Lea and Flood: Fast splittable pseudorandom number generators (2014). */
#include "services/ctl/simulate/random.h"

static uint64_t random_next(struct random *random)
{
    uint64_t z = random->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

struct random random_of(uint64_t seed, uint64_t number)
{
    struct random random = {seed};
    random.state = random_next(&random) + number * UINT64_C(0xD1342543DE82EF95);
    random.state = random_next(&random);
    return random;
}

uint32_t random_below(struct random *random, uint32_t below)
{
    return (uint32_t)((random_next(random) >> 32) * below >> 32);
}

int64_t random_between(struct random *random, int64_t least, int64_t most)
{
    return least + (int64_t)random_below(random, (uint32_t)(most - least + 1));
}
