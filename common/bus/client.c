/* Requests under way stand in slots; a request's id is its slot and how often the slot was used, so that a late
 * answer to an earlier use is known and dropped. */
#include "common/bus/client.h"

#include <czmq.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/bus/bus.h"

enum { TRY_MS = 2000, WINDOW = 256, SLOT_BITS = 20, NONE = -1, SWEEP_MS = 20 };

struct slot {
    bool used;
    uint64_t turn;           /* how often the slot was used */
    int worker;              /* who has it, or NONE */
    int64_t deadline, tried; /* ms since the epoch; ms of the monotonic clock */
    char message[64], key[KEY_BYTES_MAX + 1];
    char *body;
    size_t length, capacity;
    void *context;
};

struct worker {
    zsock_t *socket;
    void *handle;
    size_t load;    /* requests it has */
    int64_t silent; /* ms of the monotonic clock until which it counts as dead, after it let a request time out */
};

struct bus_client {
    struct worker workers[BUS_WORKERS_MAX];
    int worker_count, next_worker;
    int try_ms;
    struct slot *slots;
    size_t slot_count, pending, next_slot;
    int64_t swept;
    size_t homeless; /* requests that no worker has */
    zmq_msg_t reply;
    char *text; /* the last answer with a NUL after it */
    size_t text_capacity;
};

static int64_t monotonic_ms(void)
{
    return instant_monotonic() / 1000;
}

static void worker_open(struct worker *worker, const struct bus_client_options *options, int instance)
{
    char endpoint[BUS_ENDPOINT_BYTES];
    bus_endpoint(endpoint, options->run, options->service, instance, "");
    worker->socket = zsock_new(ZMQ_DEALER);
    if (!worker->socket)
        log_abort("cannot make a DEALER socket: %s", zmq_strerror(zmq_errno()));
    zsock_set_linger(worker->socket, 0);
    zsock_set_immediate(worker->socket, 1); /* nothing is queued for a worker that is not there */
    zsock_set_sndhwm(worker->socket, 65536);
    zsock_set_rcvhwm(worker->socket, 65536);
    zsock_set_reconnect_ivl(worker->socket, 20);
    zsock_connect(worker->socket, "%s", endpoint);
    worker->handle = zsock_resolve(worker->socket);
}

struct bus_client *bus_client_new(const struct bus_client_options *options)
{
    struct bus_client *client = memory_new(1, sizeof *client);
    client->try_ms = options->try_ms ? options->try_ms : TRY_MS;
    client->slot_count = options->window ? options->window : WINDOW;
    client->slots = memory_new(client->slot_count, sizeof *client->slots);
    client->worker_count = options->workers < BUS_WORKERS_MAX ? options->workers : BUS_WORKERS_MAX;
    for (int i = 0; i < client->worker_count; i++)
        worker_open(&client->workers[i], options, i);
    zmq_msg_init(&client->reply);
    return client;
}

void bus_client_destroy(struct bus_client **client)
{
    if (!*client)
        return;
    for (int i = 0; i < (*client)->worker_count; i++)
        zsock_destroy(&(*client)->workers[i].socket);
    for (size_t i = 0; i < (*client)->slot_count; i++)
        free((*client)->slots[i].body);
    zmq_msg_close(&(*client)->reply);
    free((*client)->slots);
    free((*client)->text);
    free(*client);
    *client = NULL;
}

bool bus_client_ready(const struct bus_client *client)
{
    return client->pending < client->slot_count;
}

size_t bus_client_pending(const struct bus_client *client)
{
    return client->pending;
}

/* The least loaded live worker other than `but`; where all others count as dead, the least loaded of any. */
static int worker_choose(struct bus_client *client, int but)
{
    int64_t now = monotonic_ms();
    int best = NONE;
    for (int round = 0; round < 2 && best == NONE; round++)
        for (int i = 0; i < client->worker_count; i++) {
            int at = (client->next_worker + i) % client->worker_count;
            const struct worker *worker = &client->workers[at];
            if (round == 0 && (at == but || worker->silent > now))
                continue;
            if (best == NONE || worker->load < client->workers[best].load)
                best = at;
        }
    client->next_worker = client->worker_count ? (client->next_worker + 1) % client->worker_count : 0;
    return best;
}

static bool slot_post(struct bus_client *client, struct slot *slot, int at)
{
    char header[ENVELOPE_BYTES];
    uint64_t request = slot->turn << SLOT_BITS | (uint64_t)(slot - client->slots);
    size_t length = request_header_write(header, slot->message, request, slot->deadline, slot->key);
    struct worker *worker = &client->workers[at];
    if (zmq_send(worker->handle, header, length, ZMQ_SNDMORE | ZMQ_DONTWAIT) < 0)
        return false;
    if (zmq_send(worker->handle, slot->body, slot->length, ZMQ_DONTWAIT) < 0)
        log_abort("half a message was sent: %s", zmq_strerror(zmq_errno()));
    return true;
}

/* Gives the request to a worker, or leaves it homeless until the next sweep. */
static void slot_give(struct bus_client *client, struct slot *slot, int but)
{
    int first = worker_choose(client, but);
    slot->worker = NONE;
    slot->tried = monotonic_ms();
    for (int i = 0; first != NONE && i < client->worker_count; i++) {
        int at = (first + i) % client->worker_count;
        if (slot_post(client, slot, at)) {
            slot->worker = at;
            client->workers[at].load++;
            return;
        }
    }
    client->homeless++;
}

static void slot_take_back(struct bus_client *client, struct slot *slot)
{
    if (slot->worker != NONE)
        client->workers[slot->worker].load--;
    else
        client->homeless--;
}

