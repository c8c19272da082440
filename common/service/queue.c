/* Requests: from the socket, checked, into the queue; and their answers back. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/service/worker.h"

/* Of every service: answered here, without the database. */
static const struct handler status_handler = {MESSAGE_service_status, NULL, NULL};

void queue_push(struct request_queue *queue, struct request *request)
{
    request->next = NULL;
    if (queue->last)
        queue->last->next = request;
    else
        queue->first = request;
    queue->last = request;
    queue->count++;
}

void queue_push_front(struct request_queue *queue, struct request *request)
{
    request->next = queue->first;
    queue->first = request;
    if (!queue->last)
        queue->last = request;
    queue->count++;
}

static struct request *queue_pop(struct request_queue *queue)
{
    struct request *request = queue->first;
    if (!request)
        return NULL;
    queue->first = request->next;
    if (!queue->first)
        queue->last = NULL;
    queue->count--;
    return request;
}

static struct request *request_new(struct worker *worker)
{
    struct request *request = worker->free;
    if (request)
        worker->free = request->next;
    else
        request = memory_new(1, sizeof *request);
    request->next = NULL;
    return request;
}

void worker_answer(struct worker *worker, struct request *request)
{
    char header[ENVELOPE_BYTES];
    size_t length = reply_header_write(header, request->number, request->status);
    bus_server_reply(worker->server, &request->peer, header, length, request->reply, request->reply_length);
    worker->answered++;
    worker->refused += request->status == REPLY_REFUSED || request->status == REPLY_CONFLICT;
    request_clear(request);
    request->next = worker->free;
    worker->free = request;
}

static void fault_answer(struct worker *worker, struct request *request, enum reply_status status,
                         const struct fault *fault)
{
    request_refuse(request, status, fault);
    worker_answer(worker, request);
}

static void status_answer(struct worker *worker, struct request *request)
{
    bool connected = store_state(worker->store) != STORE_LOST && store_state(worker->store) != STORE_CONNECTING;
    int64_t lag = worker->follower ? follower_lag(worker->follower) : 0;
    for (int i = 0; i < SERVICE_ASIDES; i++)
        lag += worker->asides[i] ? follower_lag(worker->asides[i]) : 0;
    request_answer(
        request,
        "{\"service\":\"%s\",\"instance\":%d,\"process\":%d,\"version\":\"" STEWARD_VERSION
        "\",\"started\":%lld,\"database\":%s,\"commands\":%lld,\"batches\":%lld,\"refused\":%lld,\"lag\":%lld}",
        worker->service->name, worker->instance, (int)getpid(), (long long)worker->started,
        connected && cities_known(worker->cities) ? "true" : "false", (long long)worker->answered,
        (long long)worker->batches, (long long)worker->refused, (long long)lag);
    worker_answer(worker, request);
}

static const struct handler *handlers_with_status(const struct worker *worker, size_t *count)
{
    static struct handler all[MESSAGE_COUNT + 1];
    static size_t known;
    if (!known) {
        if (worker->service->handler_count)
            memcpy(all, worker->service->handlers, worker->service->handler_count * sizeof *all);
        all[worker->service->handler_count] = status_handler;
        known = worker->service->handler_count + 1;
    }
    *count = known;
    return all;
}

/* Why a request is not taken in; REPLY_OK where it is. */
static enum reply_status request_judge(struct worker *worker, struct request *request, struct fault *fault)
{
    request->generation = cities_generation(worker->cities);
    if (cities_known(worker->cities))
        return request->handler->check(worker, request, fault) ? REPLY_OK : REPLY_REFUSED;
    fault_set(fault, "starting", NULL, "the city packs are not read yet");
    return REPLY_UNAVAILABLE;
}

static void request_take(struct worker *worker, const struct bus_request *frames)
{
    struct fault fault;
    size_t count;
    const struct handler *handlers = handlers_with_status(worker, &count);
    struct request *request = request_new(worker);
    enum reply_status status = REPLY_REFUSED;
    if (request_read(request, frames, handlers, count, &fault)) {
        if (!request->handler->kind) { /* the only one without a transaction */
            status_answer(worker, request);
            return;
        }
        status = request_judge(worker, request, &fault);
    }
    if (status == REPLY_OK)
        queue_push(&worker->queue, request);
    else
        fault_answer(worker, request, status, &fault);
}

void worker_receive(struct worker *worker)
{
    struct bus_request frames;
    while (worker->queue.count < WORKER_QUEUE_MAX && bus_server_receive(worker->server, &frames))
        request_take(worker, &frames);
}

/* Is it still in time, and allowed by the packs as they are now? Else it is answered. */
static bool request_holds(struct worker *worker, struct request *request, int64_t now)
{
    struct fault fault;
    enum reply_status status = REPLY_OK;
    if (request->deadline <= now) {
        fault_set(&fault, "expired", NULL, "the request's deadline passed before its turn came");
        status = REPLY_EXPIRED;
    } else if (request->generation != cities_generation(worker->cities)) {
        status = request_judge(worker, request, &fault);
    }
    if (status != REPLY_OK)
        fault_answer(worker, request, status, &fault);
    return status == REPLY_OK;
}

void queue_take(struct worker *worker, size_t limit)
{
    struct work *work = &worker->work;
    struct request_queue others = {0};
    struct request *request;
    int64_t now = instant_now();
    work->request_count = 0;
    work->kind = NULL;
    while (work->request_count < limit && (request = queue_pop(&worker->queue))) {
        if (!request_holds(worker, request, now))
            continue;
        if (work->kind && request->handler->kind != work->kind) {
            queue_push(&others, request);
        } else {
            work->kind = request->handler->kind;
            limit = limit < work->kind->requests_max ? limit : work->kind->requests_max;
            work->requests[work->request_count++] = request;
        }
    }
    while ((request = queue_pop(&worker->queue)))
        queue_push(&others, request);
    worker->queue = others;
}

void worker_requests_free(struct worker *worker)
{
    struct request *request;
    while ((request = queue_pop(&worker->queue))) {
        request_clear(request);
        free(request->reply);
        free(request);
    }
    while ((request = worker->free)) {
        worker->free = request->next;
        free(request->reply);
        free(request);
    }
}
