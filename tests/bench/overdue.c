/* Who is told that a task is overdue, and how long after it was due. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/memory.h"
#include "tests/bench/clients.h"
#include "tests/bench/handler.h"
#include "tests/bench/histogram.h"

int overdue_run(const struct options *options)
{
    struct handler *handler = handler_start(options, "clock.overdue", 2 * options->expect);
    if (!handler)
        return 1;
    struct histogram *waits = memory_new(1, sizeof *waits);
    size_t told = handler_wait(handler, options->expect, (int)(options->seconds * 1000)), early = 0;
    for (size_t i = 0; i < told; i++) {
        early += handler->sightings[i].late < 0;
        histogram_add(waits, handler->sightings[i].late);
    }
    printf("{\"told\":%zu,\"early\":%zu,\"p50\":%.2f,\"p99\":%.2f,\"most\":%.2f}\n", told, early,
           histogram_quantile(waits, 0.5), histogram_quantile(waits, 0.99), (double)waits->most / 1000);
    free(waits);
    handler_stop(&handler);
    return told == options->expect && early == 0 ? 0 : 1;
}
