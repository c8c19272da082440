/* One ticket on its way from submission to closing, move by move, each by the person who may make it. */
#ifndef TESTS_BENCH_LIFE_H
#define TESTS_BENCH_LIFE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/bench/complaint.h"

enum { LIFE_MOVES = 6, LIFE_BODY_BYTES = 512 };

struct life {
    const struct complaint *complaint;
    int64_t ticket; /* its number, once it is submitted */
    int move;       /* the next one: 0 is the submission; LIFE_MOVES: it has ended */
    int64_t sent;   /* monotonic µs of the request under way */
};

/* The next move's message; its body is made in `space` unless it was made beforehand. */
const char *life_next(const struct life *life, const char *city, char space[LIFE_BODY_BYTES], const char **body,
                      size_t *length);

/* Does intake make the next move, or else dispatch? */
bool life_at_intake(const struct life *life);

/* Takes in the answer to the move: the life is one move further. False where the answer does not fit. */
bool life_advance(struct life *life, const char *answer);

#endif
