/* "PERSON VERB TICKET …": a sentence becomes the message of its verb; each further word becomes one of its fields. */
#include <stdio.h>
#include <string.h>

#include "tests/scenario/story.h"
#include "tests/scenario/verbs.h"

/* "PERSON comes on duty", "PERSON goes off duty" */
static bool duty_read(const struct story *story, const struct words *words, struct saying *out)
{
    bool comes = words_are(words, 1, "comes") && words_are(words, 2, "on");
    bool goes = words_are(words, 1, "goes") && words_are(words, 2, "off");
    if (!(comes || goes) || words->count != 4 || !words_are(words, 3, "duty"))
        return false;
    out->message = "person.duty";
    out->name = "";
    out->body = json_pack("{s:s, s:s, s:b}", "city", story->city, "actor", words->word[0], "on", comes);
    return true;
}

void story_saying_read(const struct story *story, const struct words *words, struct saying *out)
{
    if (duty_read(story, words, out))
        return;
    const struct message_type *type = words->count > 2 ? verb_message(words->word[1]) : NULL;
    if (!type)
        story_fail(story, "this is neither a move nor a claim");
    bool submits = strcmp(type->name, "ticket.submit") == 0;
    *out = (struct saying){.message = type->name, .name = ""};
    out->body = json_pack("{s:s, s:s}", "city", story->city, "actor", words->word[0]);
    if (submits) {
        json_object_set_new(out->body, "category", json_string(words->word[2]));
        json_object_set_new(out->body, "channel", json_string("app"));
        json_object_set_new(out->body, "title", json_string(story->title));
    } else {
        json_object_set_new(out->body, "ticket", json_integer(story_ticket(story, words->word[2])));
    }
    for (int i = 3; i < words->count;) {
        bool names = submits && words_are(words, i, "as") && i + 1 < words->count;
        if (names)
            out->name = words->word[i + 1];
        i += names ? 2 : verb_detail(story, words, i, type, out->body);
    }
}

/* Whoever is refused for what the ticket is now is told what it is, what is allowed, and for whom. */
static void refusal_explains(const struct story *story, const struct world_reply *reply)
{
    const char *code = world_reply_error(reply, "code"), *message = world_reply_error(reply, "message");
    bool of_state = strcmp(code, "move_refused") == 0 ||
                    (strcmp(code, "not_allowed") == 0 && strcmp(world_reply_error(reply, "field"), "actor") == 0);
    if (of_state && !(strstr(message, " is ") && strstr(message, "; allowed: ")))
        story_fail(story, "a refusal tells neither state nor what is allowed: %s", message);
}

void story_refusal_expect(const struct story *story, const struct world_reply *reply, const struct refusal *expected)
{
    if (reply->status != REPLY_REFUSED || strcmp(world_reply_error(reply, "code"), expected->code) != 0 ||
        strcmp(world_reply_error(reply, "field"), expected->field) != 0 ||
        !strstr(world_reply_error(reply, "message"), expected->telling))
        story_fail(story, "expected refused %s %s telling '%s', found %s %s %s: %s", expected->code, expected->field,
                   expected->telling, reply_status_name(reply->status), world_reply_error(reply, "code"),
                   world_reply_error(reply, "field"), world_reply_error(reply, "message"));
    refusal_explains(story, reply);
}

void story_success_expect(const struct story *story, const struct world_reply *reply)
{
    if (reply->status != REPLY_OK)
        story_fail(story, "%s %s %s: %s", reply_status_name(reply->status), world_reply_error(reply, "code"),
                   world_reply_error(reply, "field"), world_reply_error(reply, "message"));
}

static void ticket_name(struct story *story, const char *name, int64_t number)
{
    if (!*name)
        story_fail(story, "a submission needs a name: as NAME");
    if (story->ticket_count == STORY_TICKETS_MAX)
        story_fail(story, "too many tickets");
    snprintf(story->tickets[story->ticket_count].name, sizeof story->tickets->name, "%s", name);
    story->tickets[story->ticket_count++].number = number;
}

void story_move(struct story *story, const struct words *words, const struct refusal *expected)
{
    struct saying saying;
    story_saying_read(story, words, &saying);
    struct world_reply reply = world_ask(story->world, saying.message, NULL, saying.body);
    if (expected) {
        story_refusal_expect(story, &reply, expected);
    } else {
        story_success_expect(story, &reply);
        if (strcmp(saying.message, "ticket.submit") == 0)
            ticket_name(story, saying.name, world_reply_number(&reply, "ticket"));
    }
    world_reply_clear(&reply);
}

/* A word without the colon that may end it; did it have one? */
static bool word_take(const char *word, char out[64])
{
    size_t length = strcspn(word, ":");
    snprintf(out, 64, "%.*s", (int)length, word);
    return word[length] == ':';
}

int story_refusal_read(const struct story *story, const struct words *words, int i, struct refusal *out)
{
    *out = (struct refusal){.telling = ""};
    if (i >= words->count)
        story_fail(story, "expected 'refused CODE [FIELD] [telling TEXT]'");
    bool ends = word_take(words->word[i++], out->code);
    if (!ends && i < words->count && !words_are(words, i, "telling"))
        ends = word_take(words->word[i++], out->field);
    if (!ends && words_are(words, i, "telling") && i + 1 < words->count) {
        out->telling = words->word[i + 1];
        i += 2;
        ends = words_are(words, i, ":");
        i += ends;
    }
    return i;
}
