/* A number of the database, and how a row calls it. Nobody, and what has no code any more, are told too. */
#include "common/question/label.h"

#include <stdio.h>
#include <string.h>

#include "common/time/date.h"
#include "proto/lifecycle.h"

enum { LABEL_BYTES = 24, ROW_BYTES = 420 };

struct label {
    const char *code, *name;
    char own[LABEL_BYTES]; /* where the pack has none */
};

static const char *const urgency_names[] = {"", "紧急", "急", "一般", "可缓"};

#define LABEL_OF(array, at)                                                                                            \
    if ((at) >= 0) {                                                                                                   \
        label->code = (array)[at].code;                                                                                \
        label->name = (array)[at].name;                                                                                \
    }

/* Nobody, or what has no code any more. */
static void label_own(enum dimension dimension, int32_t id, struct label *label)
{
    snprintf(label->own, sizeof label->own, id ? "#%d" : "-", (int)id);
    label->code = label->own;
    label->name = id ? label->own : dimension == DIMENSION_ORGANISATION ? "（未派单）" : "（无）";
}

static void label_make(const struct pack *pack, enum dimension dimension, int32_t id, struct label *label)
{
    int at;
    *label = (struct label){.code = NULL};
    switch (dimension) {
    case DIMENSION_ORGANISATION:
        at = id ? pack_organisation_of_id(pack, id) : -1;
        LABEL_OF(pack->organisations, at)
        break;
    case DIMENSION_AREA:
        at = id ? pack_area_of_id(pack, id) : -1;
        LABEL_OF(pack->areas, at)
        break;
    case DIMENSION_CATEGORY:
        at = id ? pack_category_of_id(pack, id) : -1;
        LABEL_OF(pack->categories, at)
        break;
    case DIMENSION_CHANNEL:
        at = id ? pack_channel_of_id(pack, id) : -1;
        LABEL_OF(pack->channels, at)
        break;
    case DIMENSION_URGENCY:
        snprintf(label->own, sizeof label->own, "%d", (int)id);
        label->code = label->own;
        label->name = id >= 1 && id <= 4 ? urgency_names[id] : label->own;
        break;
    default:
        label->code = lifecycle_state_name(id);
        label->name = lifecycle_state_name_zh(id);
    }
    if (!label->code)
        label_own(dimension, id, label);
}

int key_compare(const struct question *question, int key, int32_t left, int32_t right)
{
    struct label a, b;
    if (left == right)
        return 0;
    if (question->keys[key] == DIMENSION_STATE)
        return left < right ? -1 : 1;
    label_make(question->pack, question->keys[key], left, &a);
    label_make(question->pack, question->keys[key], right, &b);
    int difference = strcmp(a.code, b.code);
    return difference ? difference : left < right ? -1 : 1;
}

static void time_write(const struct question *question, int ordinal, struct text *out, char text[SPAN_TEXT_BYTES])
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    int32_t day = unit_at(question->unit, question->span, ordinal), last = unit_last(question->unit, day);
    date_print(day > question->span.first ? day : question->span.first, from);
    date_print(last < question->span.last ? last : question->span.last, to);
    unit_print(question->unit, day, text);
    text_name(out, unit_name(question->unit));
    text_string(out, text);
    text_name(out, "from");
    text_string(out, from);
    text_name(out, "to");
    text_string(out, to);
}

void labels_write(const struct question *question, const struct cube_row *row, struct text *out)
{
    char codes[ROW_BYTES] = "", text[SPAN_TEXT_BYTES], name[40];
    size_t used = 0;
    for (int i = 0, key = 0; i < question->by_count; i++) {
        struct label label = {.code = NULL};
        if (question->by[i]) {
            label_make(question->pack, question->by[i], row->key[key++], &label);
            snprintf(name, sizeof name, "%s_name", dimension_name(question->by[i]));
            text_name(out, dimension_name(question->by[i]));
            text_string(out, label.code);
            text_name(out, name);
            text_string(out, label.name);
        } else {
            time_write(question, row->ordinal, out, text);
            label.code = text;
        }
        used += (size_t)snprintf(codes + used, sizeof codes - used, "%s%s", i ? "/" : "", label.code);
    }
    text_name(out, "row");
    text_string(out, codes);
}
