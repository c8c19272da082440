#include "common/question/gather.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "common/question/rollup.h"

/* What a key may be instead of one: in no row, but of the total; or not asked for at all. */
enum { KEY_IN_NO_ROW = -1, KEY_LEFT_OUT = -2, KEY_UNKNOWN = -3 };
enum { KEYS_KEPT_MOST = 1 << 20 };

/* A dimension of the cells that are read: what the answer calls its numbers, each worked out once. */
struct side {
    enum dimension dimension;
    int key; /* which of the answer's it is; -1: none */
    int32_t *known;
    size_t count;
};

/* The sums of a reading while they are added. */
struct gathering {
    struct answering *answering;
    const struct reading *reading;
    struct plan plan;
    struct side sides[2];
    size_t base; /* where its values begin in those of a row */
    bool for_total;
    int32_t day; /* of the ordinal */
    int ordinal, times;
};

/* -- times ------------------------------------------------------------------------------------------------------- */

static void day_take(struct gathering *gathering, int32_t day)
{
    const struct reading *reading = gathering->reading;
    if (day == gathering->day)
        return;
    gathering->day = day;
    gathering->ordinal = day < reading->span.first ? 0 : unit_ordinal(reading->question->unit, reading->span, day);
}

static void gathering_begin(struct gathering *out, struct answering *answering, int i)
{
    const struct question *question = answering->question;
    *out = (struct gathering){.answering = answering, .reading = &answering->readings[i], .day = INT32_MIN};
    out->base = (size_t)answering->reading_slots[i] * (size_t)question->figures.addend_count;
    out->for_total = out->reading->total || !reading_needs_total(out->reading);
    out->times = unit_ordinal(question->unit, question->span, question->span.last) + 1;
}

/* -- keys -------------------------------------------------------------------------------------------------------- */

/* The key as the answer has it. */
static int32_t key_map(const struct question *question, enum dimension dimension, int32_t id)
{
    if (dimension == DIMENSION_AREA) {
        int32_t area = question_area_over(question->pack, id, question->level);
        return area ? area : KEY_IN_NO_ROW;
    }
    if (dimension == DIMENSION_CATEGORY && question->category_level == CATEGORY_TOP)
        return question_category_top(question->pack, id);
    return id;
}

static int32_t key_make(const struct gathering *gathering, const struct side *side, int32_t id)
{
    const struct question *question = gathering->reading->question;
    if (!plan_has(&gathering->plan, question, side->dimension, id))
        return KEY_LEFT_OUT;
    return side->key < 0 ? 0 : key_map(question, side->dimension, id);
}

static void known_grow(struct side *side, size_t needed)
{
    size_t before = side->count;
    memory_reserve((void **)&side->known, &side->count, needed, sizeof *side->known);
    for (size_t i = before; i < side->count; i++)
        side->known[i] = KEY_UNKNOWN;
}

static int32_t side_key(const struct gathering *gathering, struct side *side, int32_t id)
{
    if (id < 0 || id >= KEYS_KEPT_MOST)
        return key_make(gathering, side, id);
    if ((size_t)id >= side->count)
        known_grow(side, (size_t)id + 1);
    if (side->known[id] == KEY_UNKNOWN)
        side->known[id] = key_make(gathering, side, id);
    return side->known[id];
}

static void side_begin(const struct gathering *gathering, struct side *side, enum dimension dimension)
{
    const struct question *question = gathering->reading->question;
    *side = (struct side){.dimension = dimension, .key = -1};
    for (int i = 0; i < 2 && !gathering->reading->total; i++)
        if (question->keys[i] == dimension)
            side->key = i;
}

/* -- the rollup -------------------------------------------------------------------------------------------------- */

static int column_of(const struct addend_of *addend)
{
    return addend->kind == ADDEND_MEASURE ? addend->number
           : addend->kind == ADDEND_TOTAL ? COLUMN_TOTALS + addend->number
                                          : COLUMN_BUCKETS + addend->number;
}

static void slots_make(const struct reading *reading, struct packed_slots *slots)
{
    const struct figures *figures = &reading->question->figures;
    slots_begin(slots);
    for (int i = 0; i < figures->addend_count; i++)
        if (figures->addends[i].group == reading->group)
            slots_set(slots, column_of(&figures->addends[i]), i);
}

