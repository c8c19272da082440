#include "common/question/cube.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

enum { SLOTS_FIRST = 1 << 8 };

static size_t key_hash(const struct cube_row *row)
{
    uint64_t hash = (uint64_t)(uint32_t)row->key[0] << 32 | (uint32_t)row->key[1];
    hash = (hash ^ (uint64_t)(uint32_t)row->ordinal << 16) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(hash ^ hash >> 29);
}

static void slot_fill(struct cube *cube, size_t i)
{
    size_t slot = key_hash(&cube->rows[i]) & (cube->slot_count - 1);
    while (cube->slots[slot])
        slot = (slot + 1) & (cube->slot_count - 1);
    cube->slots[slot] = (int32_t)i + 1;
}

void cube_begin(struct cube *cube, size_t width)
{
    cube->width = width;
    cube->count = 0;
    if (cube->slots)
        memset(cube->slots, 0, cube->slot_count * sizeof *cube->slots);
}

static void slots_grow(struct cube *cube)
{
    cube->slot_count = cube->slot_count ? cube->slot_count * 2 : SLOTS_FIRST;
    free(cube->slots);
    cube->slots = memory_new(cube->slot_count, sizeof *cube->slots);
    for (size_t i = 0; i < cube->count; i++)
        slot_fill(cube, i);
}

int64_t *cube_at(struct cube *cube, int32_t first, int32_t second, int32_t ordinal)
{
    struct cube_row wanted = {.key = {first, second}, .ordinal = ordinal};
    if (cube->count * 2 >= cube->slot_count)
        slots_grow(cube);
    size_t slot = key_hash(&wanted) & (cube->slot_count - 1);
    for (; cube->slots[slot]; slot = (slot + 1) & (cube->slot_count - 1)) {
        const struct cube_row *row = &cube->rows[cube->slots[slot] - 1];
        if (row->key[0] == first && row->key[1] == second && row->ordinal == ordinal)
            return cube->values + (size_t)(cube->slots[slot] - 1) * cube->width;
    }
    memory_reserve((void **)&cube->rows, &cube->capacity, cube->count + 1, sizeof *cube->rows);
    memory_reserve((void **)&cube->values, &cube->value_capacity, (cube->count + 1) * cube->width,
                   sizeof *cube->values);
    cube->rows[cube->count] = wanted;
    memset(cube->values + cube->count * cube->width, 0, cube->width * sizeof *cube->values);
    cube->slots[slot] = (int32_t)++cube->count;
    return cube->values + (cube->count - 1) * cube->width;
}

struct cube_row *cube_rows(struct cube *cube)
{
    for (size_t i = 0; i < cube->count; i++)
        cube->rows[i].value = cube->values + i * cube->width;
    return cube->rows;
}

void cube_clear(struct cube *cube)
{
    free(cube->rows);
    free(cube->values);
    free(cube->slots);
    memset(cube, 0, sizeof *cube);
}
