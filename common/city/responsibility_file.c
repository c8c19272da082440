/* responsibilities.yaml: which organisation answers for which category in which area, from date to date. */
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/period.h"
#include "common/city/reading.h"

enum { RESPONSIBILITIES_MOST = 200000 };
enum { CATEGORY, AREA, ORGANISATION, FROM, UNTIL, FIELDS };

static const struct field fields[FIELDS] = {
    [CATEGORY] = {"category", FIELD_TARGET, REQUIRED, PACK_CODE_MOST, NULL},
    [AREA] = {"area", FIELD_TARGET, REQUIRED, PACK_CODE_MOST, NULL},
    [ORGANISATION] = {"organisation", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [FROM] = {"from", FIELD_DATE, OPTIONAL, 0, NULL},
    [UNTIL] = {"until", FIELD_DATE, OPTIONAL, 0, NULL},
};
static const struct listing listing = {"responsibilities", RESPONSIBILITIES_MOST, fields, FIELDS};

static void responsibility_read(struct reading *reading, const struct node *node, int index)
{
    struct value values[FIELDS];
    struct period period;
    struct place place = place_of_entry(&reading->top, listing.name, index);
    record_read(&place, node, fields, FIELDS, values);
    period_read(&place, &values[FROM], &values[UNTIL], &period);
    reading->pack->responsibilities[index] = (struct pack_responsibility){
        .category = reading_target(reading, &place, THING_CATEGORY, &fields[CATEGORY], &values[CATEGORY]),
        .area = reading_target(reading, &place, THING_AREA, &fields[AREA], &values[AREA]),
        .organisation =
            reading_refer(reading, &place, THING_ORGANISATION, &fields[ORGANISATION], &values[ORGANISATION]),
        .from = period.from,
        .until = period.until,
        .number = index + 1,
        .line = node->line,
    };
}

static int order_compare(const void *left, const void *right)
{
    const struct pack_responsibility *a = left, *b = right;
    int order = responsibility_compare(a, b->category, b->area);
    if (!order)
        order = (a->from > b->from) - (a->from < b->from);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static void overlap_tell(const struct reading *reading, const struct pack_responsibility *one,
                         const struct pack_responsibility *other)
{
    const struct pack_responsibility *later = one->number > other->number ? one : other;
    struct place place = place_of_entry(&reading->top, listing.name, later->number - 1);
    place_fault(&place, later->line, "",
                "is for the same category and area as line %d, at the same time: expected one organisation",
                later == one ? other->line : one->line);
}

/* In the sorted list, what meets any before it meets the one of them that ends last. */
static void overlaps_find(const struct reading *reading)
{
    const struct pack *pack = reading->pack;
    const struct pack_responsibility *last = NULL;
    for (int i = 0; i < pack->responsibility_count; i++) {
        const struct pack_responsibility *next = &pack->responsibilities[i];
        bool same = last && !responsibility_compare(last, next->category, next->area);
        if (same && next->from <= last->until)
            overlap_tell(reading, last, next);
        if (!same || next->until > last->until)
            last = next;
    }
}

void responsibility_file_read(struct reading *reading, const struct node *root)
{
    struct pack *pack = reading->pack;
    int count = 0, index = 0;
    size_t before = reading->top.faults->count + reading->top.faults->more;
    const struct node *list = root ? listing_open(reading, root, &listing, &count) : NULL;
    pack->responsibilities = memory_new((size_t)count, sizeof *pack->responsibilities);
    pack->responsibility_count = count;
    for (const struct node *node = list ? list->first : NULL; node; node = node->next, index++)
        responsibility_read(reading, node, index);
    if (reading->top.faults->count + reading->top.faults->more > before)
        return; /* what is unknown would be taken for the same */
    qsort(pack->responsibilities, (size_t)count, sizeof *pack->responsibilities, order_compare);
    overlaps_find(reading);
}
