/* notify.yaml, but for its channels: quiet hours, templates, routes and the digest. */
#include "common/city/notify_file.h"

#include <stdio.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/notify_reading.h"
#include "proto/lifecycle.h"

enum { TEMPLATES_MOST = 500, ROUTES_MOST = 2000, TITLE_MOST = 200, EVENTS_MOST = 64, ROLES_MOST = 16 };
enum { LANGUAGE, QUIET, QUIET_DAYS, GATHER, STALE, CHANNELS, TEMPLATES, ROUTES, DIGEST, FIELDS };
enum { TEMPLATE_OF, TEMPLATE_LANGUAGE, TEMPLATE_SUBJECT, TEMPLATE_TEXT, TEMPLATE_IMPORTANCE, TEMPLATE_VALUES };
enum {
    ROUTE_EVENTS,
    ROUTE_ORGANISATION,
    ROUTE_AREA,
    ROUTE_ROLES,
    ROUTE_LADDER,
    ROUTE_CHANNEL,
    ROUTE_URGENT,
    ROUTE_FIELDS
};
enum { DIGEST_AT, DIGEST_TO, DIGEST_TITLE, DIGEST_HEADING, DIGEST_DEPARTMENT, DIGEST_LINE, DIGEST_FIELDS };

const struct kind notify_languages[] = {{"zh", NOTIFY_ZH, "中文"}, {"en", NOTIFY_EN, "英文"}, {NULL, 0, NULL}};
const struct kind notify_answers[] = {{"yes", 1, "是"}, {"no", 2, "否"}, {NULL, 0, NULL}};

