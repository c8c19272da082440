/* Which cells an entry stands in, and their sums. */
#include "common/figures/cells.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/time/date.h"

enum { SLOTS_FIRST = 1 << 12, LEVELS_MOST = 16, TEN = 10 };

/* -- the table --------------------------------------------------------------------------------------------------- */

static uint64_t key_hash(const struct cell *key)
{
    uint64_t hash = (uint64_t)(uint32_t)key->a << 32 | (uint32_t)key->b;
    hash ^= (uint64_t)(uint32_t)key->day << 20 ^ (uint64_t)(key->cuboid << 8 | key->grain << 4 | key->level);
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static bool key_same(const struct cell *a, const struct cell *b)
{
    return a->a == b->a && a->b == b->b && a->day == b->day && a->cuboid == b->cuboid && a->grain == b->grain &&
           a->level == b->level;
}

static void slot_fill(struct cells *cells, size_t i)
{
    size_t slot = key_hash(&cells->cells[i]) & (cells->slot_count - 1);
    while (cells->slots[slot])
        slot = (slot + 1) & (cells->slot_count - 1);
    cells->slots[slot] = (int32_t)i + 1;
}

static void slots_grow(struct cells *cells)
{
    cells->slot_count = cells->slot_count ? cells->slot_count * 2 : SLOTS_FIRST;
    free(cells->slots);
    cells->slots = memory_new(cells->slot_count, sizeof *cells->slots);
    for (size_t i = 0; i < cells->count; i++)
        slot_fill(cells, i);
}

struct cell *cells_at(struct cells *cells, const struct cell *key)
{
    if (cells->count * 2 >= cells->slot_count)
        slots_grow(cells);
    size_t slot = key_hash(key) & (cells->slot_count - 1);
    for (; cells->slots[slot]; slot = (slot + 1) & (cells->slot_count - 1))
        if (key_same(&cells->cells[cells->slots[slot] - 1], key))
            return &cells->cells[cells->slots[slot] - 1];
    memory_reserve((void **)&cells->cells, &cells->capacity, cells->count + 1, sizeof *cells->cells);
    cells->cells[cells->count] = *key;
    cells->slots[slot] = (int32_t)++cells->count;
    return &cells->cells[cells->count - 1];
}

void cells_empty(struct cells *cells)
{
    cells->count = 0;
    if (cells->slots)
        memset(cells->slots, 0, cells->slot_count * sizeof *cells->slots);
}

void cells_clear(struct cells *cells)
{
    free(cells->cells);
    free(cells->slots);
    *cells = (struct cells){0};
}

/* -- grains ------------------------------------------------------------------------------------------------------ */

int32_t grain_first(enum grain grain, int32_t day)
{
    if (grain == GRAIN_DAY)
        return day;
    int32_t month = date_month(day), ten = (day - month) / TEN;
    return grain == GRAIN_MONTH ? month : month + TEN * (ten < 3 ? ten : 2);
}

/* -- adding ------------------------------------------------------------------------------------------------------ */

/* What is added, to each cell alike. */
struct addend {
    const struct figure_entry *entry;
    uint64_t measures;
    int sign;
    int32_t days[GRAIN_END]; /* the first of each grain; -1: it is left out */
};

static void cell_add(struct cell *cell, const struct addend *addend)
{
    const struct figure_entry *entry = addend->entry;
    for (uint64_t rest = addend->measures; rest; rest &= rest - 1)
        cell->measures[__builtin_ctzll(rest)] += addend->sign;
    if (addend->measures & MEASURE_BIT(CLOSED) && entry->handling_s >= 0) {
        cell->totals[TOTAL_HANDLING_S] += (int64_t)addend->sign * entry->handling_s;
        cell->buckets[bucket_of(entry->handling_s)] += addend->sign;
    }
    if (addend->measures & MEASURE_BIT(CLOSED) && entry->solving_s >= 0)
        cell->totals[TOTAL_SOLVING_S] += (int64_t)addend->sign * entry->solving_s;
    if (addend->measures & MEASURE_BIT(STAYED) && entry->stay_s >= 0)
        cell->totals[TOTAL_STAY_S] += (int64_t)addend->sign * entry->stay_s;
}

static void pair_add(struct cells *cells, const struct addend *addend, int cuboid, int level, int32_t a, int32_t b)
{
    struct cell key = {.cuboid = (int16_t)cuboid, .level = (int16_t)level, .a = a, .b = b};
    for (int grain = GRAIN_DAY; grain < GRAIN_END; grain++) {
        if (addend->days[grain] < 0)
            continue;
        key.grain = (int16_t)grain;
        key.day = addend->days[grain];
        cell_add(cells_at(cells, &key), addend);
    }
}

/* Every pair with the area, for one area; the dimensions stand in the order of their numbers. */
static void area_add(struct cells *cells, const struct addend *addend, int level, int32_t area_id)
{
    const struct figure_entry *entry = addend->entry;
    pair_add(cells, addend, 12, level, entry->organisation_id, area_id);
    pair_add(cells, addend, 23, level, area_id, entry->category_id);
    pair_add(cells, addend, 24, level, area_id, entry->channel_id);
    pair_add(cells, addend, 25, level, area_id, entry->urgency);
}

/* The area itself, and all that it lies in. One that is not in the tree counts at level 0. */
static void areas_add(struct cells *cells, const struct area_tree *areas, const struct addend *addend)
{
    int32_t area_id = addend->entry->area_id;
    if (area_id <= 0 || (size_t)area_id >= areas->count || !areas->nodes[area_id].kind) {
        area_add(cells, addend, 0, area_id);
        return;
    }
    for (int depth = 0; depth < LEVELS_MOST && area_id > 0 && (size_t)area_id < areas->count; depth++) {
        area_add(cells, addend, areas->nodes[area_id].kind, area_id);
        area_id = areas->nodes[area_id].parent_id;
    }
}

void cells_add(struct cells *cells, const struct area_tree *areas, const struct figure_entry *entry, int sign)
{
    struct addend addend = {.entry = entry, .sign = sign};
    for (int grain = GRAIN_DAY; grain < GRAIN_END; grain++)
        addend.days[grain] = cells->left_out & 1U << grain ? -1 : grain_first((enum grain)grain, entry->day);
    if (entry->measures & MEASURE_BIT(STAYED) && !cells->only_areas) {
        addend.measures = MEASURE_BIT(STAYED);
        pair_add(cells, &addend, 16, 0, entry->organisation_id, entry->state);
    }
    addend.measures = entry->measures & ~MEASURE_BIT(STAYED);
    if (!addend.measures)
        return;
    areas_add(cells, areas, &addend);
    if (cells->only_areas)
        return;
    pair_add(cells, &addend, 13, 0, entry->organisation_id, entry->category_id);
    pair_add(cells, &addend, 14, 0, entry->organisation_id, entry->channel_id);
    pair_add(cells, &addend, 15, 0, entry->organisation_id, entry->urgency);
    pair_add(cells, &addend, 34, 0, entry->category_id, entry->channel_id);
    pair_add(cells, &addend, 35, 0, entry->category_id, entry->urgency);
    pair_add(cells, &addend, 45, 0, entry->channel_id, entry->urgency);
}

void cells_add_part(struct cells *cells, enum grain grain, const struct cell *part)
{
    struct cell *cell = cells_at(cells, &(struct cell){.cuboid = part->cuboid,
                                                       .grain = (int16_t)grain,
                                                       .level = part->level,
                                                       .day = grain_first(grain, part->day),
                                                       .a = part->a,
                                                       .b = part->b});
    for (int i = 0; i < MEASURE_COUNT; i++)
        cell->measures[i] += part->measures[i];
    for (int i = 0; i < TOTAL_COUNT; i++)
        cell->totals[i] += part->totals[i];
    for (int i = 0; i < BUCKET_COUNT; i++)
        cell->buckets[i] += part->buckets[i];
}

/* -- rows -------------------------------------------------------------------------------------------------------- */

int cell_order(const struct cell *a, const struct cell *b)
{
    int64_t differences[] = {a->cuboid - b->cuboid,    a->grain - b->grain,  a->level - b->level,
                             (int64_t)a->day - b->day, (int64_t)a->a - b->a, (int64_t)a->b - b->b};
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
        if (differences[i])
            return differences[i] < 0 ? -1 : 1;
    return 0;
}

static int key_compare(const void *left, const void *right)
{
    return cell_order(left, right);
}

void cells_sort(struct cells *cells)
{
    if (cells->count)
        qsort(cells->cells, cells->count, sizeof *cells->cells, key_compare);
}

bool cell_is_zero(const struct cell *cell)
{
    static const struct cell zero;
    return memcmp(cell->measures, zero.measures, sizeof zero.measures) == 0 &&
           memcmp(cell->totals, zero.totals, sizeof zero.totals) == 0 &&
           memcmp(cell->buckets, zero.buckets, sizeof zero.buckets) == 0;
}

size_t cells_row_end(const struct cells *cells, size_t first)
{
    const struct cell *of = &cells->cells[first];
    size_t end = first + 1;
    for (; end < cells->count; end++) {
        const struct cell *cell = &cells->cells[end];
        if (cell->a != of->a || cell->day != of->day || cell->level != of->level || cell->grain != of->grain ||
            cell->cuboid != of->cuboid)
            break;
    }
    return end;
}
