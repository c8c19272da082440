/* Reads a story line by line and hands each sentence to who understands it. */
#include "tests/scenario/story.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/store/store.h"
#include "tests/scenario/race.h"

static void story_close(struct story *story)
{
    race_end(&story->race);
    store_destroy(&story->store);
    world_destroy(&story->world);
}

void story_fail(const struct story *story, const char *format, ...)
{
    char text[8192];
    struct story ending = *story;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "%s:%d: %s\n", story->path, story->line, text);
    story_close(&ending);
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
        const char *unit;
        int64_t milliseconds;
    } units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"d", 86400000}};
    char *end;
    long long number = strtoll(text, &end, 10);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(end, units[i].unit) == 0)
            return number * units[i].milliseconds;
    story_fail(story, "'%s' is no duration: expected a number and ms, s, m, h or d", text);
}

/* -- the database ------------------------------------------------------------------------------------------------ */

static void row_ask(struct story *story, const struct query *query, int64_t ticket)
{
    const struct parameter of[] = {P_TEXT(story->city, strlen(story->city)), P_BIGINT(ticket)};
    if (!story->store)
        story->store = store_new(
            &(struct store_options){.conninfo = world_settings(story->world)->database, .application = "story"});
    if (!store_run(story->store, query, of, 2))
        story_fail(story, "the database was asked for %s: %s", query->name, store_error(story->store)->message);
    if (store_rows(story->store, 0) != 1)
        story_fail(story, "the database has not one row of %s", query->name);
}

int64_t story_number(struct story *story, const struct query *query, int64_t ticket)
{
    row_ask(story, query, ticket);
    return store_integer(story->store, 0, 0, 0);
}

void story_text(struct story *story, const struct query *query, int64_t ticket, char *out, size_t size)
{
    size_t length;
    row_ask(story, query, ticket);
    snprintf(out, size, "%s", store_is_null(story->store, 0, 0, 0) ? "" : store_text(story->store, 0, 0, 0, &length));
}

/* -- sentences --------------------------------------------------------------------------------------------------- */

/* "refused CODE [FIELD] [telling TEXT]: MOVE" */
static void refusal_tell(struct story *story, struct words *words)
{
    struct refusal expected;
    int end = story_refusal_read(story, words, 1, &expected);
    words_drop(words, end);
    story_move(story, words, &expected);
}

static bool is_claim(const struct words *words)
{
    static const char *const subjects[] = {"timeline", "tasks", "task", "clocks", "alerts", "ledger", "event"};
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (words_are(words, 0, subjects[i]))
            return true;
    return words_are(words, 1, "is") || words_are(words, 1, "has") || words_are(words, 1, "clock");
}

static void heading_tell(struct story *story, const struct words *words)
{
    if (words_are(words, 0, "story"))
        snprintf(story->title, sizeof story->title, "%s", words->word[1]);
    else
        snprintf(story->city, sizeof story->city, "%s", words->word[1]);
}

/* "within SPAN CLAIM", "after SPAN SENTENCE": takes the first two words away, and waits for the latter. Returns for how
 * long a claim may take to become true. */
static int64_t wait_take(const struct story *story, struct words *words)
{
    bool within = words_are(words, 0, "within"), after = words_are(words, 0, "after");
    if (!(within || after) || words->count < 3)
        return 0;
    int64_t milliseconds = story_duration(story, words->word[1]);
    words_drop(words, 2);
    if (after)
        usleep((useconds_t)milliseconds * 1000);
    return within ? milliseconds : 0;
}

static void sentence_tell(struct story *story, struct words *words)
{
    if (words->count == 2 && (words_are(words, 0, "story") || words_are(words, 0, "city"))) {
        heading_tell(story, words);
        return;
    }
    int64_t patience = wait_take(story, words);
    if (words_are(words, 0, "refused"))
        refusal_tell(story, words);
    else if (race_tell(story, words))
        return;
    else if (is_claim(words))
        story_claim(story, words, patience);
    else if (patience)
        story_fail(story, "only a claim can come true within a time");
    else
        story_move(story, words, NULL);
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
    story_close(&story);
    exit(0);
}
