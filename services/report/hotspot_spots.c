#include "services/report/hotspot_spots.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/question/question.h"
#include "common/time/date.h"

enum { KEY_BYTES = 2 * PACK_CODE_MOST + 2, OWN_BYTES = 16, NAME_BYTES = 32 };

/* What a number is called; of nobody it is nothing, of what is in the pack no more its number. */
struct called {
    const char *code, *name;
    char own[OWN_BYTES];
};

static void organisation_call(const struct pack *pack, int32_t id, struct called *out)
{
    int at = id ? pack_organisation_of_id(pack, id) : -1;
    out->code = at >= 0 ? pack->organisations[at].code : id ? NULL : "";
    out->name = at >= 0 ? pack->organisations[at].name : out->code;
}

static void call(const struct pack *pack, enum dimension dimension, int32_t id, struct called *out)
{
    int area = dimension == DIMENSION_AREA ? pack_area_of_id(pack, id) : -1;
    int category = dimension == DIMENSION_CATEGORY ? pack_category_of_id(pack, id) : -1;
    *out = (struct called){.code = NULL};
    if (area >= 0)
        *out = (struct called){.code = pack->areas[area].code, .name = pack->areas[area].name};
    else if (category >= 0)
        *out = (struct called){.code = pack->categories[category].code, .name = pack->categories[category].name};
    else if (dimension == DIMENSION_STATE)
        *out = (struct called){.code = lifecycle_state_name(id)};
    else if (dimension == DIMENSION_ORGANISATION)
        organisation_call(pack, id, out);
    if (out->code)
        return;
    snprintf(out->own, sizeof out->own, "#%d", (int)id);
    out->code = out->name = out->own;
}

/* -- order ------------------------------------------------------------------------------------------------------- */

void spots_add(struct spots *spots, struct spot spot)
{
    memory_reserve((void **)&spots->list, &spots->capacity, spots->count + 1, sizeof *spots->list);
    spots->list[spots->count++] = spot;
}

static int spot_compare(const void *left, const void *right)
{
    const struct spot *a = left, *b = right;
    if (a->by != b->by)
        return a->by > b->by ? -1 : 1;
    if (a->then != b->then)
        return a->then > b->then ? -1 : 1;
    for (int i = 0; i < 2; i++) {
        int difference = !a->codes[i] - !b->codes[i];
        if (!difference)
            difference =
                a->codes[i] ? strcmp(a->codes[i], b->codes[i]) : (a->key[i] > b->key[i]) - (a->key[i] < b->key[i]);
        if (difference)
            return difference;
    }
    return 0;
}

void spots_sort(struct spots *spots)
{
    for (size_t i = 0; i < spots->count; i++)
        for (int key = 0; key < 2 && spots->of[key]; key++) {
            struct called called;
            call(spots->pack, spots->of[key], spots->list[i].key[key], &called);
            spots->list[i].codes[key] = called.code == called.own ? NULL : called.code;
        }
    if (spots->count)
        qsort(spots->list, spots->count, sizeof *spots->list, spot_compare);
}

/* -- JSON -------------------------------------------------------------------------------------------------------- */

json_t *spot_json(const struct spots *spots, const struct spot *spot, int64_t tickets)
{
    char key[KEY_BYTES] = "", name[NAME_BYTES];
    json_t *row = json_object();
    size_t used = 0;
    for (int i = 0; i < 2 && spots->of[i]; i++) {
        struct called called;
        call(spots->pack, spots->of[i], spot->key[i], &called);
        used += (size_t)snprintf(key + used, sizeof key - used, "%s%s", i ? "/" : "", called.code);
        json_object_set_new(row, dimension_name(spots->of[i]), json_string(called.code));
        snprintf(name, sizeof name, "%s_name", dimension_name(spots->of[i]));
        if (called.name)
            json_object_set_new(row, name, json_string(called.name));
    }
    json_object_set_new(row, "key", json_string(key));
    json_object_set_new(row, "tickets", json_integer(tickets));
    return row;
}

json_t *decimal_json(double value, int places)
{
    double whole = pow(10, places);
    return json_real(round(value * whole) / whole);
}

json_t *spots_answer(const struct sums_asked *asked, const struct store *store, json_t *rows, json_t *total)
{
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];
    date_print(asked->first, first);
    date_print(asked->last, last);
    return json_pack("{s:s, s:s, s:o, s:o, s:I}", "from", first, "to", last, "rows", rows, "total", total, "position",
                     (json_int_t)store_integer(store, asked->statement + STATEMENT_POSITION, 0, 0));
}
