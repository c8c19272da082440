/* "PERSON VERB TICKET …": a sentence becomes the message of its verb; each further word becomes one of its fields. */
#include <stdio.h>
#include <string.h>

#include "common/base/instant.h"
#include "tests/scenario/story.h"

static const struct {
    const char *verb, *message, *saying; /* the field that "saying" fills */
} verbs[] = {
    {"submits", "ticket.submit", "title"},   {"accepts", "ticket.accept", NULL},
    {"dispatches", "ticket.dispatch", NULL}, {"signs", "ticket.sign", NULL},
    {"handles", "ticket.handle", "result"},  {"verifies", "ticket.verify", NULL},
    {"closes", "ticket.close", "answer"},    {"follows_up", "ticket.follow_up", NULL},
    {"rejects", "ticket.reject", "answer"},  {"returns", "ticket.return", NULL},
    {"reworks", "ticket.rework", NULL},      {"voids", "ticket.void", NULL},
    {"withdraws", "ticket.withdraw", NULL},
};
enum { VERBS = sizeof verbs / sizeof *verbs };

enum detail_kind { DETAIL_TEXT, DETAIL_TIME, DETAIL_TRUE, DETAIL_FALSE };

static const struct {
    const char *word, *field;
    enum detail_kind kind;
} details[] = {
    {"at", "area", DETAIL_TEXT},
    {"by", "channel", DETAIL_TEXT},
    {"to", "organisation", DETAIL_TEXT},
    {"because", "reason", DETAIL_TEXT},
    {"suggesting", "suggested", DETAIL_TEXT},
    {"on", "at", DETAIL_TIME},
    {"due", "due", DETAIL_TIME},
    {"unlimited", "no_limit", DETAIL_TRUE},
    {"reached", "reached", DETAIL_TRUE},
    {"unreached", "reached", DETAIL_FALSE},
    {"solved", "solved", DETAIL_TRUE},
    {"unsolved", "solved", DETAIL_FALSE},
    {"satisfied", "satisfied", DETAIL_TRUE},
    {"unsatisfied", "satisfied", DETAIL_FALSE},
};
enum { DETAILS = sizeof details / sizeof *details };

static int verb_find(const struct story *story, const struct words *words)
{
    for (int i = 0; i < VERBS; i++)
        if (words_are(words, 1, verbs[i].verb) && words->count > 2)
            return i;
    story_fail(story, "this is neither a move nor a claim");
}

/* Puts the detail at word `i` into the body; returns how many words it takes. */
static int detail_take(const struct story *story, const struct words *words, int i, const char *saying, json_t *body)
{
    const char *next = i + 1 < words->count ? words->word[i + 1] : NULL;
    if (saying && next && words_are(words, i, "saying")) {
        json_object_set_new(body, saying, json_string(next));
        return 2;
    }
    for (int at = 0; at < DETAILS; at++) {
        if (!words_are(words, i, details[at].word))
            continue;
        bool alone = details[at].kind == DETAIL_TRUE || details[at].kind == DETAIL_FALSE;
        if (!alone && !next)
            story_fail(story, "'%s' needs a word after it", words->word[i]);
        json_t *value = alone                             ? json_boolean(details[at].kind == DETAIL_TRUE)
                        : details[at].kind == DETAIL_TEXT ? json_string(next)
                                                          : json_integer(instant_now() + story_duration(story, next));
        json_object_set_new(body, details[at].field, value);
        return alone ? 1 : 2;
    }
    story_fail(story, "'%s' says nothing about this move", words->word[i]);
}

static json_t *body_make(const struct story *story, const struct words *words, int verb, const char **name)
{
    bool submits = verb == 0;
    json_t *body = json_pack("{s:s, s:s}", "city", story->city, "actor", words->word[0]);
    if (submits) {
        json_object_set_new(body, "category", json_string(words->word[2]));
        json_object_set_new(body, "channel", json_string("app"));
        json_object_set_new(body, "title", json_string(story->title));
    } else {
        json_object_set_new(body, "ticket", json_integer(story_ticket(story, words->word[2])));
    }
    *name = "";
    for (int i = 3; i < words->count;) {
        if (submits && words_are(words, i, "as") && i + 1 < words->count) {
            *name = words->word[i + 1];
            i += 2;
        } else {
            i += detail_take(story, words, i, verbs[verb].saying, body);
        }
    }
    return body;
}

static void refusal_expect(const struct story *story, const struct world_reply *reply, const char *code,
                           const char *field)
{
    if (reply->status != REPLY_REFUSED || strcmp(world_reply_error(reply, "code"), code) != 0 ||
        strcmp(world_reply_error(reply, "field"), field) != 0)
        story_fail(story, "expected refused %s %s, found %s %s %s: %s", code, field, reply_status_name(reply->status),
                   world_reply_error(reply, "code"), world_reply_error(reply, "field"),
                   world_reply_error(reply, "message"));
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

void story_move(struct story *story, const struct words *words, const char *code, const char *field)
{
    const char *name;
    int verb = verb_find(story, words);
    json_t *body = body_make(story, words, verb, &name);
    struct world_reply reply = world_ask(story->world, verbs[verb].message, NULL, body);
    if (code)
        refusal_expect(story, &reply, code, field);
    else if (reply.status != REPLY_OK)
        story_fail(story, "%s %s: %s", reply_status_name(reply.status), world_reply_error(&reply, "code"),
                   world_reply_error(&reply, "message"));
    else if (verb == 0)
        ticket_name(story, name, world_reply_number(&reply, "ticket"));
    world_reply_clear(&reply);
}