/* Where the sums of a cell go: a row of the answer, the total, or (NULL) nowhere. */
static int64_t *values_at(const struct gathering *gathering, const int32_t of[2])
{
    struct answering *answering = gathering->answering;
    int32_t keys[2] = {0, 0};
    bool in_row = !gathering->reading->total && gathering->ordinal < gathering->times;
    for (int i = 0; i < 2; i++) {
        in_row = in_row && of[i] != KEY_IN_NO_ROW;
        if (gathering->sides[i].key >= 0)
            keys[gathering->sides[i].key] = of[i];
    }
    if (in_row)
        return cube_at(&answering->cube, keys[0], keys[1], gathering->ordinal) + gathering->base;
    return gathering->for_total ? answering->total + gathering->base : NULL;
}

/* All cells of a row: where its second dimension is no key they all go to one place. */
static void row_gather(struct gathering *gathering, const struct packed_slots *slots, struct rollup *rollup)
{
    int32_t of[2] = {side_key(gathering, &gathering->sides[0], rollup->a), 0};
    int64_t *values = NULL;
    bool one = gathering->sides[1].key < 0, known = false;
    if (of[0] == KEY_LEFT_OUT)
        return;
    while (packed_next(&rollup->cells)) {
        of[1] = side_key(gathering, &gathering->sides[1], rollup->cells.b);
        if (of[1] == KEY_LEFT_OUT)
            continue;
        if (!one || !known)
            values = values_at(gathering, of);
        known = true;
        if (values)
            packed_add(&rollup->cells, slots, values);
    }
}

/* What went to rows is of the total too. */
static void total_gather(const struct gathering *gathering)
{
    struct answering *answering = gathering->answering;
    const struct cube *cube = &answering->cube;
    const struct figures *figures = &answering->question->figures;
    for (int i = 0; i < figures->addend_count; i++) {
        size_t at = gathering->base + (size_t)i;
        for (size_t row = 0; figures->addends[i].group == gathering->reading->group && row < cube->count; row++)
            answering->total[at] += cube->values[row * cube->width + at];
    }
}

static bool rollup_gather(struct gathering *gathering, const struct store *store, int statement)
{
    struct answering *answering = gathering->answering;
    struct rollup rollup = rollup_begin(store, statement);
    struct packed_slots slots;
    slots_make(gathering->reading, &slots);
    plan_make(gathering->reading, &gathering->plan);
    side_begin(gathering, &gathering->sides[0], gathering->plan.a);
    side_begin(gathering, &gathering->sides[1], gathering->plan.b);
    while (answering->cube.count <= ANSWER_ROWS_MOST && rollup_next(&rollup)) {
        day_take(gathering, rollup.day);
        row_gather(gathering, &slots, &rollup);
    }
    if (gathering->for_total && !gathering->reading->total)
        total_gather(gathering);
    plan_clear(&gathering->plan);
    free(gathering->sides[0].known);
    free(gathering->sides[1].known);
    return rollup_end(&rollup, answering->question->pack->city_id, &answering->fault);
}

/* -- entries ----------------------------------------------------------------------------------------------------- */

static void entries_row(struct gathering *gathering, const struct store *store, int statement, int row)
{
    struct answering *answering = gathering->answering;
    const struct question *question = answering->question;
    const struct figures *figures = &question->figures;
    int column = 3;
    int32_t keys[2];
    for (int i = 0; i < 2; i++)
        keys[i] = key_map(question, question->keys[i], (int32_t)store_integer(store, statement, row, i));
    day_take(gathering, (int32_t)store_integer(store, statement, row, 2));
    bool in_row = keys[0] >= 0 && keys[1] >= 0 && gathering->ordinal < gathering->times;
    int64_t *values = in_row ? cube_at(&answering->cube, keys[0], keys[1], gathering->ordinal) : NULL;
    for (int i = 0; i < figures->addend_count; i++) {
        if (figures->addends[i].group != gathering->reading->group)
            continue;
        int64_t number = store_integer(store, statement, row, column++);
        answering->total[gathering->base + (size_t)i] += number;
        if (values)
            values[gathering->base + (size_t)i] += number;
    }
}

bool gather(struct answering *answering, const struct store *store, int i)
{
    struct gathering gathering;
    int statement = answering->statements[i];
    gathering_begin(&gathering, answering, i);
    if (gathering.reading->source != SOURCE_ENTRIES) {
        if (!rollup_gather(&gathering, store, statement))
            return false;
    } else {
        for (int row = 0; row < store_rows(store, statement) && answering->cube.count <= ANSWER_ROWS_MOST; row++)
            entries_row(&gathering, store, statement, row);
    }
    return answering->cube.count <= ANSWER_ROWS_MOST || answer_too_long(answering);
}
