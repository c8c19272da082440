/* Texts in memory: their order, and letting them go. */
#include "common/city/texts.h"

#include <stdlib.h>
#include <string.h>

static int text_compare(const void *left, const void *right)
{
    const struct pack_text *a = left, *b = right;
    return strcmp(a->name, b->name);
}

void pack_texts_sort(struct pack_text *texts, size_t count)
{
    if (count)
        qsort(texts, count, sizeof *texts, text_compare);
}

const struct pack_text *pack_text_find(const struct pack_text *texts, size_t count, const char *name)
{
    const struct pack_text wanted = {.name = name};
    return !count ? NULL : bsearch(&wanted, texts, count, sizeof *texts, text_compare);
}

/* What was read is ours, although readers see it as const. */
static void owned_free(const char *text)
{
    char *owned;
    memcpy(&owned, &text, sizeof owned);
    free(owned);
}

void pack_texts_clear(struct pack_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        owned_free(texts->items[i].name);
        owned_free(texts->items[i].text);
    }
    free(texts->items);
    *texts = (struct pack_texts){0};
}
