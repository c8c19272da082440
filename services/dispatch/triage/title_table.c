/* Tickets sorted by title, each title once with its winner; found by halving. */
#include "services/dispatch/triage/title_table.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

struct titled {
    const char *title;
    int organisation;
    size_t place;
};

struct title_table {
    struct titled *titles;
    size_t count;
    char **codes;
    int commonest;
};

static int titled_compare(const void *a, const void *b)
{
    const struct titled *one = a, *other = b;
    int order = strcmp(one->title, other->title);
    return order ? order : one->place < other->place ? -1 : one->place > other->place;
}

/* Of those with the highest count the one that comes first in the list. */
static int most_of(const struct titled *list, size_t count, size_t *counts, size_t code_count)
{
    int most = list[0].organisation;
    memset(counts, 0, code_count * sizeof *counts);
    for (size_t i = 0; i < count; i++)
        counts[list[i].organisation]++;
    for (size_t i = 0; i < count; i++)
        if (counts[list[i].organisation] > counts[most])
            most = list[i].organisation;
    return most;
}

struct title_table *title_table_new(const struct examples *examples)
{
    struct title_table *table = memory_new(1, sizeof *table);
    size_t *counts = memory_new(examples->code_count, sizeof *counts);
    struct titled *all = memory_new(examples->count, sizeof *all);
    for (size_t i = 0; i < examples->count; i++)
        all[i] = (struct titled){examples->list[i].input.title, examples->list[i].organisation, i};
    table->titles = memory_new(examples->count, sizeof *table->titles);
    table->codes = examples->codes;
    if (examples->count)
        table->commonest = most_of(all, examples->count, counts, examples->code_count);
    qsort(all, examples->count, sizeof *all, titled_compare);
    for (size_t i = 0, end; i < examples->count; i = end) {
        for (end = i + 1; end < examples->count && strcmp(all[end].title, all[i].title) == 0;)
            end++;
        table->titles[table->count] = all[i];
        table->titles[table->count++].organisation = most_of(all + i, end - i, counts, examples->code_count);
    }
    free(all);
    free(counts);
    return table;
}

void title_table_destroy(struct title_table **table)
{
    if (*table) {
        free((*table)->titles);
        free(*table);
    }
    *table = NULL;
}

const char *title_table_commonest(const struct title_table *table)
{
    return table->count ? table->codes[table->commonest] : "";
}

static const struct titled *titled_find(const struct title_table *table, const char *title)
{
    size_t low = 0, high = table->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(title, table->titles[middle].title);
        if (order == 0)
            return &table->titles[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool title_table_has(const struct title_table *table, const char *title)
{
    return titled_find(table, title) != NULL;
}

const char *title_table_find(const struct title_table *table, const char *title)
{
    const struct titled *found = titled_find(table, title);
    return found ? table->codes[found->organisation] : title_table_commonest(table);
}
