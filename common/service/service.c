/* The one main loop, and a worker's beginning and end. */
#include "common/service/service.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/bus/bus.h"
#include "common/bus/poll.h"
#include "common/service/worker.h"

enum { OWN_SOCKETS_MAX = 4, POLLED_MAX = OWN_SOCKETS_MAX + 4 };

static volatile sig_atomic_t told_to_end;

static void end_note(int signal)
{
    (void)signal;
    told_to_end = 1;
}

static void signals_set(void)
{
    struct sigaction action = {.sa_handler = end_note};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

/* "--home DIR --instance N"; false, told, for anything else. */
static bool arguments_read(int argc, char **argv, const char **home, int *instance)
{
    for (int i = 1; i < argc; i++) {
        char *end;
        if (strcmp(argv[i], "--home") == 0 && i + 1 < argc) {
            *home = argv[++i];
        } else if (strcmp(argv[i], "--instance") == 0 && i + 1 < argc) {
            long number = strtol(argv[++i], &end, 10);
            if (*end || number < 0 || number >= BUS_WORKERS_MAX)
                return false;
            *instance = (int)number;
        } else {
            return false;
        }
    }
    return true;
}

static struct store *store_open(const struct service *service, const struct settings *settings, int instance)
{
    char application[64];
    snprintf(application, sizeof application, "steward-%s.%d", service->name, instance);
    struct store_options options = {.conninfo = settings->database,
                                    .role = service->role,
                                    .application = application,
                                    .by_index = service->by_index};
    struct store *store = store_new(&options);
    store_connect(store);
    return store;
}

static bool worker_open(struct worker *worker)
{
    char endpoint[BUS_ENDPOINT_BYTES];
    int relays = settings_workers(worker->settings, "relay");
    bus_endpoint(endpoint, worker->settings->run, worker->service->name, worker->instance, "");
    worker->server = bus_server_new(endpoint);
    if (!worker->server)
        return false;
    worker->store = store_open(worker->service, worker->settings, worker->instance);
    worker->work = (struct work){.worker = worker, .store = worker->store};
    worker->cities = cities_new();
    worker->poker = feed_poker_new(worker->settings->run, relays);
    if (worker->service->consumer)
        worker->follower = follower_new(worker->service->consumer);
    for (int i = 0; i < SERVICE_ASIDES; i++)
        if (worker->service->consumers_aside[i])
            worker->asides[i] = follower_new(worker->service->consumers_aside[i]);
    if (worker->service->consumer || worker->service->heard) {
        worker->subscriber = feed_subscriber_new(worker->settings->run, relays);
        feed_subscribe_heartbeats(worker->subscriber);
    }
    worker->batch_limit = WORK_REQUESTS_MAX;
    worker->connect_pause = CONNECT_LEAST_US;
    worker->started = instant_now();
    worker->state = worker->service->open ? worker->service->open(worker) : NULL;
    return true;
}

static void worker_close(struct worker *worker)
{
    worker_drop(worker);
    if (worker->service->close)
        worker->service->close(worker->state);
    worker_requests_free(worker);
    follower_destroy(&worker->follower);
    for (int i = 0; i < SERVICE_ASIDES; i++)
        follower_destroy(&worker->asides[i]);
    feed_subscriber_destroy(&worker->subscriber);
    feed_poker_destroy(&worker->poker);
    cities_destroy(&worker->cities);
    store_destroy(&worker->store);
    bus_server_destroy(&worker->server);
}

static void heartbeat_tell(struct worker *worker, const struct feed_message *message, int64_t now)
{
    if (worker->follower)
        follower_hear(worker->follower, message->city, message->position, now);
    for (int i = 0; i < SERVICE_ASIDES; i++)
        if (worker->asides[i])
            follower_hear(worker->asides[i], message->city, message->position, now);
    if (worker->service->heard)
        worker->service->heard(worker->state, message->city, message->position);
}

static void heartbeats_take(struct worker *worker)
{
    struct feed_message message;
    int64_t now = instant_monotonic();
    if (!worker->subscriber || now < worker->heed_at)
        return;
    while (feed_receive(worker->subscriber, &message)) {
        heartbeat_tell(worker, &message, now);
        worker->heed_at = now + worker->service->heed_us;
    }
}

static void worker_wait(struct worker *worker, int64_t wake)
{
    struct bus_poll items[POLLED_MAX];
    size_t count = 0;
    int64_t now = instant_monotonic();
    bool taking = worker->queue.count < WORKER_QUEUE_MAX && worker->paused_until <= now;
    if (worker->paused_until > now && worker->paused_until < wake)
        wake = worker->paused_until;
    if (taking)
        items[count++] = (struct bus_poll){.socket = bus_server_socket(worker->server)};
    if (worker->subscriber && worker->heed_at > now)
        wake = worker->heed_at < wake ? worker->heed_at : wake;
    else if (worker->subscriber)
        items[count++] = (struct bus_poll){.socket = feed_subscriber_socket(worker->subscriber)};
    for (int i = 0; worker->service->socket && i < OWN_SOCKETS_MAX; i++) {
        void *socket = worker->service->socket(worker->state, i);
        if (!socket)
            break;
        items[count++] = (struct bus_poll){.socket = socket};
    }
    int descriptor = worker->service->descriptor ? worker->service->descriptor(worker->state, &wake) : -1;
    if (descriptor >= 0)
        items[count++] = (struct bus_poll){.descriptor = descriptor, .events = POLLIN};
    if (store_socket(worker->store) >= 0)
        items[count++] =
            (struct bus_poll){.descriptor = store_socket(worker->store), .events = store_events(worker->store)};
    int64_t left = wake - now;
    bus_poll_wait(items, count, left <= 0 ? 0 : (long)((left + 999) / 1000));
}

static void worker_loop(struct worker *worker)
{
    while (!told_to_end) {
        heartbeats_take(worker);
        if (worker->service->turn)
            worker->service->turn(worker, worker->state);
        if (worker->paused_until <= instant_monotonic())
            worker_receive(worker);
        int64_t wake = worker_advance(worker);
        worker_wait(worker, wake);
    }
}

int service_run(const struct service *service, int argc, char **argv)
{
    const char *home = NULL;
    char error[1024];
    struct worker worker = {.service = service};
    if (!arguments_read(argc, argv, &home, &worker.instance)) {
        fprintf(stderr, "usage: steward-%s [--home FOLDER] [--instance N]\n", service->name);
        return 2;
    }
    log_open(service->name, worker.instance, getenv("STEWARD_DEBUG") ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
    worker.settings = settings_read(settings_home(home), error, sizeof error);
    if (!worker.settings) {
        log_error("settings: %s", error);
        return 1;
    }
    srandom((unsigned)getpid());
    signals_set();
    bool opened = worker_open(&worker);
    if (opened) {
        log_info("started version=" STEWARD_VERSION);
        worker_loop(&worker);
        log_info("ended commands=%lld batches=%lld", (long long)worker.answered, (long long)worker.batches);
        worker_close(&worker);
    }
    settings_destroy(&worker.settings);
    return opened ? 0 : 1;
}

void *worker_state(struct worker *worker)
{
    return worker->state;
}

const struct settings *worker_settings(const struct worker *worker)
{
    return worker->settings;
}

int worker_instance(const struct worker *worker)
{
    return worker->instance;
}

struct cities *worker_cities(struct worker *worker)
{
    return worker->cities;
}

struct follower *worker_follower(struct worker *worker)
{
    return worker->follower;
}

struct follower *worker_follower_aside(struct worker *worker, int aside)
{
    return worker->asides[aside];
}

void work_tell(struct work *work, int statement)
{
    for (int row = 0; row < store_rows(work->store, statement); row++)
        feed_poke(work->worker->poker, (int32_t)store_integer(work->store, statement, row, 0),
                  store_integer(work->store, statement, row, 1));
}

void worker_pause(struct worker *worker, int64_t until)
{
    worker->paused_until = until;
}
