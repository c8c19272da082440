/* Reads a story line by line and hands each sentence to who understands it. */
#include "tests/scenario/story.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void story_fail(const struct story *story, const char *format, ...)
{
    char text[4096];
    struct world *world = story->world;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "%s:%d: %s\n", story->path, story->line, text);
    world_destroy(&world);
    exit(1);
}

int64_t story_ticket(const struct story *story, const char *name)
{
    for (int i = 0; i < story->ticket_count; i++)
        if (strcmp(story->tickets[i].name, name) == 0)
            return story->tickets[i].number;
    story_fail(story, "no ticket is called %s", name);
}

int64_t story_duration(const struct story *story, const char *text)
{
    static const struct {
        char unit;
        int64_t milliseconds;
    } units[] = {{'s', 1000}, {'m', 60000}, {'h', 3600000}, {'d', 86400000}};
    char *end;
    long long number = strtoll(text, &end, 10);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (*end == units[i].unit && !end[1])
            return number * units[i].milliseconds;
    story_fail(story, "'%s' is no duration: expected a number and s, m, h or d", text);
}

/* "refused CODE [FIELD]: MOVE" */
static void refusal_tell(struct story *story, struct words *words)
{
    char code[64], field[64] = "";
    int last = words->count > 1 && strchr(words->word[1], ':') ? 1 : 2;
    if (words->count <= last || !strchr(words->word[last], ':'))
        story_fail(story, "expected 'refused CODE [FIELD]: MOVE'");
    snprintf(code, sizeof code, "%.*s", (int)strcspn(words->word[1], ":"), words->word[1]);
    if (last == 2)
        snprintf(field, sizeof field, "%.*s", (int)strcspn(words->word[2], ":"), words->word[2]);
    words_drop(words, last + 1);
    story_move(story, words, code, field);
}

static bool is_claim(const struct words *words)
{
    return words_are(words, 0, "timeline") || words_are(words, 1, "is") || words_are(words, 1, "has");
}

static void sentence_tell(struct story *story, struct words *words)
{
    int64_t patience = 0;
    if (words_are(words, 0, "story") && words->count == 2) {
        snprintf(story->title, sizeof story->title, "%s", words->word[1]);
    } else if (words_are(words, 0, "city") && words->count == 2) {
        snprintf(story->city, sizeof story->city, "%s", words->word[1]);
    } else if (words_are(words, 0, "refused")) {
        refusal_tell(story, words);
    } else {
        bool within = words_are(words, 0, "within"), after = words_are(words, 0, "after");
        if ((within || after) && words->count > 2) {
            patience = story_duration(story, words->word[1]);
            words_drop(words, 2);
        }
        if (after)
            usleep((useconds_t)patience * 1000);
        if (is_claim(words))
            story_claim(story, words, within ? patience : 0);
        else if (within || after)
            story_fail(story, "only a claim can be waited for");
        else
            story_move(story, words, NULL, "");
    }
}

void story_tell(const char *path)
{
    static struct story story;
    static struct words words;
    char line[LINE_BYTES];
    FILE *file = fopen(path, "r");
    story.path = path;
    if (!file)
        story_fail(&story, "cannot be read");
    story.world = world_new();
    while (fgets(line, sizeof line, file)) {
        story.line++;
        if (!words_split(&words, line))
            story_fail(&story, "too long, or a quote stays open");
        if (words.count)
            sentence_tell(&story, &words);
    }
    fclose(file);
    if (!story.title[0] || !story.ticket_count)
        story_fail(&story, "a story needs a title and a ticket");
    world_destroy(&story.world);
    exit(0);
}
