/* reports.yaml. */
#include "common/city/report_file.h"

#include <stdio.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/notify_reading.h"
#include "common/time/hours.h"
#include "proto/measure.h"

enum { NAME_MOST = 32, MEASURE_MOST = 32, ROLES_MOST = 16, DAY_LAST = 28 };
enum { LANGUAGE, REPORTS, FIELDS };
enum { NAME, TITLE, KIND, OF, MEASURES, RANK, AT, WEEKDAY, DAY, CHANNEL, ROLES, REPORT_FIELDS };

const struct kind report_kinds[] = {{"daily", REPORT_DAILY, "日报"},
                                    {"weekly", REPORT_WEEKLY, "周报"},
                                    {"monthly", REPORT_MONTHLY, "月报"},
                                    {NULL, 0, NULL}};
const struct kind report_subjects[] = {
    {"organisation", REPORT_OF_ORGANISATIONS, "单位"}, {"department", REPORT_OF_DEPARTMENTS, "部门"},
    {"company", REPORT_OF_COMPANIES, "企业"},          {"street", REPORT_OF_STREETS, "街道"},
    {"community", REPORT_OF_COMMUNITIES, "社区"},      {"estate", REPORT_OF_ESTATES, "小区"},
    {"category", REPORT_OF_CATEGORIES, "小类"},        {"top_category", REPORT_OF_TOP_CATEGORIES, "大类"},
    {"channel", REPORT_OF_CHANNELS, "渠道"},           {NULL, 0, NULL},
};
static const struct kind weekdays[] = {{"monday", 1, "周一"},   {"tuesday", 2, "周二"}, {"wednesday", 3, "周三"},
                                       {"thursday", 4, "周四"}, {"friday", 5, "周五"},  {"saturday", 6, "周六"},
                                       {"sunday", 7, "周日"},   {NULL, 0, NULL}};

