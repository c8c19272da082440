/* What is struck when: wholly determined by the seed, the length of the drill and the number of workers. */
#ifndef TESTS_DRILL_SCHEDULE_H
#define TESTS_DRILL_SCHEDULE_H

#include <stddef.h>
#include <stdint.h>

enum { SERVICE_COUNT = 5, INSTANCE_ALL = -1, STRIKE_TEXT_BYTES = 96 };

extern const char *const service_names[SERVICE_COUNT];

enum strike_kind {
    STRIKE_KILL_SERVICE,
    STRIKE_STOP_SERVICE,
    STRIKE_KILL_BACKEND, /* PostgreSQL then goes through recovery as a whole */
    STRIKE_STOP_BACKEND,
    STRIKE_KILL_POSTMASTER,
};

struct strike {
    int64_t at; /* ms after the beginning */
    enum strike_kind kind;
    int service;      /* of service_names */
    int instance;     /* of it, or INSTANCE_ALL */
    uint32_t backend; /* modulo the number of backends then, in order of process id */
    int64_t duration; /* ms until a stopped one goes on */
};

/* The strikes of `milliseconds`, in order; the caller frees *out. Returns how many they are. */
size_t schedule_make(struct strike **out, uint64_t seed, int64_t milliseconds, const int workers[SERVICE_COUNT]);

/* Writes "12.345 s kill dispatch 1" and its like into `out`; returns out. */
const char *strike_tell(const struct strike *strike, char out[STRIKE_TEXT_BYTES]);

#endif
