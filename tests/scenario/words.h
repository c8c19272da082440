/* A line of a story as words; what stands in double quotes is one word. */
#ifndef TESTS_SCENARIO_WORDS_H
#define TESTS_SCENARIO_WORDS_H

#include <stdbool.h>

enum { WORDS_MAX = 32, LINE_BYTES = 2048 };

struct words {
    char text[LINE_BYTES];
    const char *word[WORDS_MAX];
    int count;
};

/* Splits a line; what follows a '#' that begins a word is left away. False where it is too long or a quote stays open.
 */
bool words_split(struct words *words, const char *line);

/* Is the i-th word this one? Also for i beyond the last. */
bool words_are(const struct words *words, int i, const char *word);

/* Forgets the first `count` words. */
void words_drop(struct words *words, int count);

#endif
