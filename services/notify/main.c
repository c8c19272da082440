/* notify: tells people outside of Steward, over robots, webhooks and e-mail. */
#include <sodium.h>

#include "services/notify/courier.h"

int main(int argc, char **argv)
{
    static const struct handler handlers[] = {
        {MESSAGE_notify_list, notify_list_check, &notify_commands},
        {MESSAGE_notify_show, notify_show_check, &notify_commands},
        {MESSAGE_notify_retry, notify_retry_check, &notify_commands},
        {MESSAGE_notify_test, notify_test_check, &notify_commands},
        {MESSAGE_notice_open, notice_open_check, &notice_opens},
    };
    static const struct duty duties[] = {
        {"record", &record_verdicts, record_ready},   {"take", &take_events, take_ready},
        {"send", &send_messages, send_ready},         {"digest", &digest_make, digest_ready},
        {"standing", &standing_tell, standing_ready},
    };
    static const struct service notify = {
        .name = "notify",
        .role = "steward_notify",
        .by_index = true,
        .consumer = "notify",
        .heed_us = 20000,
        .handlers = handlers,
        .handler_count = sizeof handlers / sizeof *handlers,
        .duties = duties,
        .duty_count = sizeof duties / sizeof *duties,
        .open = courier_open,
        .close = courier_close,
        .turn = courier_turn,
        .descriptor = courier_descriptor,
    };
    if (sodium_init() < 0)
        return 1;
    return service_run(&notify, argc, argv);
}
