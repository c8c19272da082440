/* calendar.yaml: the working hours of a city's week, and which year tables go with them. */
#include <string.h>

#include "common/city/calendar_reading.h"
#include "common/time/hours.h"

enum { YEARS, DAY_ENDS, WEEK, SWAPPED, FIELDS };
enum { INTERVAL_TEXT_MOST = 40, WEEKDAYS = 7, WORKWEEK = 5 };

static const struct kind day_ends[] = {
    {"close", DAY_ENDS_CLOSE, "下班"}, {"midnight", DAY_ENDS_MIDNIGHT, "二十四时"}, {NULL, 0, NULL}};

static const struct field fields[FIELDS] = {
    [YEARS] = {"years", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [DAY_ENDS] = {"day_ends", FIELD_KIND, REQUIRED, 0, day_ends},
    [WEEK] = {"week", FIELD_MAP, REQUIRED, 0, NULL},
    [SWAPPED] = {"swapped", FIELD_LIST, OPTIONAL, HOURS_INTERVALS_MOST, NULL},
};
static const struct field week_fields[WEEKDAYS] = {
    {"monday", FIELD_LIST, OPTIONAL, HOURS_INTERVALS_MOST, NULL},
    {"tuesday", FIELD_LIST, OPTIONAL, HOURS_INTERVALS_MOST, NULL},
    {"wednesday", FIELD_LIST, OPTIONAL, HOURS_INTERVALS_MOST, NULL},
    {"thursday", FIELD_LIST, OPTIONAL, HOURS_INTERVALS_MOST, NULL},
    {"friday", FIELD_LIST, OPTIONAL, HOURS_INTERVALS_MOST, NULL},
    {"saturday", FIELD_LIST, OPTIONAL, HOURS_INTERVALS_MOST, NULL},
    {"sunday", FIELD_LIST, OPTIONAL, HOURS_INTERVALS_MOST, NULL},
};

static bool interval_read(const struct place *place, const struct node *node, const char *name, struct interval *out)
{
    const struct field field = {name, FIELD_TEXT, REQUIRED, INTERVAL_TEXT_MOST, NULL};
    struct value value;
    char quote[FAULT_QUOTE_BYTES];
    value_read(place, node, &field, &value);
    if (!value.node)
        return false;
    if (hours_parse(value.text, value.length, out))
        return true;
    place_fault(place, node->line, name, "%s is none, expected " HOURS_EXPECTED,
                fault_quote(value.text, value.length, quote));
    return false;
}

/* Intervals with a fault are left out. */
static void hours_read(const struct place *place, const struct field *field, const struct value *list,
                       struct hours *hours)
{
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next) {
        struct interval *interval = &hours->intervals[hours->count];
        if (!interval_read(place, node, field->name, interval))
            continue;
        hours->count++;
        if (hours_fault(hours) < 0)
            continue;
        hours->count--;
        char before[HOURS_TEXT_BYTES];
        hours_print(interval[-1], before);
        place_fault(place, node->line, field->name,
                    "\"%s\" does not come after %s, expected intervals in order that do "
                    "not overlap",
                    node->text, before);
    }
}

static void nights_check(const struct place *place, const struct value *values, const struct hours *week)
{
    for (int i = 0; i < WEEKDAYS; i++) {
        int next = (i + 1) % WEEKDAYS;
        if (hours_overlap_next(&week[i], &week[next]))
            place_fault(place, values[next].node->line, week_fields[next].name,
                        "begins before the night of %s ends, expected hours that do not overlap", week_fields[i].name);
    }
}

static void week_read(struct calendar_reading *reading, const struct place *top, const struct node *node)
{
    struct value values[WEEKDAYS];
    struct place place = {top->faults, top->file, "week"};
    int working = 0;
    reading->week_line = node->line;
    record_read(&place, node, week_fields, WEEKDAYS, values);
    for (int i = 0; i < WEEKDAYS; i++) {
        hours_read(&place, &week_fields[i], &values[i], &reading->plan.week[i]);
        working += values[i].present;
    }
    nights_check(&place, values, reading->plan.week);
    if (!working)
        place_fault(top, node->line, "week", "has no working hours, expected those of one day at least");
}

static bool hours_equal(const struct hours *a, const struct hours *b)
{
    return a->count == b->count && !memcmp(a->intervals, b->intervals, (size_t)a->count * sizeof *a->intervals);
}

/* Where Monday to Friday are alike, a swapped day is as they are; else what it is like must be said. */
static void swapped_derive(struct calendar_reading *reading)
{
    const struct hours *week = reading->plan.week;
    bool alike = true;
    for (int i = 1; i < WORKWEEK; i++)
        alike &= hours_equal(&week[0], &week[i]);
    if (alike)
        reading->plan.swapped = week[0];
    reading->swapped_given = alike && week[0].count;
}

const char *calendar_file_read(struct calendar_reading *reading, const struct pack_text *text)
{
    struct value values[FIELDS];
    struct place top = {reading->faults, text->name, ""};
    const struct node *root = calendar_document(reading, text);
    reading->file = text->name;
    if (!root)
        return NULL;
    record_read(&top, root, fields, FIELDS, values);
    reading->plan.day_end = (enum day_end)values[DAY_ENDS].number;
    if (values[WEEK].node)
        week_read(reading, &top, values[WEEK].node);
    if (values[SWAPPED].present) {
        hours_read(&top, &fields[SWAPPED], &values[SWAPPED], &reading->plan.swapped);
        reading->swapped_given = true;
    } else {
        swapped_derive(reading);
    }
    return values[YEARS].node ? values[YEARS].text : NULL;
}
