/* people.yaml: who may do what, for whom and where. Only codes and names: whoever logs in is another matter. */
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/appointment_file.h"

enum {
    PEOPLE_MOST = 200000,
    ROLES_MOST = 16,
    PERSON_AREAS_MOST = 1000,
    APPOINTMENTS_MOST = 200,
    DEPUTIES_MOST = 200,
};
enum { CODE, NAME, ROLES, ORGANISATION, AREAS, APPOINTMENTS, DEPUTIES, FIELDS };

static const struct field fields[FIELDS] = {
    [CODE] = {"code", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [NAME] = {"name", FIELD_TEXT, REQUIRED, PACK_NAME_MOST, NULL},
    [ROLES] = {"roles", FIELD_LIST, OPTIONAL, ROLES_MOST, NULL},
    [ORGANISATION] = {"organisation", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
    [AREAS] = {"areas", FIELD_LIST, OPTIONAL, PERSON_AREAS_MOST, NULL},
    [APPOINTMENTS] = {"appointments", FIELD_LIST, OPTIONAL, APPOINTMENTS_MOST, NULL},
    [DEPUTIES] = {"deputies", FIELD_LIST, OPTIONAL, DEPUTIES_MOST, NULL},
};
static const struct field area_field = {"areas", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL};
static const struct listing listing = {"people", PEOPLE_MOST, fields, FIELDS};

static void areas_read(struct reading *reading, const struct place *place, const struct value *list,
                       struct pack_appointment *appointment)
{
    if (!list->node)
        return;
    int *areas = memory_new((size_t)list->number, sizeof *areas);
    reading_keep_memory(reading, areas);
    appointment->areas = areas;
    for (const struct node *node = list->node->first; node; node = node->next) {
        struct value value;
        value_read(place, node, &area_field, &value);
        int area = reading_refer(reading, place, THING_AREA, &area_field, &value);
        for (int i = 0; i < appointment->area_count; i++)
            if (area >= 0 && areas[i] == area)
                place_fault(place, node->line, area_field.name, "names \"%s\" twice", node->text);
        areas[appointment->area_count++] = area;
    }
}

/* `roles`, `organisation` and `areas` are one appointment without an end. */
static struct pack_appointment shorthand_read(struct reading *reading, const struct place *place,
                                              const struct node *node, const struct value *values)
{
    struct pack_appointment open = {.from = INT32_MIN, .until = INT32_MAX};
    open.roles = reading_roles(place, &fields[ROLES], &values[ROLES]);
    open.organisation = reading_refer(reading, place, THING_ORGANISATION, &fields[ORGANISATION], &values[ORGANISATION]);
    areas_read(reading, place, &values[AREAS], &open);
    appointment_organisation_check(place, node, open.roles, &values[ORGANISATION]);
    if (!values[ROLES].present && !values[APPOINTMENTS].present)
        place_fault(place, node->line, "roles", "is missing, expected roles or appointments");
    if (!values[ROLES].present && (values[ORGANISATION].present || values[AREAS].present))
        place_fault(place, node->line, "roles", "is missing, organisation and areas are those of roles");
    return open;
}

static void person_read(struct reading *reading, const struct node *node, int index, int *lines, struct value *deputies)
{
    struct value values[FIELDS];
    struct place place = place_of_entry(&reading->top, listing.name, index);
    struct pack_person *person = &reading->pack->people[index];
    record_read(&place, node, fields, FIELDS, values);
    person->code = reading_keep_code(reading, &place, THING_PERSON, &values[CODE], index, lines);
    person->name = reading_keep(reading, &values[NAME]);
    struct pack_appointment *appointments = memory_new((size_t)values[APPOINTMENTS].number + 1, sizeof *appointments);
    reading_keep_memory(reading, appointments);
    appointments[0] = node->kind == NODE_MAP ? shorthand_read(reading, &place, node, values)
                                             : (struct pack_appointment){.organisation = -1};
    int shorthand = values[ROLES].present;
    person->appointments = appointments;
    person->appointment_count =
        shorthand + appointments_read(reading, &place, &values[APPOINTMENTS], appointments + shorthand);
    *deputies = values[DEPUTIES];
}

static void all_deputies_read(struct reading *reading, const struct value *lists)
{
    struct deputies deputies = {0};
    for (int i = 0; i < reading->pack->person_count; i++) {
        struct place place = place_of_entry(&reading->top, listing.name, i);
        deputies_read(reading, &place, &lists[i], i, &deputies);
    }
    deputies_give(reading, &deputies);
}

void person_file_read(struct reading *reading, const struct node *root)
{
    struct pack *pack = reading->pack;
    int count = 0;
    const struct node *list = root ? listing_open(reading, root, &listing, &count) : NULL;
    pack->people = memory_new((size_t)count, sizeof *pack->people);
    pack->person_count = count;
    int *lines = memory_new((size_t)count, sizeof *lines), index = 0;
    struct value *deputies = memory_new((size_t)count, sizeof *deputies);
    for (const struct node *node = list ? list->first : NULL; node; node = node->next, index++)
        person_read(reading, node, index, lines, &deputies[index]);
    all_deputies_read(reading, deputies);
    free(deputies);
    free(lines);
}
