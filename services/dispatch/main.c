/* dispatch: moves tickets along the lifecycle, on command and by rule. */
#include "services/dispatch/dispatch.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/service/settings.h"
#include "services/dispatch/on_duty.h"
#include "services/dispatch/order.h"
#include "services/dispatch/recount.h"

void *dispatch_open(struct worker *worker)
{
    struct dispatch *dispatch = memory_new(1, sizeof *dispatch);
    dispatch->writer = writer_new();
    dispatch->proposer = proposer_new(worker_settings(worker)->home);
    dispatch->duty = duty_columns_new();
    dispatch->orders = order_work_new();
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
    proposer_destroy(&dispatch->proposer);
    duty_columns_destroy(&dispatch->duty);
    nearest_clear(&dispatch->nearest);
    order_work_destroy(&dispatch->orders);
    array_clear(&dispatch->cities);
    array_clear(&dispatch->tickets);
    array_clear(&dispatch->keys);
    free(dispatch);
}

/* Every move but the first, which is intake's. */
static size_t moves_take(struct handler *handlers)
{
    size_t count = 0;
#define ACTION(code, id, name, ...)                                                                                    \
    if (ACTION_##id != ACTION_SUBMIT)                                                                                  \
        handlers[count++] = (struct handler){MESSAGE_ticket_##name, command_check, &command_batch};
#include "proto/lifecycle.def"
    return count;
}

static size_t orders_take(struct handler *handlers)
{
    static const struct handler own[] = {
        {MESSAGE_order_issue, order_issue_check, &order_batch},
        {MESSAGE_order_receive, order_receipt_check, &order_batch},
        {MESSAGE_order_answer, order_receipt_check, &order_batch},
        {MESSAGE_order_push, order_command_check, &order_batch},
        {MESSAGE_order_close, order_command_check, &order_batch},
    };
    memcpy(handlers, own, sizeof own);
    return sizeof own / sizeof *own;
}

int main(int argc, char **argv)
{
    static struct handler handlers[MESSAGE_COUNT];
    size_t handler_count = moves_take(handlers);
    handlers[handler_count++] = (struct handler){MESSAGE_person_duty, duty_check, &duty_batch};
    handlers[handler_count++] = (struct handler){MESSAGE_ticket_propose, propose_check, &propose_batch};
    handler_count += orders_take(handlers + handler_count);
    static const struct duty duties[] = {
        {"route", &route_batch, route_ready},
        {"recount", &recount_batch, recount_ready},
    };
    const struct service dispatch = {
        .name = "dispatch",
        .role = "steward_dispatch",
        .by_index = true,
        .consumer = "dispatch",
        .handlers = handlers,
        .handler_count = handler_count,
        .duties = duties,
        .duty_count = sizeof duties / sizeof *duties,
        .open = dispatch_open,
        .close = dispatch_close,
    };
    return service_run(&dispatch, argc, argv);
}
