/* dispatch: moves tickets along the lifecycle, on command and by rule. */
#include "services/dispatch/dispatch.h"

#include <stdlib.h>

#include "common/base/memory.h"

void *dispatch_open(struct worker *worker)
{
    struct dispatch *dispatch = memory_new(1, sizeof *dispatch);
    (void)worker;
    dispatch->writer = writer_new();
    return dispatch;
}

void dispatch_moves_clear(struct dispatch *dispatch)
{
    for (size_t i = 0; i < dispatch->move_count; i++)
        move_clear(&dispatch->moves[i]);
    dispatch->move_count = 0;
    dispatch->refusal_count = 0;
}

void dispatch_close(void *state)
{
    struct dispatch *dispatch = state;
    dispatch_moves_clear(dispatch);
    writer_destroy(&dispatch->writer);
    array_clear(&dispatch->cities);
    array_clear(&dispatch->tickets);
    array_clear(&dispatch->keys);
    free(dispatch);
}

int main(int argc, char **argv)
{
    static const struct handler handlers[] = {
        {MESSAGE_ticket_accept, command_check, &command_batch},
        {MESSAGE_ticket_dispatch, command_check, &command_batch},
        {MESSAGE_ticket_sign, command_check, &command_batch},
        {MESSAGE_ticket_handle, command_check, &command_batch},
        {MESSAGE_ticket_verify, command_check, &command_batch},
        {MESSAGE_ticket_close, command_check, &command_batch},
        {MESSAGE_ticket_follow_up, command_check, &command_batch},
        {MESSAGE_ticket_reject, command_check, &command_batch},
        {MESSAGE_ticket_return, command_check, &command_batch},
        {MESSAGE_ticket_rework, command_check, &command_batch},
        {MESSAGE_ticket_void, command_check, &command_batch},
        {MESSAGE_ticket_withdraw, command_check, &command_batch},
    };
    static const struct duty duties[] = {
        {"route", &route_batch, route_ready},
    };
    static const struct service dispatch = {
        .name = "dispatch",
        .role = "steward_dispatch",
        .by_index = true,
        .consumer = "dispatch",
        .handlers = handlers,
        .handler_count = sizeof handlers / sizeof *handlers,
        .duties = duties,
        .duty_count = sizeof duties / sizeof *duties,
        .open = dispatch_open,
        .close = dispatch_close,
    };
    return service_run(&dispatch, argc, argv);
}
