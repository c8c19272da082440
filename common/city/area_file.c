/* areas.yaml: the tree of areas with its single root. */
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/reading.h"

enum { AREAS_MOST = 200000, HOUSEHOLDS_MOST = 1000000 };
enum { CODE, NAME, KIND, PARENT, QR, HOUSEHOLDS, FIELDS };

static const struct field fields[FIELDS] = {
    [CODE] = {"code", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [NAME] = {"name", FIELD_TEXT, REQUIRED, PACK_NAME_MOST, NULL},
    [KIND] = {"kind", FIELD_KIND, REQUIRED, 0, area_kinds},
    [PARENT] = {"parent", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
    [QR] = {"qr", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
    [HOUSEHOLDS] = {"households", FIELD_COUNT, OPTIONAL, HOUSEHOLDS_MOST, NULL},
};
static const struct listing listing = {"areas", AREAS_MOST, fields, FIELDS};

struct roots {
    int first, first_line;
};

/* An area without `parent` is the root, and there is one. */
static void root_note(struct roots *roots, const struct place *place, int line, int index)
{
    if (roots->first < 0)
        *roots = (struct roots){index, line};
    else
        place_fault(place, line, "parent",
                    "is missing, and so in line %d: only one area, the root, may be without a parent",
                    roots->first_line);
}

/* What the plate of area `index` says; what another says is a fault. */
static const char *plate_read(struct reading *reading, const struct place *place, const struct value *value, int index)
{
    if (!value->node)
        return NULL;
    const char *qr = reading_keep(reading, value);
    int holder = code_map_add(&reading->pack->index->plates, qr, value->length, index);
    if (holder != index)
        place_fault(place, value->node->line, "qr", "\"%s\" is on the plate of area \"%s\" already", qr,
                    reading->pack->areas[holder].code);
    return qr;
}

static void area_read(struct reading *reading, const struct node *node, int index, int *lines, struct value *parent)
{
    struct value values[FIELDS];
    struct place place = place_of_entry(&reading->top, listing.name, index);
    record_read(&place, node, fields, FIELDS, values);
    *parent = values[PARENT];
    reading->pack->areas[index] = (struct pack_area){
        .code = reading_keep_code(reading, &place, THING_AREA, &values[CODE], index, lines),
        .name = reading_keep(reading, &values[NAME]),
        .kind = values[KIND].number,
        .qr = plate_read(reading, &place, &values[QR], index),
        .households = values[HOUSEHOLDS].present ? values[HOUSEHOLDS].number : HOUSEHOLDS_UNKNOWN,
    };
}

void area_file_read(struct reading *reading, const struct node *root)
{
    struct pack *pack = reading->pack;
    int count = 0;
    const struct node *list = root ? listing_open(reading, root, &listing, &count) : NULL;
    pack->areas = memory_new((size_t)count, sizeof *pack->areas);
    pack->area_count = count;
    struct value *parents = memory_new((size_t)count, sizeof *parents);
    int *lines = memory_new((size_t)count, sizeof *lines), index = 0;
    struct roots roots = {-1, 0};
    for (const struct node *node = list ? list->first : NULL; node; node = node->next, index++) {
        struct place place = place_of_entry(&reading->top, listing.name, index);
        area_read(reading, node, index, lines, &parents[index]);
        if (!parents[index].present)
            root_note(&roots, &place, node->line, index);
    }
    if (list && roots.first < 0)
        place_fault(&reading->top, list->line, listing.name, "has no root, expected one area without a parent");
    int *linked = reading_link(reading, listing.name, THING_AREA, &fields[PARENT], parents, count);
    for (int i = 0; i < count; i++)
        pack->areas[i].parent = linked[i];
    tree_build(&pack->index->areas, linked, count);
    free(linked);
    free(parents);
    free(lines);
}
