/* Which cells of the rollup answer, and the statement that sums them up.
 *
 * A cell is a sum by two dimensions: of a question by one, the cuboid beside it with the fewest cells is read; of one
 * by two, or by one and limited by another, theirs. */
#include "common/question/reading.h"

#include <stdlib.h>

#include "common/base/memory.h"

enum { LEVELS = AREA_LANE + 1, CUBOID_TOTAL = 45, CUBOID_STATES = 16, CUBOID_FIRST = 10 };

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

/* The column of a dimension in its cuboid. */
static const char *cell_column(int cuboid, enum dimension dimension)
{
    return cuboid / CUBOID_FIRST == (int)dimension ? "a" : "b";
}

/* -- areas ------------------------------------------------------------------------------------------------------- */

/* Areas of one level that stand for what was asked for; ids NULL: all of it. */
struct area_part {
    int level;
    int32_t *ids;
    size_t count;
};

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
static size_t areas_make(const struct reading *reading, int cuboid, struct area_part parts[LEVELS])
{
    const struct question *question = reading->question;
    const struct selection *selection = &question->selected[DIMENSION_AREA];
    bool keyed = key_used(question, DIMENSION_AREA, reading->total);
    struct area_part all[LEVELS] = {0};
    size_t count = 0;
    if (!selection->given) {
        bool areas = cuboid / CUBOID_FIRST == DIMENSION_AREA || cuboid % CUBOID_FIRST == DIMENSION_AREA;
        parts[0] = (struct area_part){.level = areas && keyed ? question->level : 0};
        return 1;
    }
    for (size_t i = 0; i < selection->count; i++)
        area_split(question, selection->ids[i], keyed, all);
    for (int level = 0; level < LEVELS; level++)
        if (all[level].count)
            parts[count++] = all[level];
    if (!count) /* none of the level lies in what was asked for */
        parts[count++] = (struct area_part){.level = question->level, .ids = memory_new(1, sizeof(int32_t))};
    return count;
}

/* -- the rollup -------------------------------------------------------------------------------------------------- */

/* What of a selection is the same in every part: the number of its parameter, 0: none. */
static void selections_lay(const struct question *question, struct ask *ask, int numbers[DIMENSION_COUNT])
{
    for (int i = 1; i < DIMENSION_COUNT; i++) {
        const struct selection *selection = &question->selected[i];
        numbers[i] = selection->given && i != DIMENSION_AREA ? ask_ids(ask, selection->ids, selection->count) : 0;
    }
}

static const char *day_expression(const struct reading *reading, const struct stretch *stretch)
{
    if (reading->question->unit == UNIT_NONE)
        return "0";
    if (stretch->as_one)
        return NULL;
    return reading->question->unit == UNIT_WEEK ? "(day - date '1970-01-01') - ((day - date '1970-01-05') % 7 + 7) % 7"
                                                : "day - date '1970-01-01'";
}

static void keys_add(const struct reading *reading, int cuboid, struct ask *ask)
{
    for (int i = 0; i < 2; i++)
        if (!reading->total && reading->question->keys[i])
            ask_add(ask, "%s as k%d, ", cell_column(cuboid, reading->question->keys[i]), i);
        else
            ask_add(ask, "0 as k%d, ", i);
}

static void columns_add(const struct reading *reading, struct ask *ask)
{
    char name[8];
    const struct figures *figures = &reading->question->figures;
    for (int i = 0; i < figures->addend_count; i++)
        if (figures->addends[i].group == reading->group)
            ask_add(ask, ", %s", addend_name(&figures->addends[i], name));
}

