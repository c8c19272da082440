/* Texts in memory: their order, and letting them go. */
#include "common/city/texts.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

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

static void text_clear(const struct pack_text *text)
{
    owned_free(text->name);
    owned_free(text->text);
}

void pack_texts_put(struct pack_texts *texts, const struct pack_text *text)
{
    struct pack_text copy = {memory_text(text->name, strlen(text->name)), memory_text(text->text, text->length),
                             text->length};
    for (size_t i = 0; i < texts->count; i++) {
        if (strcmp(texts->items[i].name, copy.name) != 0)
            continue;
        text_clear(&texts->items[i]);
        texts->items[i] = copy;
        return;
    }
    memory_reserve((void **)&texts->items, &texts->capacity, texts->count + 1, sizeof *texts->items);
    texts->items[texts->count++] = copy;
}

void pack_texts_remove(struct pack_texts *texts, size_t at)
{
    text_clear(&texts->items[at]);
    memmove(&texts->items[at], &texts->items[at + 1], (--texts->count - at) * sizeof *texts->items);
}

void pack_texts_clear(struct pack_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        text_clear(&texts->items[i]);
    free(texts->items);
    *texts = (struct pack_texts){0};
}