static const struct field fields[FIELDS] = {
    [LANGUAGE] = {"language", FIELD_KIND, OPTIONAL, 0, notify_languages},
    [QUIET] = {"quiet", FIELD_TEXT, OPTIONAL, 40, NULL},
    [QUIET_DAYS] = {"quiet_days", FIELD_KIND, OPTIONAL, 0, notify_answers},
    [GATHER] = {"gather", FIELD_LIMIT, OPTIONAL, 0, NULL},
    [STALE] = {"stale", FIELD_LIMIT, OPTIONAL, 0, NULL},
    [CHANNELS] = {"channels", FIELD_LIST, REQUIRED, 200, NULL},
    [TEMPLATES] = {"templates", FIELD_LIST, REQUIRED, TEMPLATES_MOST, NULL},
    [ROUTES] = {"routes", FIELD_LIST, REQUIRED, ROUTES_MOST, NULL},
    [DIGEST] = {"digest", FIELD_MAP, OPTIONAL, 0, NULL},
};
static const struct field template_fields[TEMPLATE_VALUES] = {
    [TEMPLATE_OF] = {"event", FIELD_CODE, REQUIRED, 32, NULL},
    [TEMPLATE_LANGUAGE] = {"language", FIELD_KIND, OPTIONAL, 0, notify_languages},
    [TEMPLATE_SUBJECT] = {"title", FIELD_TEXT, OPTIONAL, TITLE_MOST, NULL},
    [TEMPLATE_TEXT] = {"text", FIELD_LINES, REQUIRED, NOTIFY_TEXT_MOST, NULL},
    [TEMPLATE_IMPORTANCE] = {"importance", FIELD_COUNT, OPTIONAL, 100, NULL},
};
static const struct field route_fields[ROUTE_FIELDS] = {
    [ROUTE_EVENTS] = {"events", FIELD_LIST, REQUIRED, EVENTS_MOST, NULL},
    [ROUTE_ORGANISATION] = {"organisation", FIELD_TARGET, OPTIONAL, PACK_CODE_MOST, NULL},
    [ROUTE_AREA] = {"area", FIELD_TARGET, OPTIONAL, PACK_CODE_MOST, NULL},
    [ROUTE_ROLES] = {"roles", FIELD_LIST, OPTIONAL, ROLES_MOST, NULL},
    [ROUTE_LADDER] = {"ladder", FIELD_KIND, OPTIONAL, 0, notify_answers},
    [ROUTE_CHANNEL] = {"channel", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [ROUTE_URGENT] = {"urgent", FIELD_KIND, OPTIONAL, 0, notify_answers},
};
static const struct field digest_fields[DIGEST_FIELDS] = {
    [DIGEST_AT] = {"at", FIELD_TEXT, REQUIRED, 8, NULL},
    [DIGEST_TO] = {"to", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [DIGEST_TITLE] = {"title", FIELD_TEXT, REQUIRED, TITLE_MOST, NULL},
    [DIGEST_HEADING] = {"heading", FIELD_LINES, REQUIRED, NOTIFY_TEXT_MOST, NULL},
    [DIGEST_DEPARTMENT] = {"department", FIELD_TEXT, REQUIRED, NOTIFY_TEXT_MOST, NULL},
    [DIGEST_LINE] = {"line", FIELD_TEXT, REQUIRED, NOTIFY_TEXT_MOST, NULL},
};
static const struct field event_field = {"events", FIELD_CODE, REQUIRED, 32, NULL};
static const struct field role_field = {"roles", FIELD_KIND, REQUIRED, 0, person_roles};

/* -- quiet hours --------------------------------------------------------------------------------------------------- */

/* "21:00-08:00", also with the dash – that one writes between times. */
static bool quiet_parse(const struct value *value, struct interval *out)
{
    char text[48];
    const char *dash = strstr(value->text, "–");
    if (!dash)
        return hours_parse(value->text, value->length, out);
    int length = snprintf(text, sizeof text, "%.*s-%s", (int)(dash - value->text), value->text, dash + strlen("–"));
    return hours_parse(text, (size_t)length, out);
}

static void quiet_read(const struct reading *reading, const struct value *values, struct notify *notify)
{
    const struct value *quiet = &values[QUIET];
    notify->has_quiet = quiet->node != NULL;
    if (quiet->node && !quiet_parse(quiet, &notify->quiet))
        place_fault(&reading->top, quiet->node->line, "quiet", "\"%s\" is none, expected " HOURS_EXPECTED, quiet->text);
    notify->quiet_days = values[QUIET_DAYS].number == 1;
    if (notify->quiet_days && !reading_has_file(reading, PACK_CALENDAR))
        place_fault(&reading->top, values[QUIET_DAYS].node->line, "quiet_days",
                    "needs the days of rest of a calendar, and the city has no calendar.yaml");
    notify->gather_ms = notify_duration(&values[GATHER], 2000);
    notify->stale_ms = notify_duration(&values[STALE], 3 * LIMIT_DAY_MS);
}

/* -- templates ------------------------------------------------------------------------------------------------------
 */

static const char *text_read(struct reading *reading, const struct place *place, const char *field,
                             const struct value *value, unsigned known)
{
    char fault[512];
    const char *text = reading_keep(reading, value);
    if (value->node && template_check(text, known, fault, sizeof fault))
        place_fault(place, value->node->line, field, "%s", fault);
    return text;
}

/* The number of an event, or 0, told, where there is none of this name. */
static int event_read(const struct place *place, const char *field, const struct value *value)
{
    char quote[FAULT_QUOTE_BYTES];
    int event = value->node ? lifecycle_event_of(value->text, value->length) : 0;
    if (value->node && event <= 0)
        place_fault(place, value->node->line, field,
                    "%s is no event, expected the name of one as docs/protocol.md has them: clock.overdue",
                    fault_quote(value->text, value->length, quote));
    return event > 0 && event < NOTIFY_EVENTS ? event : 0;
}

const struct notify_template *notify_template_find(const struct notify *notify, int event,
                                                   enum notify_language language)
{
    for (int i = 0; i < notify->template_count; i++)
        if (notify->templates[i].event == event && notify->templates[i].language == language)
            return &notify->templates[i];
    return NULL;
}

static void template_read(struct reading *reading, struct notify *notify, const struct node *node, int index,
                          enum notify_language language)
{
    struct value values[TEMPLATE_VALUES];
    struct place place = place_of_entry(&reading->top, "templates", index);
    record_read(&place, node, template_fields, TEMPLATE_VALUES, values);
    struct notify_template read = {
        .event = event_read(&place, "event", &values[TEMPLATE_OF]),
        .language = values[TEMPLATE_LANGUAGE].node ? (enum notify_language)values[TEMPLATE_LANGUAGE].number : language,
        .title = text_read(reading, &place, "title", &values[TEMPLATE_SUBJECT], NOTIFY_EVENT_FIELDS),
        .text = text_read(reading, &place, "text", &values[TEMPLATE_TEXT], NOTIFY_EVENT_FIELDS),
        .importance = values[TEMPLATE_IMPORTANCE].node ? values[TEMPLATE_IMPORTANCE].number : 50,
    };
    if (read.event && notify_template_find(notify, read.event, read.language))
        place_fault(&place, node->line, "event", "has a template of this language already");
    notify->templates[notify->template_count++] = read;
}

static void templates_read(struct reading *reading, struct notify *notify, const struct value *list,
                           enum notify_language language)
{
    int index = 0;
    notify->templates = memory_new((size_t)(list->node ? list->number : 0) + 1, sizeof *notify->templates);
    reading_keep_memory(reading, notify->templates);
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next)
        template_read(reading, notify, node, index++, language);
}

/* -- routes ---------------------------------------------------------------------------------------------------------
 */

bool notify_route_takes(const struct notify_route *route, int event)
{
    return route->active && event >= 0 && event < NOTIFY_EVENTS && (route->events[event / 8] & 1u << event % 8);
}

static void route_event_read(const struct place *place, const struct notify *notify, const struct node *node,
                             struct notify_route *route)
{
    struct value value;
    value_read(place, node, &event_field, &value);
    int event = event_read(place, "events", &value);
    if (!event)
        return;
    route->events[event / 8] |= (unsigned char)(1u << event % 8);
    if (route->channel < 0)
        return;
    enum notify_language language = notify->channels[route->channel].language;
    if (!notify_template_find(notify, event, language))
        place_fault(place, node->line, "events", "%s has no template in the language of the channel, %s", value.text,
                    kind_name(notify_languages, (int)language));
}

static unsigned route_roles_read(const struct place *place, const struct value *list)
{
    unsigned roles = 0;
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next) {
        struct value value;
        value_read(place, node, &role_field, &value);
        if (value.node)
            roles |= 1u << value.number;
    }
    return roles;
}

