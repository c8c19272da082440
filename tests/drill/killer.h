/* Carries out a schedule of strikes on one installation. */
#ifndef TESTS_DRILL_KILLER_H
#define TESTS_DRILL_KILLER_H

#include <stdbool.h>
#include <stdint.h>

#include "tests/drill/schedule.h"

struct killer_order {
    const char *home;
    const struct strike *strikes;
    size_t count;
    int64_t milliseconds;                                  /* how long the drill lasts */
    bool verbose;                                          /* tell every strike on standard error */
    void (*progress)(int64_t milliseconds, int64_t kills); /* called each few seconds */
};

struct killer_result {
    int64_t kills, stops; /* processes that got SIGKILL, SIGSTOP */
    int64_t missed;       /* strikes whose target did not exist until the next strike */
};

/* Blocks until the drill's time is over; leaves no process stopped. */
struct killer_result killer_run(const struct killer_order *order);

#endif
