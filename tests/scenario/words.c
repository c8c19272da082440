#include "tests/scenario/words.h"

#include <stdio.h>
#include <string.h>

/* Ends the word at `at` and returns what follows it; NULL where a quote stays open. */
static char *word_end(char *at, bool quoted)
{
    char *end = quoted ? strchr(at, '"') : at + strcspn(at, " \t");
    if (!end)
        return NULL;
    if (*end)
        *end++ = '\0';
    return end;
}

bool words_split(struct words *words, const char *line)
{
    size_t length = strcspn(line, "\r\n");
    words->count = 0;
    if (length >= sizeof words->text)
        return false;
    snprintf(words->text, sizeof words->text, "%.*s", (int)length, line);
    char *at = words->text;
    for (at += strspn(at, " \t"); *at && *at != '#'; at += strspn(at, " \t")) {
        bool quoted = *at == '"';
        if (words->count == WORDS_MAX)
            return false;
        words->word[words->count++] = at += quoted;
        at = word_end(at, quoted);
        if (!at)
            return false;
    }
    return true;
}

bool words_are(const struct words *words, int i, const char *word)
{
    return i < words->count && strcmp(words->word[i], word) == 0;
}

void words_drop(struct words *words, int count)
{
    words->count -= count;
    memmove(words->word, words->word + count, (size_t)words->count * sizeof *words->word);
}
