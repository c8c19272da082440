/* Which cells of the rollup answer, and the statement that reads their rows.
 *
 * A cell is a sum by two dimensions: of a question by one, the cuboid beside it with the fewest cells is read; of one
 * by two, or by one and limited by another, theirs. */
#include "common/question/reading.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "common/question/rollup.h"

enum { LEVELS = AREA_LANE + 1, CUBOID_TOTAL = 45, CUBOID_STATES = 16, CUBOID_FIRST = 10, FEW = 8 };

/* The dimensions that a reading must tell apart. */
struct used {
    enum dimension dimensions[DIMENSION_COUNT];
    int count;
};

static bool key_used(const struct question *question, enum dimension dimension, bool total)
{
    return !total && (question->keys[0] == dimension || question->keys[1] == dimension);
}

static struct used used_make(const struct question *question, bool total)
{
    struct used used = {.count = 0};
    for (int i = 1; i < DIMENSION_COUNT; i++)
        if (key_used(question, (enum dimension)i, total) || question->selected[i].given)
            used.dimensions[used.count++] = (enum dimension)i;
    return used;
}

enum reading_source reading_source(const struct question *question, enum addend_group group, bool frozen,
                                   int64_t position)
{
    struct used used = used_make(question, false);
    bool fits = used.count <= 2;
    for (int i = 0; group == GROUP_STAY && i < used.count; i++)
        fits = fits && (used.dimensions[i] == DIMENSION_ORGANISATION || used.dimensions[i] == DIMENSION_STATE);
    if (!fits || (position && !frozen))
        return SOURCE_ENTRIES;
    if (frozen)
        return question->unit || group == GROUP_STOCK ? SOURCE_ENTRIES : SOURCE_FROZEN;
    return SOURCE_ROLLUP;
}

bool reading_needs_total(const struct reading *reading)
{
    return reading->source != SOURCE_ENTRIES && key_used(reading->question, DIMENSION_AREA, false);
}

static int cuboid_of(const struct reading *reading, const struct used *used)
{
    static const int alone[] = {CUBOID_TOTAL, 15, 25, 35, 45, 45};
    if (reading->group == GROUP_STAY)
        return CUBOID_STATES;
    return used->count == 2   ? CUBOID_FIRST * (int)used->dimensions[0] + (int)used->dimensions[1]
           : used->count == 1 ? alone[used->dimensions[0]]
                              : CUBOID_TOTAL;
}

/* -- areas ------------------------------------------------------------------------------------------------------- */

static void id_add(struct area_part *part, int level, int32_t id)
{
    part->level = level;
    part->ids = memory_resize(part->ids, part->count + 1, sizeof *part->ids);
    part->ids[part->count++] = id;
}

/* An area that was asked for, by those of the question's level that are in it; else, below that level, by itself. */
static void area_split(const struct question *question, int32_t id, bool keyed, struct area_part parts[LEVELS])
{
    const struct pack *pack = question->pack;
    int area = pack_area_of_id(pack, id);
    if (!keyed || (question_area_over(pack, id, question->level) && pack->areas[area].kind != question->level)) {
        id_add(&parts[pack->areas[area].kind], pack->areas[area].kind, id);
        return;
    }
    for (int i = 0; i < pack->area_count; i++)
        if (pack->areas[i].kind == question->level && pack_area_within(pack, i, area))
            id_add(&parts[question->level], question->level, pack->areas[i].id);
}

/* The parts that a reading is made of, one a level; without areas it is level 0. */
static void areas_make(const struct reading *reading, struct plan *plan)
{
    const struct question *question = reading->question;
    const struct selection *selection = &question->selected[DIMENSION_AREA];
    bool keyed = key_used(question, DIMENSION_AREA, reading->total);
    struct area_part all[LEVELS] = {0};
    if (!selection->given) {
        plan->parts[plan->part_count++] = (struct area_part){.level = keyed ? question->level : 0};
        return;
    }
    for (size_t i = 0; i < selection->count; i++)
        area_split(question, selection->ids[i], keyed, all);
    for (int level = 0; level < LEVELS; level++)
        if (all[level].count)
            plan->parts[plan->part_count++] = all[level];
    if (!plan->part_count) /* none of the level lies in what was asked for */
        plan->parts[plan->part_count++] =
            (struct area_part){.level = question->level, .ids = memory_new(1, sizeof(int32_t))};
}

/* -- the plan ---------------------------------------------------------------------------------------------------- */

void plan_make(const struct reading *reading, struct plan *out)
{
    struct used used = used_make(reading->question, reading->total);
    *out = (struct plan){.cuboid = cuboid_of(reading, &used)};
    out->a = (enum dimension)(out->cuboid / CUBOID_FIRST);
    out->b = (enum dimension)(out->cuboid % CUBOID_FIRST);
    areas_make(reading, out);
}

void plan_clear(struct plan *plan)
{
    for (size_t i = 0; i < plan->part_count; i++)
        free(plan->parts[i].ids);
    *plan = (struct plan){0};
}

static bool id_among(const int32_t *ids, size_t count, int32_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

bool plan_has(const struct plan *plan, const struct question *question, enum dimension dimension, int32_t id)
{
    const struct selection *selection = &question->selected[dimension];
    if (dimension != DIMENSION_AREA)
        return !selection->given || id_among(selection->ids, selection->count, id);
    for (size_t i = 0; i < plan->part_count; i++)
        if (!plan->parts[i].ids || id_among(plan->parts[i].ids, plan->parts[i].count, id))
            return true;
    return false;
}

/* -- the statement ----------------------------------------------------------------------------------------------- */

static size_t things_of(const struct pack *pack, enum dimension dimension)
{
    return (size_t)(dimension == DIMENSION_ORGANISATION ? pack->organisation_count
                    : dimension == DIMENSION_AREA       ? pack->area_count
                    : dimension == DIMENSION_CATEGORY   ? pack->category_count
                                                        : 0);
}

static void rows_ask(const struct reading *reading, const struct plan *plan, struct ask *ask)
{
    const struct question *question = reading->question;
    const struct selection *selection = &question->selected[plan->a];
    struct stretch stretches[STRETCHES_MOST];
    struct rollup_rows rows = {.city_id = question->pack->city_id, .cuboid = plan->cuboid, .stretches = stretches};
    rows.freeze_id = reading->source == SOURCE_FROZEN ? reading->freeze_id : 0;
    rows.stretch_count = reading->group == GROUP_STOCK ? span_split_until(reading->span, question->unit, stretches)
                                                       : span_split(reading->span, question->unit, stretches);
    for (size_t i = 0; i < plan->part_count; i++) {
        const struct area_part *part = &plan->parts[i];
        rows.level = part->level;
        rows.a = plan->a == DIMENSION_AREA ? part->ids : selection->given ? selection->ids : NULL;
        rows.a_count = plan->a == DIMENSION_AREA ? part->count : selection->count;
        rows.few = rows.a && FEW * rows.a_count <= things_of(question->pack, plan->a);
        rollup_ask(ask, &rows);
    }
}

void reading_make(const struct reading *reading, struct ask *ask)
{
    struct plan plan;
    ask_begin(ask);
    if (reading->source == SOURCE_ENTRIES) {
        entries_make(reading, ask);
        return;
    }
    plan_make(reading, &plan);
    rows_ask(reading, &plan, ask);
    plan_clear(&plan);
}
