/* How long people take for what they do, made short for a simulation: seconds where a city takes hours. */
#ifndef SERVICES_CTL_SIMULATE_DELAY_H
#define SERVICES_CTL_SIMULATE_DELAY_H

#include <stdint.h>

#include "proto/lifecycle.h"
#include "services/ctl/simulate/random.h"

/* In ms, `pace` times what is usual. */
int64_t delay_choose(enum ticket_action action, double pace, struct random *random);

#endif