/* Whom a message over the channel can reach. */
static void route_check(const struct place *place, const struct node *node, const struct notify *notify,
                        const struct notify_route *route)
{
    if (route->channel < 0)
        return;
    const struct notify_channel *channel = &notify->channels[route->channel];
    bool robot = channel->kind == NOTIFY_WECOM || channel->kind == NOTIFY_DINGTALK || channel->kind == NOTIFY_FEISHU;
    bool people = route->roles || route->ladder;
    if (robot && people)
        place_fault(place, node->line, "roles", "are nothing for a robot, which speaks to the whole of its group");
    if (channel->kind == NOTIFY_EMAIL && !people && !channel->to_count)
        place_fault(place, node->line, "roles", "are missing, and the channel %s has no `to`: nobody would be told",
                    channel->code);
}

static int target_refer(struct reading *reading, const struct place *place, enum thing thing, const struct field *field,
                        const struct value *value)
{
    if (!value->node || (value->length == 1 && *value->text == '*'))
        return -1;
    return reading_refer(reading, place, thing, field, value);
}

static void route_read(struct reading *reading, struct notify *notify, const struct node *node, int index)
{
    struct value values[ROUTE_FIELDS];
    struct place place = place_of_entry(&reading->top, "routes", index);
    struct notify_route *route = &notify->routes[index];
    record_read(&place, node, route_fields, ROUTE_FIELDS, values);
    route->channel = notify_channel_refer(&place, notify, "channel", &values[ROUTE_CHANNEL]);
    route->active = route->channel >= 0 && notify->channels[route->channel].active;
    route->organisation = target_refer(reading, &place, THING_ORGANISATION, &route_fields[ROUTE_ORGANISATION],
                                       &values[ROUTE_ORGANISATION]);
    route->area = target_refer(reading, &place, THING_AREA, &route_fields[ROUTE_AREA], &values[ROUTE_AREA]);
    route->roles = route_roles_read(&place, &values[ROUTE_ROLES]);
    route->ladder = values[ROUTE_LADDER].number == 1;
    route->urgent = values[ROUTE_URGENT].number == 1;
    for (const struct node *event = values[ROUTE_EVENTS].node ? values[ROUTE_EVENTS].node->first : NULL; event;
         event = event->next)
        route_event_read(&place, notify, event, route);
    route_check(&place, node, notify, route);
}

