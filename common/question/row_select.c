/* From a row of an answer back to what it sums up. */
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/question/label.h"

enum { CODE_BYTES = 130 };

static void id_add(struct selection *selection, int32_t id)
{
    selection->ids = memory_resize(selection->ids, selection->count + 1, sizeof *selection->ids);
    selection->ids[selection->count++] = id;
}

/* Adds a number where it is among those that were asked for. */
static void id_keep(const struct selection *before, int32_t id, struct selection *out)
{
    bool kept = !before->given;
    for (size_t i = 0; i < before->count && !kept; i++)
        kept = before->ids[i] == id;
    if (kept)
        id_add(out, id);
}

/* What of an area was asked for: all of it, or the areas in it that were. */
static void area_keep(const struct pack *pack, const struct selection *before, int32_t id, struct selection *out)
{
    int area = pack_area_of_id(pack, id);
    bool whole = !before->given;
    for (size_t i = 0; i < before->count && !whole; i++) {
        int other = pack_area_of_id(pack, before->ids[i]);
        whole = pack_area_within(pack, area, other);
        if (!whole && pack_area_within(pack, other, area))
            id_add(out, before->ids[i]);
    }
    if (whole)
        id_add(out, id);
}

static bool key_select(struct question *question, enum dimension dimension, const char *code, struct fault *fault)
{
    const struct pack *pack = question->pack;
    struct selection *selection = &question->selected[dimension], before = *selection;
    int32_t id = question_code_id(pack, dimension, code);
    if (id < 0)
        return fault_set(fault, "unknown_row", "row", "there is no %s '%s'", dimension_name(dimension), code);
    *selection = (struct selection){.given = true};
    if (dimension == DIMENSION_AREA)
        area_keep(pack, &before, id, selection);
    else if (dimension == DIMENSION_CATEGORY && question->category_level == CATEGORY_TOP)
        for (int i = 0; i < pack->category_count; i++) {
            if (question_category_top(pack, pack->categories[i].id) == id)
                id_keep(&before, pack->categories[i].id, selection);
        }
    else
        id_keep(&before, id, selection);
    free(before.ids);
    return true;
}

static bool time_select(struct question *question, const char *text, struct fault *fault)
{
    enum time_unit unit = UNIT_NONE;
    struct span span;
    bool fits = unit_read(text, strlen(text), &unit, &span) && unit == question->unit &&
                span.first <= question->span.last && span.last >= question->span.first;
    if (!fits)
        return fault_set(fault, "unknown_row", "row", "'%s' is no %s of the period", text, unit_name(question->unit));
    if (span.first > question->span.first)
        question->span.first = span.first;
    if (span.last < question->span.last)
        question->span.last = span.last;
    return true;
}

bool row_select(struct question *question, const char *row, struct fault *fault)
{
    for (int i = 0, key = 0; i < question->by_count; i++) {
        char code[CODE_BYTES] = "";
        size_t length = strcspn(row, "/");
        bool last = i + 1 == question->by_count;
        if (!length || length >= sizeof code || (row[length] == '/') == last)
            return fault_set(fault, "unknown_row", "row", "a row has %d codes between slashes, one for each of by",
                             question->by_count);
        memcpy(code, row, length);
        if (!(question->by[i] ? key_select(question, question->keys[key++], code, fault)
                              : time_select(question, code, fault)))
            return false;
        row += length + !last;
    }
    question->by_count = question->key_count = 0;
    question->keys[0] = question->keys[1] = (enum dimension)0;
    question->unit = UNIT_NONE;
    return true;
}
