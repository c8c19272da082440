/* A list that owns its texts. */
#include "services/dispatch/triage/example.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

enum { TEXTS = 4 };

int examples_organisation(const struct examples *examples, const char *code)
{
    for (size_t i = 0; i < examples->code_count; i++)
        if (strcmp(examples->codes[i], code) == 0)
            return (int)i;
    return -1;
}

static int organisation_take(struct examples *examples, const char *code)
{
    int found = examples_organisation(examples, code);
    if (found >= 0)
        return found;
    memory_reserve((void **)&examples->codes, &examples->code_capacity, examples->code_count + 1,
                   sizeof *examples->codes);
    examples->codes[examples->code_count] = memory_text(code, strlen(code));
    return (int)examples->code_count++;
}

/* Copies the texts into one piece of memory and has the input point there. */
static char *texts_keep(struct triage_input *input)
{
    const char **texts[TEXTS] = {&input->title, &input->description, &input->area, &input->channel};
    size_t lengths[TEXTS], all = 0;
    for (int i = 0; i < TEXTS; i++)
        all += lengths[i] = *texts[i] ? strlen(*texts[i]) + 1 : 0;
    char *kept = memory_new(all, 1), *at = kept;
    for (int i = 0; i < TEXTS; i++) {
        if (!*texts[i])
            continue;
        memcpy(at, *texts[i], lengths[i]);
        *texts[i] = at;
        at += lengths[i];
    }
    return kept;
}

void examples_add(struct examples *examples, int64_t at, const struct triage_input *input, const char *organisation)
{
    memory_reserve((void **)&examples->list, &examples->capacity, examples->count + 1, sizeof *examples->list);
    struct example *example = &examples->list[examples->count++];
    *example = (struct example){.at = at, .input = *input, .organisation = organisation_take(examples, organisation)};
    example->texts = texts_keep(&example->input);
}

/* qsort does not keep the order of equals; their places do. */
struct placed {
    struct example example;
    size_t place;
};

static int placed_compare(const void *a, const void *b)
{
    const struct placed *one = a, *other = b;
    if (one->example.at != other->example.at)
        return one->example.at < other->example.at ? -1 : 1;
    return one->place < other->place ? -1 : one->place > other->place;
}

void examples_sort(struct examples *examples)
{
    struct placed *placed = memory_new(examples->count, sizeof *placed);
    for (size_t i = 0; i < examples->count; i++)
        placed[i] = (struct placed){examples->list[i], i};
    qsort(placed, examples->count, sizeof *placed, placed_compare);
    for (size_t i = 0; i < examples->count; i++)
        examples->list[i] = placed[i].example;
    free(placed);
}

void examples_keep_newest(struct examples *examples, size_t most)
{
    size_t dropped = examples->count > most ? examples->count - most : 0;
    for (size_t i = 0; i < dropped; i++)
        free(examples->list[i].texts);
    examples->count -= dropped;
    memmove(examples->list, examples->list + dropped, examples->count * sizeof *examples->list);
}

void examples_clear(struct examples *examples)
{
    for (size_t i = 0; i < examples->count; i++)
        free(examples->list[i].texts);
    for (size_t i = 0; i < examples->code_count; i++)
        free(examples->codes[i]);
    free(examples->list);
    free(examples->codes);
    *examples = (struct examples){0};
}
