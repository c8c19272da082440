/* Playing a simulation: submits at a rate, follows the city's events, and does what each life asks for. */
#ifndef SERVICES_CTL_SIMULATE_RUN_H
#define SERVICES_CTL_SIMULATE_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "services/ctl/ctl.h"
#include "services/ctl/simulate/play.h"

struct run_options {
    double rate;     /* complaints a second */
    int64_t span_ms; /* for how long they come in */
    bool finish;     /* go on until every complaint's life has ended */
};

/* Runs until the time is over or ^C. Returns what to exit with. */
int simulation_run(struct ctl *ctl, const struct play *play, const struct run_options *options);

#endif
