/* Open addressing; nothing is ever taken out. */
#include "services/ctl/simulate/ticket_map.h"

#include <stdlib.h>

#include "common/base/memory.h"

enum { FIRST_SIZE = 1024 };

void ticket_map_clear(struct ticket_map *map)
{
    free(map->slots);
    *map = (struct ticket_map){0};
}

/* The slot that holds the ticket, or the free one where it belongs. */
static struct ticket_slot *slot_of(const struct ticket_map *map, int64_t ticket)
{
    size_t at = (size_t)((uint64_t)ticket * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (map->size - 1);
    while (map->slots[at].ticket != 0 && map->slots[at].ticket != ticket)
        at = (at + 1) & (map->size - 1);
    return &map->slots[at];
}

static void map_grow(struct ticket_map *map)
{
    struct ticket_map larger = {.size = map->size ? map->size * 2 : FIRST_SIZE, .count = map->count};
    larger.slots = memory_new(larger.size, sizeof *larger.slots);
    for (size_t i = 0; i < map->size; i++)
        if (map->slots[i].ticket != 0)
            *slot_of(&larger, map->slots[i].ticket) = map->slots[i];
    free(map->slots);
    *map = larger;
}

void ticket_map_add(struct ticket_map *map, int64_t ticket, size_t life)
{
    if (map->count * 2 >= map->size)
        map_grow(map);
    *slot_of(map, ticket) = (struct ticket_slot){ticket, life};
    map->count++;
}

int64_t ticket_map_find(const struct ticket_map *map, int64_t ticket)
{
    if (map->size == 0)
        return NO_LIFE;
    const struct ticket_slot *slot = slot_of(map, ticket);
    return slot->ticket == ticket ? (int64_t)slot->life : NO_LIFE;
}
