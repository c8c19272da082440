/* The process polls its feed socket only, so that what it notes is the moment when the event could be read. Every
 * event is parsed as a real client must do to see whose it is. */
#include "tests/bench/handler.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "common/bus/feed.h"
#include "common/bus/poll.h"

enum { LISTEN_MS = 10000 };

static int64_t realtime_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* What was appended before we began is told again by a relay that has started anew: it is not counted. */
static void event_note(struct handler *handler, const char *json, size_t length, const char *kind)
{
    int64_t instant = instant_monotonic(), now = realtime_us();
    json_t *event = json_loadb(json, length, 0, NULL);
    json_int_t at = 0, ticket = 0, due = 0;
    const char *is = "", *organisation = "";
    size_t count = atomic_load(&handler->count);
    if (event &&
        json_unpack(event, "{s:s, s:I, s?I, s?s, s?I}", "kind", &is, "at", &at, "ticket", &ticket, "organisation",
                    &organisation, "due", &due) == 0 &&
        at >= handler->began && strcmp(is, kind) == 0 && *organisation && count < handler->most) {
        handler->sightings[count] = (struct sighting){ticket, instant, due, now - due * 1000};
        atomic_store(&handler->count, count + 1);
    }
    json_decref(event);
}

static void handler_run(const struct options *options, struct handler *handler, const char *kind)
{
    struct feed_subscriber *subscriber =
        feed_subscriber_new(options->settings->run, settings_workers(options->settings, "relay"));
    feed_subscribe_heartbeats(subscriber);
    feed_subscribe_events(subscriber, options->city);
    struct bus_poll item = {.socket = feed_subscriber_socket(subscriber)};
    while (!atomic_load(&handler->stop)) {
        struct feed_message message;
        while (feed_receive(subscriber, &message)) {
            atomic_store(&handler->listening, true);
            if (message.json)
                event_note(handler, message.json, message.length, kind);
        }
        bus_poll_wait(&item, 1, 100);
    }
    feed_subscriber_destroy(&subscriber);
}

static void pause_ms(int milliseconds)
{
    nanosleep(&(struct timespec){.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L}, NULL);
}

static size_t handler_size(size_t most)
{
    return sizeof(struct handler) + most * sizeof(struct sighting);
}

struct handler *handler_start(const struct options *options, const char *kind, size_t most)
{
    struct handler *handler = mmap(NULL, handler_size(most), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (handler == MAP_FAILED)
        abort();
    handler->began = realtime_us() / 1000;
    handler->most = most;
    pid_t process = fork();
    if (process < 0)
        abort();
    if (process == 0) {
        handler_run(options, handler, kind);
        _exit(0);
    }
    for (int waited = 0; waited < LISTEN_MS; waited += 10) {
        if (atomic_load(&handler->listening))
            return handler;
        pause_ms(10);
    }
    fprintf(stderr, "steward-bench: no heartbeat of relay within %d ms\n", LISTEN_MS);
    handler_stop(&handler);
    return NULL;
}

size_t handler_wait(const struct handler *handler, size_t expect, int milliseconds)
{
    size_t count = atomic_load(&handler->count), last = count;
    for (int quiet = 0; count < expect && quiet < milliseconds; quiet += 10) {
        pause_ms(10);
        count = atomic_load(&handler->count);
        if (count != last)
            quiet = 0;
        last = count;
    }
    return count;
}

void handler_stop(struct handler **handler)
{
    atomic_store(&(*handler)->stop, true);
    wait(NULL);
    munmap(*handler, handler_size((*handler)->most));
    *handler = NULL;
}
