/* appointments: and deputies: of people.yaml: what a person is beside the shorthand of one role for one organisation,
 * and who stands in for them. */
#include "common/city/appointment_file.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/period.h"
#include "proto/lifecycle.h"

enum { ROLE, ORGANISATION, AREA, FROM, UNTIL, FIELDS };
enum { DEPUTY, DEPUTY_FROM, DEPUTY_UNTIL, DEPUTY_FIELDS };

static const struct field fields[FIELDS] = {
    [ROLE] = {"role", FIELD_KIND, REQUIRED, 0, person_roles},
    [ORGANISATION] = {"organisation", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
    [AREA] = {"area", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
    [FROM] = {"from", FIELD_DATE, OPTIONAL, 0, NULL},
    [UNTIL] = {"until", FIELD_DATE, OPTIONAL, 0, NULL},
};
static const struct field deputy_fields[DEPUTY_FIELDS] = {
    [DEPUTY] = {"person", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [DEPUTY_FROM] = {"from", FIELD_DATE, REQUIRED, 0, NULL},
    [DEPUTY_UNTIL] = {"until", FIELD_DATE, REQUIRED, 0, NULL},
};

void appointment_organisation_check(const struct place *place, const struct node *node, unsigned roles,
                                    const struct value *organisation)
{
    unsigned acting = roles & (ROLE_HANDLER | ROLE_HEAD);
    if (acting && !organisation->present)
        place_fault(place, node->line, "organisation", "is missing, a %s acts for an organisation",
                    acting & ROLE_HANDLER ? "handler" : "head");
}

static bool appointments_same(const struct pack_appointment *one, const struct pack_appointment *other)
{
    int area = one->area_count ? one->areas[0] : -1, other_area = other->area_count ? other->areas[0] : -1;
    return one->roles == other->roles && one->organisation == other->organisation && area == other_area &&
           periods_meet((struct period){one->from, one->until}, (struct period){other->from, other->until});
}

static void appointment_area(struct reading *reading, const struct place *place, const struct value *value,
                             struct pack_appointment *appointment)
{
    int area = reading_refer(reading, place, THING_AREA, &fields[AREA], value);
    if (area < 0)
        return;
    int *areas = memory_new(1, sizeof *areas);
    reading_keep_memory(reading, areas);
    *areas = area;
    appointment->areas = areas;
    appointment->area_count = 1;
}

static void appointment_read(struct reading *reading, const struct place *place, const struct node *node,
                             struct pack_appointment *appointment)
{
    struct value values[FIELDS];
    struct period period;
    record_read(place, node, fields, FIELDS, values);
    appointment->roles = values[ROLE].node ? 1u << values[ROLE].number : 0;
    appointment->organisation =
        reading_refer(reading, place, THING_ORGANISATION, &fields[ORGANISATION], &values[ORGANISATION]);
    appointment_area(reading, place, &values[AREA], appointment);
    period_read(place, &values[FROM], &values[UNTIL], &period);
    appointment->from = period.from;
    appointment->until = period.until;
    appointment_organisation_check(place, node, appointment->roles, &values[ORGANISATION]);
}

int appointments_read(struct reading *reading, const struct place *person, const struct value *list,
                      struct pack_appointment *appointments)
{
    int count = 0;
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next, count++) {
        struct place place = place_of_entry(person, "appointments", count);
        size_t before = place.faults->count + place.faults->more;
        appointment_read(reading, &place, node, &appointments[count]);
        if (place.faults->count + place.faults->more > before)
            appointments[count].roles = 0; /* it says nothing, and is the same as no other */
        for (int i = 0; i < count && appointments[count].roles; i++)
            if (appointments_same(&appointments[i], &appointments[count]))
                place_fault(&place, node->line, "", "is the same as appointments[%d] at the same time", i + 1);
    }
    return count;
}

static void deputy_check(const struct place *place, const struct node *node, const struct deputies *deputies,
                         size_t first, int deputy, const struct pack_deputyship *deputyship)
{
    if (deputy == deputyship->person)
        place_fault(place, node->line, "person", "is the person themselves, expected another");
    for (size_t i = first; i < deputies->count; i++) {
        const struct deputy *other = &deputies->items[i];
        if (other->deputy == deputy && periods_meet((struct period){other->deputyship.from, other->deputyship.until},
                                                    (struct period){deputyship->from, deputyship->until}))
            place_fault(place, node->line, "", "is the deputy of deputies[%d] at the same time", other->entry + 1);
    }
}

static void deputy_read(struct reading *reading, const struct place *place, const struct node *node, int person,
                        struct deputies *deputies, size_t first, int entry)
{
    struct value values[DEPUTY_FIELDS];
    struct period period;
    record_read(place, node, deputy_fields, DEPUTY_FIELDS, values);
    int deputy = reading_refer(reading, place, THING_PERSON, &deputy_fields[DEPUTY], &values[DEPUTY]);
    bool ordered = period_read(place, &values[DEPUTY_FROM], &values[DEPUTY_UNTIL], &period);
    if (deputy < 0 || !ordered || !values[DEPUTY_FROM].node || !values[DEPUTY_UNTIL].node)
        return;
    struct pack_deputyship deputyship = {person, period.from, period.until};
    deputy_check(place, node, deputies, first, deputy, &deputyship);
    memory_reserve((void **)&deputies->items, &deputies->capacity, deputies->count + 1, sizeof *deputies->items);
    deputies->items[deputies->count] = (struct deputy){deputy, entry, deputies->count, deputyship};
    deputies->count++;
}

void deputies_read(struct reading *reading, const struct place *person_place, const struct value *list, int person,
                   struct deputies *deputies)
{
    size_t first = deputies->count;
    int index = 0;
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next, index++) {
        struct place place = place_of_entry(person_place, "deputies", index);
        deputy_read(reading, &place, node, person, deputies, first, index);
    }
}

static int deputy_compare(const void *left, const void *right)
{
    const struct deputy *a = left, *b = right;
    if (a->deputy != b->deputy)
        return a->deputy < b->deputy ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

void deputies_give(struct reading *reading, struct deputies *deputies)
{
    struct pack_deputyship *all = memory_new(deputies->count, sizeof *all);
    reading_keep_memory(reading, all);
    if (deputies->count)
        qsort(deputies->items, deputies->count, sizeof *deputies->items, deputy_compare);
    for (size_t i = 0; i < deputies->count; i++) {
        struct pack_person *person = &reading->pack->people[deputies->items[i].deputy];
        all[i] = deputies->items[i].deputyship;
        if (!person->deputyship_count++)
            person->deputyships = &all[i];
    }
    free(deputies->items);
    *deputies = (struct deputies){0};
}