static struct slot *slot_free(struct bus_client *client)
{
    for (size_t i = 0; i < client->slot_count; i++) {
        struct slot *slot = &client->slots[(client->next_slot + i) % client->slot_count];
        if (!slot->used) {
            client->next_slot = (client->next_slot + i + 1) % client->slot_count;
            return slot;
        }
    }
    return NULL;
}

bool bus_client_send(struct bus_client *client, const char *message, const char *key, int64_t deadline,
                     const char *body, size_t length, void *context)
{
    struct slot *slot = bus_client_ready(client) ? slot_free(client) : NULL;
    if (!slot)
        return false;
    slot->used = true;
    slot->turn++;
    slot->deadline = deadline;
    slot->context = context;
    snprintf(slot->message, sizeof slot->message, "%s", message);
    snprintf(slot->key, sizeof slot->key, "%s", key ? key : "");
    memory_reserve((void **)&slot->body, &slot->capacity, length, 1);
    memcpy(slot->body, body, length);
    slot->length = length;
    client->pending++;
    slot_give(client, slot, NONE);
    return true;
}

static void slot_end(struct bus_client *client, struct slot *slot)
{
    slot_take_back(client, slot);
    slot->used = false;
    client->pending--;
}

static void answer_make(struct bus_client *client, struct slot *slot, enum reply_status status, const char *body,
                        size_t length, struct bus_answer *out)
{
    memory_reserve((void **)&client->text, &client->text_capacity, length + 1, 1);
    memcpy(client->text, body, length);
    client->text[length] = '\0';
    *out = (struct bus_answer){slot->context, status, true, client->text, length};
    slot_end(client, slot);
}

/* The slot that an answer's request id belongs to, or NULL where that use of it is over. */
static struct slot *slot_of(struct bus_client *client, uint64_t request)
{
    size_t index = (size_t)(request & ((1U << SLOT_BITS) - 1));
    if (index >= client->slot_count)
        return NULL;
    struct slot *slot = &client->slots[index];
    return slot->used && slot->turn == request >> SLOT_BITS ? slot : NULL;
}

/* Takes an answer from one worker; true where it ended a request. "Unavailable" is asked again by the sweep. */
static bool worker_receive(struct bus_client *client, int at, struct bus_answer *out)
{
    struct worker *worker = &client->workers[at];
    while (zmq_msg_recv(&client->reply, worker->handle, ZMQ_DONTWAIT) >= 0) {
        uint64_t request;
        enum reply_status status;
        const char *line = zmq_msg_data(&client->reply), *end = line + zmq_msg_size(&client->reply);
        const char *body = memchr(line, '\n', (size_t)(end - line));
        worker->silent = 0;
        if (!body || !reply_header_parse(line, (size_t)(body - line), &request, &status))
            continue;
        struct slot *slot = slot_of(client, request);
        if (!slot || (status == REPLY_UNAVAILABLE && instant_now() < slot->deadline))
            continue;
        answer_make(client, slot, status, body + 1, (size_t)(end - body - 1), out);
        return true;
    }
    return false;
}

/* Asks another worker for what has waited too long; true where a request's deadline has ended it. */
static bool sweep(struct bus_client *client, struct bus_answer *out)
{
    static const char nobody[] = "{\"error\":{\"code\":\"unavailable\",\"message\":\"no worker answered in time\"}}";
    int64_t now = instant_now(), tick = monotonic_ms();
    if (tick - client->swept < SWEEP_MS)
        return false;
    for (size_t i = 0; i < client->slot_count; i++) {
        struct slot *slot = &client->slots[i];
        if (!slot->used)
            continue;
        if (now >= slot->deadline) {
            answer_make(client, slot, REPLY_UNAVAILABLE, nobody, sizeof nobody - 1, out);
            out->answered = false;
            return true;
        }
        if (slot->worker != NONE && tick - slot->tried < client->try_ms)
            continue;
        int last = slot->worker;
        if (last != NONE)
            client->workers[last].silent = tick + client->try_ms;
        slot_take_back(client, slot);
        slot_give(client, slot, last);
    }
    client->swept = tick;
    return false;
}

static bool receive_now(struct bus_client *client, struct bus_answer *out)
{
    for (int i = 0; i < client->worker_count; i++)
        if (worker_receive(client, i, out))
            return true;
    return sweep(client, out);
}

bool bus_client_receive(struct bus_client *client, int milliseconds, struct bus_answer *out)
{
    int64_t until = monotonic_ms() + milliseconds;
    zmq_pollitem_t items[BUS_WORKERS_MAX];
    for (int i = 0; i < client->worker_count; i++)
        items[i] = (zmq_pollitem_t){.socket = client->workers[i].handle, .events = ZMQ_POLLIN};
    while (!receive_now(client, out)) {
        int64_t left = until - monotonic_ms();
        if (left <= 0)
            return false;
        zmq_poll(items, client->worker_count, left < SWEEP_MS ? (long)left : SWEEP_MS);
        if (zsys_interrupted)
            return false;
    }
    return true;
}

void bus_client_call(struct bus_client *client, const char *message, const char *key, int64_t deadline,
                     const char *body, struct bus_answer *out)
{
    if (!bus_client_send(client, message, key, deadline, body, strlen(body), NULL))
        log_abort("a call on a client whose window is full");
    while (!bus_client_receive(client, 1000, out))
        if (zsys_interrupted) {
            *out = (struct bus_answer){.status = REPLY_UNAVAILABLE, .body = "{}", .length = 2};
            return;
        }
}
