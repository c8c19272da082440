/* Reading a question: names and codes become numbers, and what cannot be answered is told. */
#include "common/question/question.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "proto/lifecycle.h"

static const char *const dimension_names[DIMENSION_COUNT] = {
    [DIMENSION_ORGANISATION] = "organisation", [DIMENSION_AREA] = "area",       [DIMENSION_CATEGORY] = "category",
    [DIMENSION_CHANNEL] = "channel",           [DIMENSION_URGENCY] = "urgency", [DIMENSION_STATE] = "state"};
static const char *const unit_names[] = {"", "day", "week", "month", "quarter", "year"};

const char *dimension_name(enum dimension dimension)
{
    return dimension_names[dimension];
}

const char *unit_name(enum time_unit unit)
{
    return unit_names[unit];
}

/* -- trees ------------------------------------------------------------------------------------------------------- */

int32_t question_area_over(const struct pack *pack, int32_t area_id, int level)
{
    int at = pack_area_of_id(pack, area_id);
    while (at >= 0 && pack->areas[at].kind != level)
        at = pack->areas[at].parent;
    return at >= 0 ? pack->areas[at].id : 0;
}

int32_t question_category_top(const struct pack *pack, int32_t category_id)
{
    int at = pack_category_of_id(pack, category_id);
    while (at >= 0 && pack->categories[at].parent >= 0)
        at = pack->categories[at].parent;
    return at >= 0 ? pack->categories[at].id : category_id;
}

static bool category_within(const struct pack *pack, int category, int over)
{
    for (; category >= 0; category = pack->categories[category].parent)
        if (category == over)
            return true;
    return false;
}

/* -- dimensions -------------------------------------------------------------------------------------------------- */

