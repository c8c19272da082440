/* deadline: raises each alert of each clock once, never early, through the log. */
#include "services/deadline/watch.h"

int main(int argc, char **argv)
{
    static const struct duty duties[] = {
        {"watch", &watch_fire, watch_ready},
    };
    static const struct service deadline = {
        .name = "deadline",
        .role = "steward_deadline",
        .heed_us = 25000,
        .by_index = true,
        .duties = duties,
        .duty_count = sizeof duties / sizeof *duties,
        .open = watch_open,
        .close = watch_close,
        .heard = watch_hear,
    };
    return service_run(&deadline, argc, argv);
}
