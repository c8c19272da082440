/* Orders to a whole city, one after another, and answers to the last of them, many at once. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/identifier.h"
#include "common/base/instant.h"
#include "common/base/memory.h"
#include "tests/bench/clients.h"
#include "tests/bench/histogram.h"

enum { DEADLINE_MS = 30000, WINDOW = 256, BODY_BYTES = 512 };

struct orders {
    const struct options *options;
    struct bus_client *dispatch;
    struct histogram *issued;
    long long order; /* the last one's number */
    int recipients;
    size_t refused;
};

/* Sends one order and waits for its answer; false where it was refused or none came. */
static bool order_issue(struct orders *orders)
{
    char key[IDENTIFIER_BYTES], body[BODY_BYTES];
    struct bus_answer answer;
    int length = snprintf(body, sizeof body,
                          "{\"city\":\"%s\",\"actor\":\"dispatcher1\",\"area\":\"%s\",\"title\":\"暴雨橙色预警\","
                          "\"text\":\"逐户通知，转移低洼处居民。\"}",
                          orders->options->city, orders->options->city);
    identifier_new(key);
    int64_t began = instant_monotonic();
    bus_client_send(orders->dispatch, "order.issue", key, instant_now() + DEADLINE_MS, body, (size_t)length, NULL);
    if (!bus_client_receive(orders->dispatch, DEADLINE_MS, &answer) || answer.status != REPLY_OK ||
        sscanf(answer.body, "{\"order\":%lld,\"version\":1,\"recipients\":%d", &orders->order, &orders->recipients) !=
            2) {
        fprintf(stderr, "steward-bench: an order was not taken: %s\n", answer.answered ? answer.body : "no answer");
        orders->refused++;
        return false;
    }
    histogram_add(orders->issued, instant_monotonic() - began);
    return true;
}

int orders_run(const struct options *options)
{
    struct orders orders = {.options = options, .dispatch = options_client(options, "dispatch", WINDOW)};
    orders.issued = memory_new(1, sizeof *orders.issued);
    int64_t end = instant_monotonic() + (int64_t)(options->seconds * 1e6);
    while (instant_monotonic() < end && order_issue(&orders))
        ;
    printf("{\"orders\":%" PRIu64 ",\"recipients\":%d,\"refused\":%zu,\"p50\":%.2f,\"p99\":%.2f,\"most\":%.2f}\n",
           orders.issued->count, orders.recipients, orders.refused, histogram_quantile(orders.issued, 0.5),
           histogram_quantile(orders.issued, 0.99), (double)orders.issued->most / 1000);
    int status = orders.refused || !orders.issued->count ? 1 : 0;
    free(orders.issued);
    bus_client_destroy(&orders.dispatch);
    return status;
}
