/* Looking commands up, and guessing what was meant. */
#include "services/ctl/command.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_BYTES = 64 };

static const struct command commands[] = {
#define COMMAND(words, function, summary) {words, function, summary},
#include "services/ctl/commands.def"
#undef COMMAND
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

const struct command *command_at(size_t i)
{
    return i < COMMAND_COUNT ? &commands[i] : NULL;
}

/* Is `typed` how `words` begin? A "-" may stand for "_". */
static bool words_begin(const char *words, const char *typed, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (words[i] != typed[i] && !(words[i] == '_' && typed[i] == '-'))
            return false;
    return true;
}

/* How many of the given words `command` is made of; 0 where they are others. */
static int words_match(const struct command *command, char **words, int count)
{
    const char *rest = command->words;
    for (int used = 1; used <= count; used++) {
        size_t length = strlen(words[used - 1]);
        if (!words_begin(rest, words[used - 1], length))
            return 0;
        if (rest[length] == '\0')
            return used;
        if (rest[length] != ' ')
            return 0;
        rest += length + 1;
    }
    return 0;
}

const struct command *command_find(char **words, int count, int *used)
{
    const struct command *found = NULL;
    *used = 0;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        int length = words_match(&commands[i], words, count);
        if (length > *used) {
            *used = length;
            found = &commands[i];
        }
    }
    return found;
}

bool command_group_has(const char *word, const struct command *command)
{
    size_t length = strlen(word);
    return length > 0 && words_begin(command->words, word, length) && command->words[length] == ' ';
}

static int smallest(int a, int b, int c)
{
    int least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein's distance of two texts shorter than WORDS_BYTES. */
static int distance(const char *a, const char *b)
{
    int row[WORDS_BYTES];
    int width = (int)strlen(b);
    for (int j = 0; j <= width; j++)
        row[j] = j;
    for (int i = 1; a[i - 1]; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= width; j++) {
            int above = row[j];
            row[j] = smallest(row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[width];
}

const struct command *command_nearest(char **words, int count)
{
    const struct command *nearest = NULL;
    int least = 4; /* more than three letters away is another word */
    for (int used = 1; used <= count && used <= 2; used++) {
        char typed[WORDS_BYTES];
        snprintf(typed, sizeof typed, "%s%s%s", words[0], used == 2 ? " " : "", used == 2 ? words[1] : "");
        for (size_t i = 0; i < COMMAND_COUNT; i++) {
            int away = distance(typed, commands[i].words);
            if (away < least && away < (int)strlen(commands[i].words)) {
                least = away;
                nearest = &commands[i];
            }
        }
    }
    return nearest;
}
