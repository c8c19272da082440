/* From a submission to the handler's event, at a steady rate. A complaint's time begins when it was to be sent, even
 * where the client came late to it, so that no delay hides another. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common/base/identifier.h"
#include "common/base/instant.h"
#include "common/base/memory.h"
#include "tests/bench/clients.h"
#include "tests/bench/complaint.h"
#include "tests/bench/handler.h"
#include "tests/bench/histogram.h"

enum { DEADLINE_MS = 30000, WINDOW = 16384, QUIET_MS = 5000, LONGEST_SLEEP_US = 1000 };

struct push {
    const struct options *options;
    struct complaints complaints;
    struct bus_client *intake;
    struct sighting *sent; /* ticket, and when it was to be sent */
    size_t total, begun, answered, refused;
    int64_t start; /* monotonic µs */
};

static int64_t instant_planned(const struct push *push, size_t i)
{
    return push->start + (int64_t)((double)i * 1e6 / push->options->rate);
}

static void answer_take(struct push *push, const struct bus_answer *answer)
{
    struct sighting *sent = answer->context;
    long long ticket = 0;
    push->answered++;
    if (answer->status == REPLY_OK && sscanf(answer->body, "{\"ticket\":%lld", &ticket) == 1) {
        sent->ticket = ticket;
        return;
    }
    if (push->refused++ == 0)
        fprintf(stderr, "steward-bench: a complaint was not accepted: %s\n", answer->body);
}

static void complaints_send(struct push *push)
{
    char key[IDENTIFIER_BYTES];
    while (push->begun < push->total && bus_client_ready(push->intake) &&
           instant_planned(push, push->begun) <= instant_monotonic()) {
        const struct complaint *complaint = &push->complaints.items[push->begun % push->complaints.count];
        struct sighting *sent = &push->sent[push->begun];
        sent->instant = instant_planned(push, push->begun++);
        identifier_new(key);
        bus_client_send(push->intake, "ticket.submit", key, instant_now() + DEADLINE_MS, complaint->body,
                        complaint->length, sent);
    }
}

static void nap(const struct push *push)
{
    int64_t left = instant_planned(push, push->begun) - instant_monotonic();
    if (left > LONGEST_SLEEP_US || push->begun == push->total)
        left = LONGEST_SLEEP_US;
    if (left > 0)
        nanosleep(&(struct timespec){.tv_nsec = (long)left * 1000}, NULL);
}

static void push_send(struct push *push)
{
    struct bus_answer answer;
    push->start = instant_monotonic();
    while (push->answered < push->total) {
        complaints_send(push);
        while (bus_client_receive(push->intake, 0, &answer))
            answer_take(push, &answer);
        nap(push);
    }
}

static int by_ticket(const void *left, const void *right)
{
    int64_t a = ((const struct sighting *)left)->ticket, b = ((const struct sighting *)right)->ticket;
    return (a > b) - (a < b);
}

/* Finds for each ticket sent the event of it; how many have none. */
static size_t push_join(struct push *push, struct handler *handler, size_t seen, struct histogram *waits)
{
    size_t missing = 0, at = 0;
    qsort(push->sent, push->total, sizeof *push->sent, by_ticket);
    qsort(handler->sightings, seen, sizeof *handler->sightings, by_ticket);
    for (size_t i = 0; i < push->total; i++) {
        while (at < seen && handler->sightings[at].ticket < push->sent[i].ticket)
            at++;
        if (at < seen && handler->sightings[at].ticket == push->sent[i].ticket)
            histogram_add(waits, handler->sightings[at].instant - push->sent[i].instant);
        else
            missing++;
    }
    return missing;
}

static int push_measure(struct push *push, struct handler *handler)
{
    struct histogram *waits = memory_new(1, sizeof *waits);
    push_send(push);
    size_t seen = handler_wait(handler, push->total, QUIET_MS);
    size_t missing = push_join(push, handler, seen, waits);
    printf("{\"pushed\":%" PRIu64 ",\"missing\":%zu,\"refused\":%zu,\"p50\":%.2f,\"p99\":%.2f,\"p999\":%.2f,"
           "\"most\":%.2f}\n",
           waits->count, missing, push->refused, histogram_quantile(waits, 0.5), histogram_quantile(waits, 0.99),
           histogram_quantile(waits, 0.999), (double)waits->most / 1000);
    free(waits);
    return missing == 0 && push->refused == 0 ? 0 : 1;
}

int push_run(const struct options *options)
{
    struct push push = {.options = options, .total = (size_t)(options->rate * options->seconds)};
    struct handler *handler = handler_start(options, "ticket.dispatched", 2 * push.total);
    if (!handler)
        return 1;
    complaints_read(&push.complaints, options->complaints, options->city);
    push.intake = options_client(options, "intake", WINDOW);
    push.sent = memory_new(push.total, sizeof *push.sent);
    int status = push_measure(&push, handler);
    handler_stop(&handler);
    bus_client_destroy(&push.intake);
    complaints_forget(&push.complaints);
    free(push.sent);
    return status;
}
