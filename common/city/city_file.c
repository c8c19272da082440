/* city.yaml: what concerns the city as a whole. */
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/city_parts.h"
#include "common/time/zone.h"

enum { TIMEZONE_MOST = 64, SOURCE_MOST = 2000, CHANNELS_MOST = 200, RETURN_TIMES_MOST = 100 };
enum { CODE, NAME, TIMEZONE, SOURCE, TRIAGE, CHANNELS, LIMITS, RETURN, LADDERS, CLOCKS, SETTINGS };
enum { TRIAGE_RULE = 1, TRIAGE_OPERATOR = 2 };

static const struct kind triages[] = {
    {"rule", TRIAGE_RULE, "规则"}, {"operator", TRIAGE_OPERATOR, "坐席"}, {NULL, 0, NULL}};

/* Of a part whose fields all have a default. */
#define PART(name)                                                                                                     \
    {                                                                                                                  \
        name, FIELD_MAP, OPTIONAL, 0, NULL                                                                             \
    }

static const struct field fields[] = {
    [CODE] = {"code", FIELD_CODE, REQUIRED, PACK_CITY_CODE_MOST, NULL},
    [NAME] = {"name", FIELD_TEXT, REQUIRED, PACK_NAME_MOST, NULL},
    [TIMEZONE] = {"timezone", FIELD_TEXT, REQUIRED, TIMEZONE_MOST, NULL},
    [SOURCE] = {"source", FIELD_TEXT, REQUIRED, SOURCE_MOST, NULL},
    [TRIAGE] = {"triage", FIELD_KIND, REQUIRED, 0, triages},
    [CHANNELS] = {"channels", FIELD_LIST, REQUIRED, CHANNELS_MOST, NULL},
    [LIMITS] = {"limits", FIELD_MAP, REQUIRED, 0, NULL},
    [RETURN] = {"return", FIELD_MAP, REQUIRED, 0, NULL},
    [LADDERS] = {"ladders", FIELD_MAP, OPTIONAL, 0, NULL},
    [CLOCKS] = {"clocks", FIELD_MAP, OPTIONAL, 0, NULL},
    [SETTINGS] = PART("extension"),
    PART("suspension"),
    PART("reopen"),
    PART("urge"),
    PART("appeal"),
    PART("escalate"),
    PART("follow_up"),
    PART("proposals"),
    PART("publish"),
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const struct field channel_fields[] = {
    {"code", FIELD_CODE, REQUIRED, PACK_CHANNEL_CODE_MOST, NULL},
    {"name", FIELD_TEXT, REQUIRED, PACK_NAME_MOST, NULL},
};
static const struct field return_fields[] = {
    {"within", FIELD_LIMIT_ANY, REQUIRED, 0, NULL},
    {"times", FIELD_COUNT, REQUIRED, RETURN_TIMES_MOST, NULL},
};

static void timezone_read(const struct reading *reading, const struct value *value)
{
    const char *fault;
    if (!value->node)
        return;
    reading->pack->zone = zone_read(value->text, &fault);
    if (!reading->pack->zone)
        place_fault(&reading->top, value->node->line, "timezone", "\"%s\" %s", value->text, fault);
}

static void channels_read(struct reading *reading, const struct value *list)
{
    enum { CHANNEL_CODE, CHANNEL_NAME, CHANNEL_FIELDS };
    struct pack *pack = reading->pack;
    pack->channel_count = list->node ? list->number : 0;
    pack->channels = memory_new((size_t)pack->channel_count, sizeof *pack->channels);
    int *lines = memory_new((size_t)pack->channel_count, sizeof *lines), index = 0;
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next, index++) {
        struct value values[CHANNEL_FIELDS];
        struct place place = place_of_entry(&reading->top, "channels", index);
        record_read(&place, node, channel_fields, CHANNEL_FIELDS, values);
        pack->channels[index] = (struct pack_channel){
            .code = reading_keep_code(reading, &place, THING_CHANNEL, &values[CHANNEL_CODE], index, lines),
            .name = reading_keep(reading, &values[CHANNEL_NAME]),
        };
    }
    free(lines);
}

static void return_read(struct reading *reading, const struct value *part)
{
    struct value values[2] = {0};
    struct place place = place_within(&reading->top, "return");
    if (part->node)
        record_read(&place, part->node, return_fields, 2, values);
    reading->pack->return_within = reading_limit(reading, &place, &return_fields[0], &values[0]);
    reading->pack->return_times = values[1].number;
}

static void parts_read(struct reading *reading, const struct value *values)
{
    city_limits_read(reading, &values[LIMITS]);
    city_ladders_read(reading, &values[LADDERS]);
    city_clocks_read(reading, &values[CLOCKS]);
    return_read(reading, &values[RETURN]);
    for (int i = SETTINGS; i < FIELDS; i++)
        city_settings_read(reading, fields[i].name, &values[i]);
}

void city_file_read(struct reading *reading, const struct node *root)
{
    struct value values[FIELDS] = {0};
    struct pack *pack = reading->pack;
    if (root)
        record_read(&reading->top, root, fields, FIELDS, values);
    timezone_read(reading, &values[TIMEZONE]);
    channels_read(reading, &values[CHANNELS]);
    parts_read(reading, values);
    pack->code = reading_keep(reading, &values[CODE]);
    pack->name = reading_keep(reading, &values[NAME]);
    pack->timezone = reading_keep(reading, &values[TIMEZONE]);
    pack->source = reading_keep(reading, &values[SOURCE]);
    pack->triage_by_rule = values[TRIAGE].number == TRIAGE_RULE;
}
