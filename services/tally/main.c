/* tally: keeps the figures from the log, makes standing reports of them, and keeps what lists and near-duplicates are
 * found by; one active worker a city. */
#include <stdlib.h>

#include "common/base/memory.h"
#include "services/tally/tally.h"

static void *tally_open(struct worker *worker)
{
    (void)worker;
    return memory_new(1, sizeof(struct tally));
}

static void tally_close(void *state)
{
    struct tally *tally = state;
    count_clear(&tally->count);
    freeze_clear(&tally->freeze);
    areas_clear(&tally->areas);
    standing_clear(&tally->standing);
    audit_clear(&tally->audit);
    keys_clear(&tally->keys);
    free(tally);
}

int main(int argc, char **argv)
{
    static const struct handler handlers[] = {{MESSAGE_freeze, freeze_check, &freeze_batch},
                                              {MESSAGE_standing_make, standing_command_check, &standing_command}};
    static const struct duty duties[] = {{"count", &count_batch, count_ready},
                                         {"areas", &areas_sum, areas_ready},
                                         {"audit", &audit_night, audit_ready},
                                         {"keys", &keys_forget, keys_ready},
                                         {"standing_look", &standing_look, standing_look_ready},
                                         {"standing", &standing_make, standing_make_ready},
                                         {"similar", &similar_batch, similar_ready},
                                         {"lines", &lines_batch, lines_ready}};
    static const struct service tally = {
        .name = "tally",
        .role = "steward_tally",
        .consumer = "tally",
        .consumers_aside = {[ASIDE_SIMILAR] = "similar", [ASIDE_LINES] = "lines"},
        .heed_us = 100000,
        .handlers = handlers,
        .handler_count = sizeof handlers / sizeof *handlers,
        .duties = duties,
        .duty_count = sizeof duties / sizeof *duties,
        .open = tally_open,
        .close = tally_close,
    };
    return service_run(&tally, argc, argv);
}