static int name_find(const char *name, const char *const *names, int count)
{
    for (int i = 1; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return 0;
}

static bool by_take(struct question *question, const char *name, struct fault *fault)
{
    int dimension = name_find(name, dimension_names, DIMENSION_COUNT);
    int unit = name_find(name, unit_names, UNIT_YEAR + 1);
    if (!dimension && !unit)
        return fault_set(fault, "unknown_dimension", "by",
                         "there is no dimension '%s', expected organisation, area, category, channel, urgency, state, "
                         "day, week, month, quarter or year",
                         name);
    if (unit && question->unit)
        return fault_set(fault, "out_of_range", "by",
                         "by takes one of day, week, month, quarter and year, not %s and %s",
                         unit_names[question->unit], name);
    if (dimension && question->key_count == 2)
        return fault_set(fault, "out_of_range", "by",
                         "by takes two dimensions, and a time as the third: leave out one of %s, %s and %s",
                         dimension_names[question->keys[0]], dimension_names[question->keys[1]], name);
    if (unit)
        question->unit = (enum time_unit)unit;
    else
        question->keys[question->key_count++] = (enum dimension)dimension;
    question->by[question->by_count++] = (enum dimension)dimension;
    return true;
}

static bool by_has(const struct question *question, enum dimension dimension)
{
    return question->keys[0] == dimension || question->keys[1] == dimension;
}

static bool by_read(struct question *question, const struct value *by, struct fault *fault)
{
    size_t count = by->present ? json_array_size(by->json) : 0;
    for (size_t i = 0; i < count; i++)
        if (!by_take(question, json_string_value(json_array_get(by->json, i)), fault))
            return false;
    if (!by->present) {
        question->by[question->by_count++] = question->keys[question->key_count++] = DIMENSION_ORGANISATION;
    }
    return true;
}

/* Of areas right below the city, unless told. */
static int level_unless_told(const struct pack *pack)
{
    for (int i = 0; i < pack->area_count; i++)
        if (pack->areas[i].parent >= 0 && pack->areas[pack->areas[i].parent].parent < 0)
            return pack->areas[i].kind;
    return AREA_CITY;
}

static bool levels_read(struct question *question, const struct value *level, const struct value *category_level,
                        struct fault *fault)
{
    question->level = level_unless_told(question->pack);
    if (level->present && !by_has(question, DIMENSION_AREA))
        return fault_set(fault, "out_of_range", "level", "level is for questions by area");
    if (level->present && !(question->level = kind_number(area_kinds, level->text, level->length)))
        return fault_set(fault, "out_of_range", "level",
                         "level must be city, street, community, estate, building, grid or lane and is '%s'",
                         level->text);
    if (category_level->present && !by_has(question, DIMENSION_CATEGORY))
        return fault_set(fault, "out_of_range", "category_level", "category_level is for questions by category");
    if (!category_level->present || strcmp(category_level->text, "leaf") == 0)
        return true;
    question->category_level = CATEGORY_TOP;
    return strcmp(category_level->text, "top") == 0 ||
           fault_set(fault, "out_of_range", "category_level", "category_level must be leaf or top and is '%s'",
                     category_level->text);
}

/* -- limits ------------------------------------------------------------------------------------------------------ */

static void selection_add(struct selection *selection, int32_t id)
{
    selection->ids = memory_resize(selection->ids, selection->count + 1, sizeof *selection->ids);
    selection->ids[selection->count++] = id;
}

int32_t question_code_id(const struct pack *pack, enum dimension dimension, const char *code)
{
    size_t length = strlen(code);
    int at = -1;
    if (strcmp(code, "-") == 0 && dimension == DIMENSION_ORGANISATION)
        return 0;
    if (*code == '#')
        return atoi(code + 1);
    switch (dimension) {
    case DIMENSION_ORGANISATION:
        at = pack_organisation_find(pack, code, length);
        return at >= 0 ? pack->organisations[at].id : -1;
    case DIMENSION_AREA:
        at = pack_area_find(pack, code, length);
        return at >= 0 ? pack->areas[at].id : -1;
    case DIMENSION_CATEGORY:
        at = pack_category_find(pack, code, length);
        return at >= 0 ? pack->categories[at].id : -1;
    case DIMENSION_CHANNEL:
        at = pack_channel_find(pack, code, length);
        return at >= 0 ? pack->channels[at].id : -1;
    case DIMENSION_URGENCY:
        return length == 1 && *code >= '1' && *code <= '4' ? *code - '0' : -1;
    default:
        return lifecycle_state_of(code, length) > STATE_NONE ? lifecycle_state_of(code, length) : -1;
    }
}

/* A category with all below it, an area if it is not below one that is taken already. */
static void id_select(struct question *question, enum dimension dimension, int32_t id)
{
    const struct pack *pack = question->pack;
    struct selection *selection = &question->selected[dimension];
    if (dimension == DIMENSION_CATEGORY) {
        for (int i = 0; i < pack->category_count; i++)
            if (category_within(pack, i, pack_category_of_id(pack, id)))
                selection_add(selection, pack->categories[i].id);
        return;
    }
    for (size_t i = 0; dimension == DIMENSION_AREA && i < selection->count; i++) {
        int area = pack_area_of_id(pack, id), other = pack_area_of_id(pack, selection->ids[i]);
        if (pack_area_within(pack, area, other))
            return;
        if (pack_area_within(pack, other, area))
            selection->ids[i--] = selection->ids[--selection->count];
    }
    selection_add(selection, id);
}

static bool selection_read(struct question *question, enum dimension dimension, const struct value *codes,
                           struct fault *fault)
{
    static const char *const unknown[DIMENSION_COUNT] = {
        [DIMENSION_ORGANISATION] = "unknown_organisation", [DIMENSION_AREA] = "unknown_area",
        [DIMENSION_CATEGORY] = "unknown_category",         [DIMENSION_CHANNEL] = "unknown_channel",
        [DIMENSION_URGENCY] = "unknown_urgency",           [DIMENSION_STATE] = "unknown_state"};
    question->selected[dimension].given = codes->present;
    for (size_t i = 0; codes->present && i < json_array_size(codes->json); i++) {
        const char *code = json_string_value(json_array_get(codes->json, i));
        int32_t id = question_code_id(question->pack, dimension, code);
        if (id < 0)
            return fault_set(fault, unknown[dimension], dimension_names[dimension], "city %s has no %s '%s'%s",
                             question->pack->code, dimension_names[dimension], code,
                             dimension == DIMENSION_URGENCY ? ", expected 1 to 4" : "");
        if (dimension == DIMENSION_AREA && pack_area_depth(question->pack, pack_area_of_id(question->pack, id)) == 0)
            question->selected[dimension].given = false; /* it is the whole city */
        else
            id_select(question, dimension, id);
    }
    return true;
}

/* -- who asks ---------------------------------------------------------------------------------------------------- */

static bool id_among(const struct question *question, enum dimension dimension, int32_t id, const int32_t *ids,
                     size_t count)
{
    const struct pack *pack = question->pack;
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id || (dimension == DIMENSION_AREA &&
                             pack_area_within(pack, pack_area_of_id(pack, id), pack_area_of_id(pack, ids[i]))))
            return true;
    return false;
}

