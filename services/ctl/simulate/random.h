/* Random numbers that a seed repeats on every machine (splitmix64). */
#ifndef SERVICES_CTL_SIMULATE_RANDOM_H
#define SERVICES_CTL_SIMULATE_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state;
};

/* The numbers of one use of a seed: others for each `number`. */
struct random random_of(uint64_t seed, uint64_t number);

/* 0 … below - 1; 0 where below is 0. */
uint32_t random_below(struct random *random, uint32_t below);

/* least … most, both included. */
int64_t random_between(struct random *random, int64_t least, int64_t most);

#endif
