/* The drill's own random numbers: everything that a seed decides comes from here, the same on every machine. */
#ifndef TESTS_DRILL_RANDOM_H
#define TESTS_DRILL_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

/* Begins one of the many streams of a seed. */
void random_start(struct random *random, uint64_t seed, uint64_t stream);

uint64_t random_next(struct random *random);

/* 0 … bound-1; bound at least 1. */
uint32_t random_below(struct random *random, uint32_t bound);

/* least … most, both included. */
int64_t random_between(struct random *random, int64_t least, int64_t most);

/* True in `percent` of a hundred cases. */
bool random_chance(struct random *random, uint32_t percent);

#endif