static void routes_read(struct reading *reading, struct notify *notify, const struct value *list)
{
    int index = 0;
    notify->route_count = list->node ? list->number : 0;
    notify->routes = memory_new((size_t)notify->route_count + 1, sizeof *notify->routes);
    reading_keep_memory(reading, notify->routes);
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next)
        route_read(reading, notify, node, index++);
}

/* -- digest ---------------------------------------------------------------------------------------------------------
 */

static void digest_at_read(const struct place *place, const struct value *value, struct notify_digest *digest)
{
    struct interval interval;
    char text[24];
    int length = snprintf(text, sizeof text, "%.8s-24:00", value->node ? value->text : "");
    if (!value->node)
        return;
    if (hours_parse(text, (size_t)length, &interval))
        digest->at = interval.open;
    else
        place_fault(place, value->node->line, "at", "\"%s\" is no time of a day, expected one such as 08:30",
                    value->text);
}

static void digest_read(struct reading *reading, struct notify *notify, const struct value *map)
{
    const unsigned day = 1u << TEMPLATE_CITY | 1u << TEMPLATE_DATE | 1u << TEMPLATE_COUNT;
    const unsigned ticket = 1u << TEMPLATE_TICKET | 1u << TEMPLATE_TITLE | 1u << TEMPLATE_CATEGORY |
                            1u << TEMPLATE_AREA | 1u << TEMPLATE_DUE | 1u << TEMPLATE_ORGANISATION;
    struct value values[DIGEST_FIELDS];
    struct place place = {reading->top.faults, reading->top.file, "digest"};
    struct notify_digest *digest = &notify->digest;
    if (!map->node)
        return;
    record_read(&place, map->node, digest_fields, DIGEST_FIELDS, values);
    digest_at_read(&place, &values[DIGEST_AT], digest);
    digest->channel = notify_channel_refer(&place, notify, "to", &values[DIGEST_TO]);
    digest->title = text_read(reading, &place, "title", &values[DIGEST_TITLE], day);
    digest->heading = text_read(reading, &place, "heading", &values[DIGEST_HEADING], day);
    digest->department = text_read(reading, &place, "department", &values[DIGEST_DEPARTMENT],
                                   1u << TEMPLATE_ORGANISATION | 1u << TEMPLATE_COUNT);
    digest->line = text_read(reading, &place, "line", &values[DIGEST_LINE], ticket);
    digest->wanted = digest->channel >= 0;
    if (digest->wanted && notify->channels[digest->channel].kind == NOTIFY_EMAIL &&
        !notify->channels[digest->channel].to_count)
        place_fault(&place, map->node->line, "to", "names an e-mail channel without `to`: nobody would be told");
    digest->wanted = digest->wanted && notify->channels[digest->channel].active;
}

void notify_file_read(struct reading *reading, const struct node *root)
{
    struct value values[FIELDS] = {0};
    if (!root)
        return;
    struct notify *notify = memory_new(1, sizeof *notify);
    reading_keep_memory(reading, notify);
    reading->pack->notify = notify;
    record_read(&reading->top, root, fields, FIELDS, values);
    enum notify_language language = values[LANGUAGE].node ? (enum notify_language)values[LANGUAGE].number : NOTIFY_ZH;
    quiet_read(reading, values, notify);
    notify_channels_read(reading, notify, &values[CHANNELS], language);
    templates_read(reading, notify, &values[TEMPLATES], language);
    routes_read(reading, notify, &values[ROUTES]);
    digest_read(reading, notify, &values[DIGEST]);
}