static const struct field fields[FIELDS] = {
    [LANGUAGE] = {"language", FIELD_KIND, OPTIONAL, 0, notify_languages},
    [REPORTS] = {"reports", FIELD_LIST, REQUIRED, REPORTS_MOST, NULL},
};
static const struct field report_fields[REPORT_FIELDS] = {
    [NAME] = {"name", FIELD_CODE, REQUIRED, NAME_MOST, NULL},
    [TITLE] = {"title", FIELD_TEXT, REQUIRED, REPORT_TITLE_MOST, NULL},
    [KIND] = {"kind", FIELD_KIND, REQUIRED, 0, report_kinds},
    [OF] = {"of", FIELD_KIND, REQUIRED, 0, report_subjects},
    [MEASURES] = {"measures", FIELD_LIST, OPTIONAL, REPORT_MEASURES_MOST, NULL},
    [RANK] = {"rank", FIELD_CODE, OPTIONAL, MEASURE_MOST, NULL},
    [AT] = {"at", FIELD_TEXT, REQUIRED, 8, NULL},
    [WEEKDAY] = {"weekday", FIELD_KIND, OPTIONAL, 0, weekdays},
    [DAY] = {"day", FIELD_COUNT, OPTIONAL, DAY_LAST, NULL},
    [CHANNEL] = {"channel", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
    [ROLES] = {"roles", FIELD_LIST, OPTIONAL, ROLES_MOST, NULL},
};
static const struct field measure_field = {"measures", FIELD_CODE, REQUIRED, MEASURE_MOST, NULL};
static const struct field role_field = {"roles", FIELD_KIND, REQUIRED, 0, person_roles};

/* -- the usual ones ---------------------------------------------------------------------------------------------- */

/* 派单 应办结 按时 超时 在办 超期在办 办结率 按时办结率 不满意 满意率 退单率 */
static const char *usual_measures[] = {"dispatched",   "due",          "due_on_time", "closed_late",
                                       "open",         "open_overdue", "closing",     "on_time",
                                       "dissatisfied", "satisfaction", "returning"};
enum { USUAL_MEASURES = sizeof usual_measures / sizeof *usual_measures, MORNING = 8 * 3600 };
#define USUAL                                                                                                          \
    .measures = usual_measures, .measure_count = USUAL_MEASURES, .rank = "on_time", .at = MORNING, .day = 1,           \
    .channel = -1
static struct standing_report usual_list[] = {
    {.name = "daily", .title = "工单日报", .kind = REPORT_DAILY, .of = REPORT_OF_ORGANISATIONS, USUAL},
    {.name = "weekly", .title = "工单周报", .kind = REPORT_WEEKLY, .of = REPORT_OF_ORGANISATIONS, USUAL},
    {.name = "weekly-streets", .title = "街道工单周报", .kind = REPORT_WEEKLY, .of = REPORT_OF_STREETS, USUAL},
    {.name = "monthly", .title = "工单月报", .kind = REPORT_MONTHLY, .of = REPORT_OF_ORGANISATIONS, USUAL},
    {.name = "monthly-streets", .title = "街道工单月报", .kind = REPORT_MONTHLY, .of = REPORT_OF_STREETS, USUAL},
    {.name = "monthly-communities",
     .title = "社区工单月报",
     .kind = REPORT_MONTHLY,
     .of = REPORT_OF_COMMUNITIES,
     USUAL},
    {.name = "monthly-categories", .title = "工单类别月报", .kind = REPORT_MONTHLY, .of = REPORT_OF_CATEGORIES, USUAL},
};
static const struct standing_reports usual = {.list = usual_list, .count = sizeof usual_list / sizeof *usual_list};

const struct standing_reports *pack_reports(const struct pack *pack)
{
    return pack->reports ? pack->reports : &usual;
}

const struct standing_report *pack_report_find(const struct pack *pack, const char *name, size_t length)
{
    const struct standing_reports *reports = pack_reports(pack);
    for (int i = 0; i < reports->count; i++)
        if (strlen(reports->list[i].name) == length && memcmp(reports->list[i].name, name, length) == 0)
            return &reports->list[i];
    return NULL;
}

/* -- reading ----------------------------------------------------------------------------------------------------- */

static void at_read(const struct place *place, const struct value *value, struct standing_report *report)
{
    struct interval interval;
    char text[24];
    if (!value->node)
        return;
    int length = snprintf(text, sizeof text, "%.8s-24:00", value->text);
    if (hours_parse(text, (size_t)length, &interval))
        report->at = interval.open;
    else
        place_fault(place, value->node->line, "at", "\"%s\" is no time of a day, expected one such as 08:30",
                    value->text);
}

static bool measure_known(const char *name, size_t length)
{
    return measure_of(name, length) >= 0 || derived_of(name, length);
}

static void measures_read(struct reading *reading, const struct place *place, const struct value *list,
                          struct standing_report *report)
{
    report->measures = usual_measures;
    report->measure_count = USUAL_MEASURES;
    if (!list->node)
        return;
    report->measures = memory_new((size_t)list->number, sizeof *report->measures);
    report->measure_count = 0;
    reading_keep_memory(reading, report->measures);
    for (const struct node *node = list->node->first; node; node = node->next) {
        struct value value;
        value_read(place, node, &measure_field, &value);
        if (value.node && !measure_known(value.text, value.length))
            place_fault(place, node->line, "measures", "\"%s\" is no measure: see docs/reporting.md", value.text);
        report->measures[report->measure_count++] = reading_keep(reading, &value);
    }
}

static void rank_read(struct reading *reading, const struct place *place, const struct value *value,
                      struct standing_report *report)
{
    report->rank = value->node ? reading_keep(reading, value) : NULL;
    for (int i = 0; report->rank && i < report->measure_count; i++)
        if (strcmp(report->measures[i], report->rank) == 0)
            return;
    if (report->rank)
        place_fault(place, value->node->line, "rank", "\"%s\" is not among the measures", report->rank);
    else
        report->rank = report->measures[0];
}

static unsigned roles_read(const struct place *place, const struct value *list)
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

/* Who is told. */
static void told_read(const struct reading *reading, const struct place *place, const struct value *values,
                      struct standing_report *report)
{
    const struct notify *notify = reading->pack->notify;
    report->channel = -1;
    report->roles = roles_read(place, &values[ROLES]);
    if (values[CHANNEL].node && !notify)
        place_fault(place, values[CHANNEL].node->line, "channel", "names a channel, and there is no notify.yaml");
    else if (values[CHANNEL].node)
        report->channel = notify_channel_refer(place, notify, "channel", &values[CHANNEL]);
    if (!values[CHANNEL].present && report->roles)
        place_fault(place, values[ROLES].node->line, "roles", "are told over a channel, and none is named");
    if (report->channel < 0)
        return;
    const struct notify_channel *channel = &notify->channels[report->channel];
    bool to_people = channel->kind == NOTIFY_EMAIL || channel->kind == NOTIFY_WEBHOOK;
    if (report->roles && !to_people)
        place_fault(place, values[ROLES].node->line, "roles", "people are not told over a robot");
    if (!report->roles && channel->kind == NOTIFY_EMAIL && !channel->to_count)
        place_fault(place, values[CHANNEL].node->line, "channel",
                    "is e-mail without `to`, and no roles are named: nobody would be told");
}

static void when_read(const struct place *place, const struct value *values, struct standing_report *report)
{
    at_read(place, &values[AT], report);
    report->weekday = values[WEEKDAY].node ? values[WEEKDAY].number - 1 : 0;
    report->day = values[DAY].node ? values[DAY].number : 1;
    if (values[DAY].node && report->day < 1)
        place_fault(place, values[DAY].node->line, "day", "is 0, expected 1 to %d", DAY_LAST);
    if (values[WEEKDAY].node && values[KIND].node && report->kind != REPORT_WEEKLY)
        place_fault(place, values[WEEKDAY].node->line, "weekday", "is of weekly reports only");
    if (values[DAY].node && values[KIND].node && report->kind != REPORT_MONTHLY)
        place_fault(place, values[DAY].node->line, "day", "is of monthly reports only");
}

static void report_read(struct reading *reading, struct standing_reports *reports, const struct node *node, int index)
{
    struct value values[REPORT_FIELDS];
    struct place place = place_of_entry(&reading->top, "reports", index);
    struct standing_report *report = &reports->list[index];
    record_read(&place, node, report_fields, REPORT_FIELDS, values);
    report->name = reading_keep(reading, &values[NAME]);
    report->title = reading_keep(reading, &values[TITLE]);
    report->kind = values[KIND].node ? (enum report_kind)values[KIND].number : REPORT_DAILY;
    report->of = values[OF].node ? (enum report_of)values[OF].number : REPORT_OF_ORGANISATIONS;
    measures_read(reading, &place, &values[MEASURES], report);
    rank_read(reading, &place, &values[RANK], report);
    when_read(&place, values, report);
    told_read(reading, &place, values, report);
    for (int i = 0; i < index; i++)
        if (*report->name && strcmp(reports->list[i].name, report->name) == 0)
            place_fault(&place, node->line, "name", "\"%s\" is there twice", report->name);
}

void report_file_read(struct reading *reading, const struct node *root)
{
    struct value values[FIELDS] = {0};
    int index = 0;
    if (!root)
        return;
    struct standing_reports *reports = memory_new(1, sizeof *reports);
    reading_keep_memory(reading, reports);
    reading->pack->reports = reports;
    record_read(&reading->top, root, fields, FIELDS, values);
    reports->english = values[LANGUAGE].node && values[LANGUAGE].number == NOTIFY_EN;
    if (!values[REPORTS].node)
        return;
    reports->count = values[REPORTS].number;
    reports->list = memory_new((size_t)reports->count, sizeof *reports->list);
    reading_keep_memory(reading, reports->list);
    for (const struct node *node = values[REPORTS].node->first; node; node = node->next)
        report_read(reading, reports, node, index++);
}
