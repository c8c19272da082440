/* Hashed look-up of things by code and by database id. */
#ifndef COMMON_CITY_CODE_MAP_H
#define COMMON_CITY_CODE_MAP_H

#include <stddef.h>
#include <stdint.h>

struct code_slot {
    const char *code; /* NULL where the slot is free */
    uint32_t length, hash;
    int index;
};

/* Begin with all zero. Codes are not copied: they must live as long as the map. */
struct code_map {
    struct code_slot *slots;
    size_t size, count; /* size is a power of two, or 0 */
};

/* Adds a code; returns `index`, or the index under which the code was there already. */
int code_map_add(struct code_map *map, const char *code, size_t length, int index);

/* The index of the code, or -1. */
int code_map_find(const struct code_map *map, const char *code, size_t length);

void code_map_clear(struct code_map *map);

struct id_slot {
    int32_t id; /* 0 where the slot is free */
    int index;
};

/* Begin with all zero. */
struct id_map {
    struct id_slot *slots;
    size_t size; /* a power of two, or 0 */
};

/* Makes an empty map with room for `count` ids. */
void id_map_open(struct id_map *map, size_t count);

/* Adds an id (not 0) that is not there yet. */
void id_map_add(struct id_map *map, int32_t id, int index);

/* The index of the id, or -1. */
int id_map_find(const struct id_map *map, int32_t id);

void id_map_clear(struct id_map *map);

#endif
