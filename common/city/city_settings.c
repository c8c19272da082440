/* city.yaml: what may be said of extending, suspending, urging and the like, and what holds where it is not said. */
#include <stddef.h>
#include <string.h>

#include "common/city/city_parts.h"

enum { TIMES_MOST = 100, PART_FIELDS_MOST = 4 };
enum { YES = 1, NO = 2 };
enum setting_type { SETTING_COUNT, SETTING_TIME, SETTING_FLAG, SETTING_SHARE };

static const struct kind flags[] = {{"true", YES, "是"}, {"false", NO, "否"}, {NULL, 0, NULL}};

/* Defaults are those of the domain's sources: the city hotlines' rules and Beijing's published standard. */
static const struct setting {
    const char *part;
    struct field field;
    enum setting_type type;
    size_t offset; /* in struct pack */
    int64_t by_default;
} settings[] = {
    {"extension",
     {"times", FIELD_COUNT, OPTIONAL, TIMES_MOST, NULL},
     SETTING_COUNT,
     offsetof(struct pack, extension_times),
     2},
    {"suspension",
     {"most", FIELD_LIMIT, OPTIONAL, 0, NULL},
     SETTING_TIME,
     offsetof(struct pack, suspension_most_ms),
     365 * LIMIT_DAY_MS},
    {"reopen",
     {"within", FIELD_LIMIT, OPTIONAL, 0, NULL},
     SETTING_TIME,
     offsetof(struct pack, reopen_within_ms),
     7 * LIMIT_DAY_MS},
    {"urge",
     {"every", FIELD_LIMIT, OPTIONAL, 0, NULL},
     SETTING_TIME,
     offsetof(struct pack, urge_every_ms),
     LIMIT_DAY_MS / 6},
    {"urge", {"times", FIELD_COUNT, OPTIONAL, TIMES_MOST, NULL}, SETTING_COUNT, offsetof(struct pack, urge_times), 5},
    {"appeal",
     {"within", FIELD_LIMIT, OPTIONAL, 0, NULL},
     SETTING_TIME,
     offsetof(struct pack, appeal_within_ms),
     30 * LIMIT_DAY_MS},
    {"escalate",
     {"on_overdue", FIELD_KIND, OPTIONAL, 0, flags},
     SETTING_FLAG,
     offsetof(struct pack, escalate_on_overdue),
     NO},
    {"follow_up",
     {"attempts", FIELD_COUNT, OPTIONAL, TIMES_MOST, NULL},
     SETTING_COUNT,
     offsetof(struct pack, follow_up_attempts),
     3},
    {"proposals",
     {"confidence", FIELD_SHARE, OPTIONAL, 0, NULL},
     SETTING_SHARE,
     offsetof(struct pack, proposal_confidence),
     0},
    {"publish", {"title", FIELD_KIND, OPTIONAL, 0, flags}, SETTING_FLAG, offsetof(struct pack, publish_title), NO},
    {"publish",
     {"description", FIELD_KIND, OPTIONAL, 0, flags},
     SETTING_FLAG,
     offsetof(struct pack, publish_description),
     NO},
    {"publish", {"address", FIELD_KIND, OPTIONAL, 0, flags}, SETTING_FLAG, offsetof(struct pack, publish_address), NO},
};
enum { SETTINGS = sizeof settings / sizeof *settings };

static void setting_write(struct pack *pack, const struct setting *setting, const struct value *value)
{
    char *at = (char *)pack + setting->offset;
    int64_t number = !value->node                    ? setting->by_default
                     : setting->type == SETTING_TIME ? value->limit.milliseconds
                                                     : value->number;
    switch (setting->type) {
    case SETTING_COUNT:
        memcpy(at, &(int){(int)number}, sizeof(int));
        return;
    case SETTING_TIME:
        memcpy(at, &number, sizeof number);
        return;
    case SETTING_FLAG:
        memcpy(at, &(bool){number == YES}, sizeof(bool));
        return;
    case SETTING_SHARE:
        memcpy(at, &(double){(double)number / SHARE_ONE}, sizeof(double));
        return;
    }
}

void city_settings_read(struct reading *reading, const char *part, const struct value *value)
{
    struct field fields[PART_FIELDS_MOST];
    struct value values[PART_FIELDS_MOST] = {0};
    struct place place = place_within(&reading->top, part);
    int count = 0;
    for (int i = 0; i < SETTINGS; i++)
        if (strcmp(settings[i].part, part) == 0)
            fields[count++] = settings[i].field;
    if (value->node)
        record_read(&place, value->node, fields, count, values);
    for (int i = 0, field = 0; i < SETTINGS; i++)
        if (strcmp(settings[i].part, part) == 0)
            setting_write(reading->pack, &settings[i], &values[field++]);
}
