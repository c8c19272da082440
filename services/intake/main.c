/* intake: takes complaints in, numbers them, stores them with their first event. */
#include "services/intake/intake.h"

int main(int argc, char **argv)
{
    static const struct handler handlers[] = {
        {MESSAGE_ticket_submit, submit_check, &submit_batch},
    };
    static const struct duty duties[] = {
        {"lag", &lag_watch, lag_ready},
    };
    static const struct service intake = {
        .name = "intake",
        .role = "steward_intake",
        .by_index = true,
        .handlers = handlers,
        .handler_count = sizeof handlers / sizeof *handlers,
        .duties = duties,
        .duty_count = sizeof duties / sizeof *duties,
        .open = intake_open,
        .close = intake_close,
    };
    return service_run(&intake, argc, argv);
}