bool question_limit(struct question *question, enum dimension dimension, const int32_t *ids, size_t count,
                    struct fault *fault)
{
    struct selection *selection = &question->selected[dimension];
    for (size_t i = 0; selection->given && i < selection->count; i++)
        if (!id_among(question, dimension, selection->ids[i], ids, count))
            return fault_set(fault, "not_yours", dimension_names[dimension],
                             "figures of other %ss than their own are not for the one who asks",
                             dimension_names[dimension]);
    for (size_t i = 0; !selection->given && i < count; i++)
        id_select(question, dimension, ids[i]);
    selection->given = true;
    return true;
}

/* -- the whole --------------------------------------------------------------------------------------------------- */

/* What is kept by state is kept by organisation besides, and nothing else. */
static bool state_check(const struct question *question, struct fault *fault)
{
    if (!by_has(question, DIMENSION_STATE) && !question->selected[DIMENSION_STATE].given)
        return true;
    for (int i = DIMENSION_AREA; i < DIMENSION_STATE; i++)
        if (by_has(question, (enum dimension)i) || question->selected[i].given)
            return fault_set(fault, "out_of_range", by_has(question, (enum dimension)i) ? "by" : dimension_names[i],
                             "state goes with organisation and times only, not with %s", dimension_names[i]);
    return true;
}

static bool period_read(struct question *question, const struct message_question_head *head, int32_t today,
                        struct fault *fault)
{
    if (head->frozen.present)
        memcpy(question->frozen, head->frozen.text, head->frozen.length);
    question->span_given = head->from.present || head->to.present || head->period.present || !head->frozen.present;
    if (head->frozen.present && head->position.present)
        return fault_set(fault, "out_of_range", "position", "a frozen period has its position: give one of the two");
    if (head->frozen.present && question->span_given)
        return fault_set(fault, "out_of_range", "frozen",
                         "a frozen period says its days itself: leave out from, to and period");
    question->position = head->position.present ? head->position.integer : 0;
    return !question->span_given || span_read(&head->from, &head->to, &head->period, today, &question->span, fault);
}

bool question_read(const struct pack *pack, const struct message_question_head *head, int32_t today,
                   struct question *out, struct fault *fault)
{
    const struct value *codes[DIMENSION_COUNT] = {NULL,           &head->organisation, &head->area, &head->category,
                                                  &head->channel, &head->urgency,      &head->state};
    *out = (struct question){.pack = pack, .sort = -1, .limit = QUESTION_LIMIT_UNLESS_TOLD};
    if (!period_read(out, head, today, fault) || !by_read(out, &head->by, fault) ||
        !levels_read(out, &head->level, &head->category_level, fault))
        return false;
    for (int i = 1; i < DIMENSION_COUNT; i++)
        if (!selection_read(out, (enum dimension)i, codes[i], fault))
            return false;
    return state_check(out, fault);
}

void question_clear(struct question *question)
{
    for (int i = 0; i < DIMENSION_COUNT; i++)
        free(question->selected[i].ids);
    memset(question, 0, sizeof *question);
}
