#include "tests/scenario/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "proto/lifecycle.h"

enum { VERB_BYTES = 64 };

/* "accept" → "accepts", "verify" → "verifies", "hand_back" → "hands_back". */
static void verb_of(const char *action, char out[VERB_BYTES])
{
    int stem = (int)strcspn(action, "_");
    const char *rest = action + stem, *ending = "s";
    if (action[stem - 1] == 'y') {
        stem--;
        ending = "ies";
    } else if (action[stem - 1] == 'h') {
        ending = "es";
    }
    snprintf(out, VERB_BYTES, "%.*s%s%s", stem, action, ending, rest);
}

const struct message_type *verb_message(const char *verb)
{
    char own[VERB_BYTES], message[VERB_BYTES];
    for (int action = 1; lifecycle_action_name(action); action++) {
        verb_of(lifecycle_action_name(action), own);
        if (strcmp(own, verb) != 0)
            continue;
        int length = snprintf(message, sizeof message, "ticket.%s", lifecycle_action_name(action));
        return message_type_of(message, (size_t)length);
    }
    return NULL;
}

/* Words that read better than the name of the field; several for one word: the first that the message has. */
static const struct {
    const char *word, *field;
} synonyms[] = {
    {"at", "area"},
    {"by", "channel"},
    {"to", "organisation"},
    {"to", "handler"},
    {"because", "reason"},
    {"on", "at"},
    {"saying", "result"},
    {"saying", "answer"},
    {"saying", "note"},
    {"saying", "comment"},
    {"saying", "title"},
    {"noting", "note"},
    {"suggesting", "suggested"},
    {"with", "group"},
    {"of", "worker"},
    {"under", "standard"},
    {"for", "extension"},
    {"still", "unsolved"},
    {"sorted", "category"},
};

/* Words that say yes or no to a field. */
static const struct {
    const char *word, *field;
    bool value;
} flags[] = {
    {"unlimited", "no_limit", true},     {"reached", "reached", true},   {"unreached", "reached", false},
    {"solved", "solved", true},          {"unsolved", "solved", false},  {"satisfied", "satisfied", true},
    {"unsatisfied", "satisfied", false}, {"truthful", "truthful", true}, {"untruthful", "truthful", false},
    {"holding", "holds", true},          {"failing", "holds", false},    {"confirmed", "confirmed", true},
    {"unconfirmed", "confirmed", false},
};

static const struct message_field *field_find(const struct message_type *type, const char *name)
{
    for (size_t i = 0; i < type->field_count; i++)
        if (strcmp(type->fields[i].name, name) == 0)
            return &type->fields[i];
    return NULL;
}

static const struct message_field *field_of_word(const struct message_type *type, const char *word)
{
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++) {
        const struct message_field *field =
            strcmp(synonyms[i].word, word) == 0 ? field_find(type, synonyms[i].field) : NULL;
        if (field)
            return field;
    }
    return field_find(type, word);
}

/* "a,b,c" */
static json_t *codes_of(const char *text)
{
    json_t *codes = json_array();
    for (size_t length; *text; text += length + (text[length] == ',')) {
        length = strcspn(text, ",");
        json_array_append_new(codes, json_stringn(text, length));
    }
    return codes;
}

static json_t *value_of(const struct story *story, const struct message_field *field, const char *word)
{
    switch (field->type) {
    case FIELD_TIME:
        return json_integer(instant_now() + story_duration(story, word));
    case FIELD_INTEGER:
        return json_integer(strcmp(field->name, "into") == 0 ? story_ticket(story, word) : strtoll(word, NULL, 10));
    case FIELD_NUMBER:
        return json_real(strtod(word, NULL));
    case FIELD_CODES:
        return codes_of(word);
    default:
        return json_string(word);
    }
}

int verb_detail(const struct story *story, const struct words *words, int i, const struct message_type *type,
                json_t *body)
{
    const char *word = words->word[i];
    for (size_t at = 0; at < sizeof flags / sizeof *flags; at++)
        if (strcmp(flags[at].word, word) == 0 && field_find(type, flags[at].field)) {
            json_object_set_new(body, flags[at].field, json_boolean(flags[at].value));
            return 1;
        }
    const struct message_field *field = field_of_word(type, word);
    if (!field)
        story_fail(story, "'%s' says nothing about %s", word, type->name);
    if (i + 1 >= words->count)
        story_fail(story, "'%s' needs a word after it", word);
    json_object_set_new(body, field->name, value_of(story, field, words->word[i + 1]));
    return 2;
}
