/* organisations.yaml: who can be made to act. */
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/reading.h"

enum { ORGANISATIONS_MOST = 50000 };
enum { CODE, NAME, KIND, AREA, CALENDAR, FIELDS };

static const struct field fields[FIELDS] = {
    [CODE] = {"code", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [NAME] = {"name", FIELD_TEXT, REQUIRED, PACK_NAME_MOST, NULL},
    [KIND] = {"kind", FIELD_KIND, REQUIRED, 0, organisation_kinds},
    [AREA] = {"area", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
    [CALENDAR] = {"calendar", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
};
static const struct listing listing = {"organisations", ORGANISATIONS_MOST, fields, FIELDS};

static void organisation_read(struct reading *reading, const struct node *node, int index, int *lines)
{
    struct value values[FIELDS];
    struct place place = place_of_entry(&reading->top, listing.name, index);
    record_read(&place, node, fields, FIELDS, values);
    reading->pack->organisations[index] = (struct pack_organisation){
        .code = reading_keep_code(reading, &place, THING_ORGANISATION, &values[CODE], index, lines),
        .name = reading_keep(reading, &values[NAME]),
        .kind = values[KIND].number,
        .area = reading_refer(reading, &place, THING_AREA, &fields[AREA], &values[AREA]),
        .calendar = reading_refer_calendar(reading, &place, &fields[CALENDAR], &values[CALENDAR]),
    };
}

void organisation_file_read(struct reading *reading, const struct node *root)
{
    struct pack *pack = reading->pack;
    int count = 0;
    const struct node *list = root ? listing_open(reading, root, &listing, &count) : NULL;
    pack->organisations = memory_new((size_t)count, sizeof *pack->organisations);
    pack->organisation_count = count;
    int *lines = memory_new((size_t)count, sizeof *lines), index = 0;
    for (const struct node *node = list ? list->first : NULL; node; node = node->next, index++)
        organisation_read(reading, node, index, lines);
    free(lines);
}
