/* First how many fit, then the text. */
#include "services/notify/merge.h"

#include <stdio.h>
#include <string.h>

#include "common/base/memory.h"

#define ELLIPSIS "…"

size_t text_cut(const char *text, size_t length, size_t most)
{
    if (length <= most)
        return length;
    while (most && ((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return most;
}

/* Bytes of the i-th of several: number, text, line break. */
static size_t entry_size(const char *text, size_t i)
{
    return (size_t)snprintf(NULL, 0, "%zu. ", i + 1) + strlen(text) + 1;
}

static size_t fitting(const char *const *texts, size_t count, size_t most)
{
    size_t used = 0, taken = 0;
    while (taken < count && used + entry_size(texts[taken], taken) - 1 <= most) { /* the last line needs no break */
        used += entry_size(texts[taken], taken);
        taken++;
    }
    return taken > 1 ? taken : 1;
}

static char *one_cut(const char *text, size_t most)
{
    size_t length = strlen(text);
    if (length <= most)
        return memory_text(text, length);
    size_t kept = text_cut(text, length, most - strlen(ELLIPSIS));
    char *out = memory_new(kept + strlen(ELLIPSIS) + 1, 1);
    memcpy(out, text, kept);
    memcpy(out + kept, ELLIPSIS, sizeof ELLIPSIS);
    return out;
}

char *texts_merge(const char *const *texts, size_t count, size_t most, size_t *taken)
{
    *taken = fitting(texts, count, most);
    if (*taken == 1)
        return one_cut(texts[0], most);
    char *out = memory_new(most + 2, 1);
    size_t used = 0;
    for (size_t i = 0; i < *taken; i++)
        used += (size_t)snprintf(out + used, most + 2 - used, "%s%zu. %s", i ? "\n" : "", i + 1, texts[i]);
    return out;
}
