/* Claims: what ticket.show says of a ticket, held against a sentence. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "tests/scenario/story.h"

enum { FOUND_BYTES = 1024, LOOK_US = 50000 };

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static void timeline_write(const json_t *show, char out[FOUND_BYTES])
{
    size_t i, used = 0;
    const json_t *event;
    out[0] = '\0';
    json_array_foreach(json_object_get(show, "timeline"), i, event)
    {
        const char *kind = strchr(text_of(event, "kind"), '.');
        used += (size_t)snprintf(out + used, FOUND_BYTES - used, "%s%s", i ? " " : "", kind ? kind + 1 : "");
        if (used >= FOUND_BYTES)
            return;
    }
}

/* Writes what the ticket shows of what the claim speaks of, and what the claim expects there. */
static void claim_read(const struct story *story, const struct words *w, const json_t *show, char found[FOUND_BYTES],
                       char expected[FOUND_BYTES])
{
    const json_t *ticket = json_object_get(show, "ticket");
    const json_t *clocks = json_object_get(show, "clocks");
    snprintf(expected, FOUND_BYTES, "%s", w->word[w->count - 1]);
    if (words_are(w, 0, "timeline")) {
        timeline_write(show, found);
        expected[0] = '\0';
        for (int i = 4; i < w->count; i++)
            snprintf(expected + strlen(expected), FOUND_BYTES - strlen(expected), "%s%s", i > 4 ? " " : "", w->word[i]);
    } else if (words_are(w, 2, "late") || words_are(w, 2, "on_time")) {
        const json_t *late = json_object_get(ticket, "late");
        snprintf(found, FOUND_BYTES, "%s", !late ? "without a limit" : json_is_true(late) ? "late" : "on_time");
    } else if (words_are(w, 1, "has") && words_are(w, 3, "alerts")) {
        snprintf(expected, FOUND_BYTES, "%s", w->word[2]);
        snprintf(found, FOUND_BYTES, "%zu", json_array_size(json_object_get(show, "alerts")));
    } else if (words_are(w, 2, "held") && words_are(w, 3, "by")) {
        snprintf(found, FOUND_BYTES, "%s", text_of(ticket, "organisation"));
    } else if (words_are(w, 2, "limited") && words_are(w, 3, "to")) {
        const json_t *clock = json_array_get(clocks, json_array_size(clocks) - 1);
        snprintf(expected, FOUND_BYTES, "%lld", (long long)story_duration(story, w->word[4]));
        snprintf(found, FOUND_BYTES, "%lld", (long long)json_integer_value(json_object_get(clock, "limit")));
    } else if (words_are(w, 1, "is") && w->count == 3) {
        snprintf(found, FOUND_BYTES, "%s", text_of(ticket, "state"));
    } else {
        story_fail(story, "this claim is not understood");
    }
}

void story_claim(const struct story *story, const struct words *words, int64_t patience)
{
    char found[FOUND_BYTES] = "", expected[FOUND_BYTES] = "";
    int64_t until = instant_now() + patience;
    int64_t ticket = story_ticket(story, words->word[words_are(words, 0, "timeline") && words->count > 4 ? 2 : 0]);
    for (;;) {
        json_t *body = json_pack("{s:s, s:I}", "city", story->city, "ticket", (json_int_t)ticket);
        struct world_reply reply = world_ask(story->world, "ticket.show", NULL, body);
        if (reply.status != REPLY_OK)
            story_fail(story, "ticket.show: %s %s", reply_status_name(reply.status),
                       world_reply_error(&reply, "message"));
        claim_read(story, words, reply.body, found, expected);
        world_reply_clear(&reply);
        if (strcmp(found, expected) == 0)
            return;
        if (instant_now() >= until)
            story_fail(story, "ticket %lld: expected %s, found %s", (long long)ticket, expected, found);
        usleep(LOOK_US);
    }
}
