/* Puts relay's feed and report's log.read together. While something missed is being read, the feed waits in its queue.
 */
#include "services/ctl/stream.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/bus/feed.h"
#include "common/bus/poll.h"
#include "services/ctl/call.h"
#include "services/ctl/field.h"

enum { READ_LIMIT = 1000, READ_MS = 5000, RETRY_MS = 200 };

struct stream {
    struct feed_subscriber *feed;
    struct bus_client *report;
    char city[FEED_TOPIC_BYTES];
    int64_t position, head;
    json_t *current; /* what stream_next gave last */
    json_t *missed;  /* events read from the log, from `missed_next` on still to be given */
    size_t missed_next;
    int64_t read_again_at; /* monotonic µs: report did not answer, or had nothing yet */
};

/* Where is the log now? */
static bool head_ask(struct ctl *ctl, struct stream *stream)
{
    json_t *reply;
    json_t *body = json_pack("{s:s, s:I, s:i}", "city", stream->city, "after", (json_int_t)0, "limit", 1);
    if (call(ctl, message_type_at(MESSAGE_log_read), NULL, body, &reply) != CTL_DONE)
        return false;
    stream->head = field_integer(reply, "head");
    json_decref(reply);
    return true;
}

struct stream *stream_open(struct ctl *ctl, int64_t after)
{
    const char *city = ctl_city(ctl);
    const struct settings *settings = ctl_settings(ctl);
    if (!city || !settings)
        return NULL;
    struct stream *stream = memory_new(1, sizeof *stream);
    stream->feed = feed_subscriber_new(settings->run, settings_workers(settings, "relay"));
    feed_subscribe_events(stream->feed, city);
    feed_subscribe_heartbeats(stream->feed);
    memcpy(stream->city, city, strlen(city));
    stream->report = call_client(ctl, "report", 1);
    if (!head_ask(ctl, stream))
        stream_close(&stream);
    else
        stream->position = after == STREAM_FROM_NOW ? stream->head : after;
    return stream;
}

void stream_close(struct stream **stream)
{
    if (!*stream)
        return;
    feed_subscriber_destroy(&(*stream)->feed);
    bus_client_destroy(&(*stream)->report);
    json_decref((*stream)->current);
    json_decref((*stream)->missed);
    free(*stream);
    *stream = NULL;
}

int64_t stream_head(const struct stream *stream)
{
    return stream->head;
}

int64_t stream_position(const struct stream *stream)
{
    return stream->position;
}

/* Takes over the reference of the event at the next position. */
static const json_t *event_give(struct stream *stream, json_t *event)
{
    json_decref(stream->current);
    stream->current = event;
    stream->position = field_integer(event, "position");
    if (stream->head < stream->position)
        stream->head = stream->position;
    return event;
}

/* The next of the events that were read from the log; NULL, with the list gone, after the last. */
static const json_t *missed_give(struct stream *stream)
{
    while (stream->missed && stream->missed_next < json_array_size(stream->missed)) {
        json_t *event = json_array_get(stream->missed, stream->missed_next++);
        if (field_integer(event, "position") == stream->position + 1)
            return event_give(stream, json_incref(event));
    }
    json_decref(stream->missed);
    stream->missed = NULL;
    return NULL;
}

static void missed_ask(struct stream *stream)
{
    const struct message_type *type = message_type_at(MESSAGE_log_read);
    json_t *body =
        json_pack("{s:s, s:I, s:i}", "city", stream->city, "after", (json_int_t)stream->position, "limit", READ_LIMIT);
    char *text = json_dumps(body, JSON_COMPACT);
    if (text)
        bus_client_send(stream->report, type->name, NULL, instant_now() + READ_MS, text, strlen(text), NULL);
    free(text);
    json_decref(body);
}

/* What is archived cannot be read: the stream goes on behind it. */
static void archived_pass(struct stream *stream, int64_t archived)
{
    if (archived <= stream->position)
        return;
    fprintf(stderr, "steward: positions %" PRId64 " to %" PRId64 " of %s are archived: steward log archives\n",
            stream->position + 1, archived, stream->city);
    stream->position = archived;
}

/* Waits for what was asked of the log. The feed is left alone meanwhile: its queue holds what comes. */
static const json_t *missed_await(struct stream *stream, int milliseconds)
{
    struct bus_answer answer;
    if (!bus_client_receive(stream->report, milliseconds, &answer))
        return NULL;
    json_t *reply = answer.status == REPLY_OK ? json_loadb(answer.body, answer.length, 0, NULL) : NULL;
    stream->missed = json_incref(json_object_get(reply, "events"));
    stream->missed_next = 0;
    if (reply && field_present(reply, "archived"))
        archived_pass(stream, field_integer(reply, "archived"));
    json_decref(reply);
    const json_t *event = missed_give(stream);
    if (!event)
        stream->read_again_at = instant_monotonic() + RETRY_MS * INT64_C(1000);
    return event;
}

/* The next event that the feed has, if it is the one that follows; notes how far the log is. */
static const json_t *feed_give(struct stream *stream)
{
    struct feed_message message;
    while (stream->head <= stream->position && feed_receive(stream->feed, &message)) {
        if (strcmp(message.city, stream->city) != 0)
            continue;
        if (message.json && message.position == stream->position + 1) {
            json_t *event = json_loadb(message.json, message.length, 0, NULL);
            if (event)
                return event_give(stream, event);
        }
        if (message.position > stream->head)
            stream->head = message.position;
    }
    return NULL;
}

const json_t *stream_next(struct stream *stream, int milliseconds)
{
    const json_t *event = missed_give(stream);
    if (!event)
        event = feed_give(stream);
    if (event)
        return event;
    if (bus_client_pending(stream->report) == 0 && stream->head > stream->position &&
        instant_monotonic() >= stream->read_again_at)
        missed_ask(stream);
    if (bus_client_pending(stream->report) > 0)
        return missed_await(stream, milliseconds);
    struct bus_poll item = {.socket = feed_subscriber_socket(stream->feed)};
    if (stream->head > stream->position)
        milliseconds = milliseconds < RETRY_MS ? milliseconds : RETRY_MS;
    bus_poll_wait(&item, stream->head > stream->position ? 0 : 1, milliseconds);
    return feed_give(stream);
}