static void where_add(const struct reading *reading, int cuboid, const struct area_part *part, int ids,
                      const int numbers[DIMENSION_COUNT], struct ask *ask)
{
    ask_add(ask, "where city_id = $1 and cuboid = %d and level = %d", cuboid, part->level);
    if (ids)
        ask_add(ask, " and %s = any($%d)", cell_column(cuboid, DIMENSION_AREA), ids);
    for (int i = 1; i < DIMENSION_COUNT; i++)
        if (numbers[i])
            ask_add(ask, " and %s = any($%d)", cell_column(cuboid, (enum dimension)i), numbers[i]);
    if (reading->source == SOURCE_FROZEN)
        ask_add(ask, " and freeze_id = %d", (int)reading->freeze_id);
}

/* Where a stretch lies: the numbers of its parameters. */
struct laid {
    int first, last;
};

static void sums_of_add(const struct reading *reading, const struct stretch *stretch, struct laid laid, struct ask *ask,
                        int cuboid, const struct area_part *part, int ids, const int numbers[DIMENSION_COUNT])
{
    const char *day = reading->source == SOURCE_FROZEN ? "0" : day_expression(reading, stretch);
    ask_add(ask, "%sselect ", ask->text[ask->used - 1] == '(' ? "" : " union all ");
    keys_add(reading, cuboid, ask);
    if (day)
        ask_add(ask, "%s as t", day);
    else
        ask_add(ask, "$%d as t", laid.first);
    columns_add(reading, ask);
    ask_add(ask, " from %s ", reading->source == SOURCE_FROZEN ? "rollup_frozen" : "rollup");
    where_add(reading, cuboid, part, ids, numbers, ask);
    if (reading->source != SOURCE_FROZEN)
        ask_add(ask, " and grain = %d and day between date '1970-01-01' + $%d and date '1970-01-01' + $%d",
                stretch->grain, laid.first, laid.last);
}

static size_t stretches_make(const struct reading *reading, struct stretch out[STRETCHES_MOST])
{
    if (reading->source == SOURCE_FROZEN) {
        out[0] = (struct stretch){.as_one = true};
        return 1;
    }
    return reading->group == GROUP_STOCK ? span_split_until(reading->span, reading->question->unit, out)
                                         : span_split(reading->span, reading->question->unit, out);
}

static void sums_add(const struct reading *reading, struct ask *ask)
{
    char name[8];
    const struct figures *figures = &reading->question->figures;
    ask_add(ask, "select k0, k1, t");
    for (int i = 0; i < figures->addend_count; i++)
        if (figures->addends[i].group == reading->group)
            ask_add(ask, ", sum(%s)::bigint", addend_name(&figures->addends[i], name));
    ask_add(ask, " from (");
}

static void sums_make(const struct reading *reading, struct ask *ask)
{
    struct used used = used_make(reading->question, reading->total);
    struct stretch stretches[STRETCHES_MOST];
    struct laid laid[STRETCHES_MOST];
    struct area_part parts[LEVELS] = {0};
    int numbers[DIMENSION_COUNT], cuboid = cuboid_of(reading, &used);
    size_t stretch_count = stretches_make(reading, stretches), part_count = areas_make(reading, cuboid, parts);
    ask_number(ask, reading->question->pack->city_id);
    selections_lay(reading->question, ask, numbers);
    for (size_t i = 0; reading->source != SOURCE_FROZEN && i < stretch_count; i++) {
        laid[i].first = ask_number(ask, stretches[i].first);
        laid[i].last = ask_number(ask, stretches[i].last);
    }
    sums_add(reading, ask);
    for (size_t p = 0; p < part_count; p++) {
        int ids = parts[p].ids ? ask_ids(ask, parts[p].ids, parts[p].count) : 0;
        for (size_t i = 0; i < stretch_count; i++)
            sums_of_add(reading, &stretches[i], laid[i], ask, cuboid, &parts[p], ids, numbers);
        free(parts[p].ids);
    }
    ask_add(ask, ") as cells group by k0, k1, t");
}

void reading_make(const struct reading *reading, struct ask *ask)
{
    ask_begin(ask);
    if (reading->source == SOURCE_ENTRIES)
        entries_make(reading, ask);
    else
        sums_make(reading, ask);
}
