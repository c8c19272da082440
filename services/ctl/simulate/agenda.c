/* A binary heap. */
#include "services/ctl/simulate/agenda.h"

#include <stdlib.h>

#include "common/base/memory.h"

void agenda_clear(struct agenda *agenda)
{
    free(agenda->entries);
    *agenda = (struct agenda){0};
}

static void swap(struct appointment *a, struct appointment *b)
{
    struct appointment other = *a;
    *a = *b;
    *b = other;
}

void agenda_add(struct agenda *agenda, struct appointment appointment)
{
    memory_reserve((void **)&agenda->entries, &agenda->capacity, agenda->count + 1, sizeof *agenda->entries);
    size_t at = agenda->count++;
    agenda->entries[at] = appointment;
    while (at > 0 && agenda->entries[at].at < agenda->entries[(at - 1) / 2].at) {
        swap(&agenda->entries[at], &agenda->entries[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
}

bool agenda_take(struct agenda *agenda, int64_t now, struct appointment *out)
{
    if (agenda->count == 0 || agenda->entries[0].at > now)
        return false;
    *out = agenda->entries[0];
    agenda->entries[0] = agenda->entries[--agenda->count];
    for (size_t at = 0, child; (child = 2 * at + 1) < agenda->count; at = child) {
        if (child + 1 < agenda->count && agenda->entries[child + 1].at < agenda->entries[child].at)
            child++;
        if (agenda->entries[at].at <= agenda->entries[child].at)
            break;
        swap(&agenda->entries[at], &agenda->entries[child]);
    }
    return true;
}
