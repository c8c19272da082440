/* deadline: raises each alert of each clock once, never early, through the log; and tells of orders that were not
 * received or answered within their limits, and of years that calendars do not have. */
#include <stdlib.h>

#include "common/base/memory.h"
#include "services/deadline/deadline.h"
#include "services/deadline/order_watch.h"
#include "services/deadline/watch.h"
#include "services/deadline/years.h"

static void *deadline_open(struct worker *worker)
{
    struct deadline *deadline = memory_new(1, sizeof *deadline);
    (void)worker;
    *deadline = (struct deadline){watch_new(), order_watch_new(), years_new()};
    return deadline;
}

static void deadline_close(void *state)
{
    struct deadline *deadline = state;
    watch_destroy(&deadline->watch);
    order_watch_destroy(&deadline->orders);
    years_destroy(&deadline->years);
    free(deadline);
}

static void deadline_hear(void *state, const char *city, int64_t position)
{
    const struct deadline *deadline = state;
    (void)city;
    (void)position;
    watch_hear(deadline->watch);
    order_watch_hear(deadline->orders);
}

int main(int argc, char **argv)
{
    static const struct duty duties[] = {
        {"watch", &watch_fire, watch_ready},
        {"orders", &order_watch_fire, order_watch_ready},
        {"years", &years_alarm, years_ready},
    };
    static const struct service deadline = {
        .name = "deadline",
        .role = "steward_deadline",
        .heed_us = 25000,
        .by_index = true,
        .duties = duties,
        .duty_count = sizeof duties / sizeof *duties,
        .open = deadline_open,
        .close = deadline_close,
        .heard = deadline_hear,
    };
    return service_run(&deadline, argc, argv);
}
