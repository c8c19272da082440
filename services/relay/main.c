/* relay: the log, live. It holds no state that matters: what it does not tell, the log does. */
#include "services/relay/relay.h"

int main(int argc, char **argv)
{
    static const struct duty duties[] = {
        {"claim", &relay_claim, relay_claim_ready},
        {"publish", &relay_publish, relay_publish_ready},
        {"extend", &relay_extend, relay_extend_ready},
    };
    static const struct service relay = {
        .name = "relay",
        .role = "steward_relay",
        .by_index = true,
        .duties = duties,
        .duty_count = sizeof duties / sizeof *duties,
        .open = relay_open,
        .close = relay_close,
        .lost = relay_lost,
        .socket = relay_socket,
        .turn = relay_turn,
    };
    return service_run(&relay, argc, argv);
}
