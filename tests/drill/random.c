/* SplitMix64 (Steele, Lea, Flood 2014): 64 bits of state, every seed is good. */
#include "tests/drill/random.h"

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void random_start(struct random *random, uint64_t seed, uint64_t stream)
{
    random->state = mix(seed) ^ mix(stream + UINT64_C(0x5851f42d4c957f2d));
}

uint64_t random_next(struct random *random)
{
    random->state += UINT64_C(0x9e3779b97f4a7c15);
    return mix(random->state);
}

uint32_t random_below(struct random *random, uint32_t bound)
{
    return (uint32_t)((random_next(random) >> 32) * bound >> 32);
}

int64_t random_between(struct random *random, int64_t least, int64_t most)
{
    return least + random_below(random, (uint32_t)(most - least + 1));
}

bool random_chance(struct random *random, uint32_t percent)
{
    return random_below(random, 100) < percent;
}
