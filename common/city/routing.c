/* Builds the routing table: every rule takes those cells of its rectangle that no earlier rule took. */
#include "common/city/routing.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

/* One side of the table: the things that rules name, in the order of their tree. Class 0 is the rest. */
struct side {
    int *classes; /* of each thing */
    int *named;   /* how many named things stand before each position of the tree's order, and at its end */
    int count;    /* classes, with class 0 */
    int begin;    /* 1 where every thing is below a named one, so that class 0 is empty; else 0 */
};

struct range {
    int begin, end;
};

struct building {
    struct routing *routing;
    const struct pack *pack;
    struct side rows, columns;
    int32_t *free_columns; /* of each cell: the next of its row that may be free, counting itself */
};

static void side_open(struct side *side, const struct tree *tree, const char *is_named)
{
    *side = (struct side){memory_new((size_t)tree->count, sizeof(int)),
                          memory_new((size_t)tree->count + 1, sizeof(int)), 1, 1};
    for (int position = 0; position < tree->count; position++) {
        int thing = tree->order[position], parent = tree->parents[thing];
        side->named[position + 1] = side->named[position] + is_named[thing];
        side->classes[thing] = is_named[thing] ? side->count++ : parent < 0 ? 0 : side->classes[parent];
        if (!side->classes[thing])
            side->begin = 0;
    }
}

/* The classes that a rule covers which names `thing` (or -1 for *). */
static struct range side_range(const struct side *side, const struct tree *tree, int thing)
{
    if (thing < 0)
        return (struct range){side->begin, side->count};
    int position = tree->positions[thing];
    return (struct range){1 + side->named[position], 1 + side->named[position + tree->sizes[thing]]};
}

static void side_clear(struct side *side)
{
    free(side->named);
}

/* The first free column from `column` on; shortens the way for the next one who asks. */
static int column_free(int32_t *row, int column, int count)
{
    int free_column = column;
    while (free_column < count && row[free_column] != free_column)
        free_column = row[free_column];
    while (column < free_column) {
        int next = row[column];
        row[column] = free_column;
        column = next;
    }
    return free_column;
}

/* Returns how many cells the rule took. */
static int cells_take(struct building *building, int rule, struct range rows, struct range columns)
{
    int taken = 0, width = building->columns.count;
    for (int row = rows.begin; row < rows.end; row++) {
        int32_t *free_columns = building->free_columns + (size_t)row * (size_t)width;
        int32_t *cells = building->routing->cells + (size_t)row * (size_t)width;
        for (int column = column_free(free_columns, columns.begin, width); column < columns.end;
             column = column_free(free_columns, column, width)) {
            cells[column] = rule;
            free_columns[column] = column + 1;
            taken++;
        }
    }
    return taken;
}

/* Adds a rule to those that are known, in ascending order. */
static int taker_add(int *takers, int count, int taker)
{
    int place = count;
    for (int i = 0; i < count; i++)
        if (takers[i] == taker)
            return count;
    for (; place > 0 && takers[place - 1] > taker; place--)
        takers[place] = takers[place - 1];
    takers[place] = taker;
    return count + 1;
}

/* Which rules took the rectangle: the first ROUTING_TAKERS_MOST that are met, without looking for ever. */
static int takers_find(const struct building *building, struct range rows, struct range columns, int *takers)
{
    enum { CELLS_LOOKED_AT_MOST = 10000 };
    int count = 0, looked_at = 0;
    for (int row = rows.begin; row < rows.end; row++) {
        const int32_t *cells = building->routing->cells + (size_t)row * (size_t)building->columns.count;
        for (int column = columns.begin; column < columns.end; column++) {
            count = taker_add(takers, count, cells[column]);
            if (count == ROUTING_TAKERS_MOST || ++looked_at == CELLS_LOOKED_AT_MOST)
                return count;
        }
    }
    return count;
}

static void rules_apply(struct building *building, const struct tree *categories, const struct tree *areas,
                        routing_shadowed *shadowed, void *context)
{
    for (int i = 0; i < building->pack->rule_count; i++) {
        const struct pack_rule *rule = &building->pack->rules[i];
        struct range rows = side_range(&building->rows, categories, rule->category);
        struct range columns = side_range(&building->columns, areas, rule->area);
        if (cells_take(building, i, rows, columns))
            continue;
        int takers[ROUTING_TAKERS_MOST];
        shadowed(context, i, takers, takers_find(building, rows, columns, takers));
    }
}

static void sides_open(struct building *building, const struct tree *categories, const struct tree *areas)
{
    char *named_categories = memory_new((size_t)categories->count, 1);
    char *named_areas = memory_new((size_t)areas->count, 1);
    for (int i = 0; i < building->pack->rule_count; i++) {
        const struct pack_rule *rule = &building->pack->rules[i];
        if (rule->category >= 0)
            named_categories[rule->category] = 1;
        if (rule->area >= 0)
            named_areas[rule->area] = 1;
    }
    side_open(&building->rows, categories, named_categories);
    side_open(&building->columns, areas, named_areas);
    free(named_categories);
    free(named_areas);
}

static void cells_open(struct building *building)
{
    size_t rows = (size_t)building->rows.count, columns = (size_t)building->columns.count;
    building->routing->cells = memory_new(rows * columns, sizeof(int32_t));
    building->free_columns = memory_new(rows * columns, sizeof(int32_t));
    memset(building->routing->cells, 0xff, rows * columns * sizeof(int32_t));
    for (size_t i = 0; i < rows * columns; i++)
        building->free_columns[i] = (int32_t)(i % columns);
}

bool routing_build(struct routing *routing, const struct pack *pack, const struct tree *categories,
                   const struct tree *areas, routing_shadowed *shadowed, void *context)
{
    struct building building = {.routing = routing, .pack = pack};
    sides_open(&building, categories, areas);
    *routing = (struct routing){building.rows.classes, building.columns.classes, building.rows.count,
                                building.columns.count, NULL};
    bool fits = (int64_t)building.rows.count * building.columns.count <= ROUTING_CELLS_MOST;
    if (fits) {
        cells_open(&building);
        rules_apply(&building, categories, areas, shadowed, context);
        free(building.free_columns);
    } else {
        routing_clear(routing);
    }
    side_clear(&building.rows);
    side_clear(&building.columns);
    return fits;
}

int routing_find(const struct routing *routing, int category, int area)
{
    size_t row = (size_t)routing->rows[category], column = (size_t)routing->columns[area];
    return routing->cells[row * (size_t)routing->column_count + column];
}

void routing_clear(struct routing *routing)
{
    free(routing->rows);
    free(routing->columns);
    free(routing->cells);
    *routing = (struct routing){0};
}
