/* Open addressing with linear probing; at most half full, so that a probe always ends at a free slot. */
#include "common/city/code_map.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

/* FNV-1a, with its high bits mixed down: the table takes the low ones. */
static uint32_t code_hash(const char *code, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)code[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* The slot that holds the code, or the free one where it belongs. */
static struct code_slot *code_slot_find(const struct code_map *map, const char *code, size_t length, uint32_t hash)
{
    size_t at = hash & (map->size - 1);
    while (map->slots[at].code) {
        const struct code_slot *slot = &map->slots[at];
        if (slot->hash == hash && slot->length == length && memcmp(slot->code, code, length) == 0)
            break;
        at = (at + 1) & (map->size - 1);
    }
    return &map->slots[at];
}

static void code_map_grow(struct code_map *map)
{
    struct code_map larger = {.size = map->size ? map->size * 2 : 16, .count = map->count};
    larger.slots = memory_new(larger.size, sizeof *larger.slots);
    for (size_t i = 0; i < map->size; i++) {
        const struct code_slot *slot = &map->slots[i];
        if (slot->code)
            *code_slot_find(&larger, slot->code, slot->length, slot->hash) = *slot;
    }
    free(map->slots);
    *map = larger;
}

int code_map_add(struct code_map *map, const char *code, size_t length, int index)
{
    if (map->count * 2 >= map->size)
        code_map_grow(map);
    uint32_t hash = code_hash(code, length);
    struct code_slot *slot = code_slot_find(map, code, length, hash);
    if (!slot->code) {
        *slot = (struct code_slot){code, (uint32_t)length, hash, index};
        map->count++;
    }
    return slot->index;
}

int code_map_find(const struct code_map *map, const char *code, size_t length)
{
    if (!map->count)
        return -1;
    const struct code_slot *slot = code_slot_find(map, code, length, code_hash(code, length));
    return slot->code ? slot->index : -1;
}

void code_map_clear(struct code_map *map)
{
    free(map->slots);
    *map = (struct code_map){0};
}

static size_t id_place(const struct id_map *map, int32_t id)
{
    uint32_t hash = (uint32_t)id * 2654435761u;
    return (hash ^ hash >> 16) & (map->size - 1);
}

void id_map_open(struct id_map *map, size_t count)
{
    map->size = 16;
    while (map->size < count * 2)
        map->size *= 2;
    map->slots = memory_new(map->size, sizeof *map->slots);
}

void id_map_add(struct id_map *map, int32_t id, int index)
{
    size_t at = id_place(map, id);
    while (map->slots[at].id)
        at = (at + 1) & (map->size - 1);
    map->slots[at] = (struct id_slot){id, index};
}

int id_map_find(const struct id_map *map, int32_t id)
{
    if (!map->size || !id)
        return -1;
    size_t at = id_place(map, id);
    while (map->slots[at].id && map->slots[at].id != id)
        at = (at + 1) & (map->size - 1);
    return map->slots[at].id ? map->slots[at].index : -1;
}

void id_map_clear(struct id_map *map)
{
    free(map->slots);
    *map = (struct id_map){0};
}
