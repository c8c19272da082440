/* The table of a year: its holidays, each with the days worked for it. */
#include <stdio.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/calendar_reading.h"
#include "common/time/date.h"

enum { SOURCE_MOST = 2000, HOLIDAYS_MOST = 60, DAYS_MOST = 31, WORK_MOST = 10, DATE_TEXT_MOST = 40, SATURDAY = 5 };
enum { YEAR, SOURCE, LICENCE, HOLIDAYS, FIELDS };
enum { NAME, FROM, TO, DAYS, WORK, HOLIDAY_FIELDS };

static const struct field fields[FIELDS] = {
    [YEAR] = {"year", FIELD_COUNT, REQUIRED, DATE_YEAR_LAST, NULL},
    [SOURCE] = {"source", FIELD_TEXT, REQUIRED, SOURCE_MOST, NULL},
    [LICENCE] = {"licence", FIELD_TEXT, REQUIRED, SOURCE_MOST, NULL},
    [HOLIDAYS] = {"holidays", FIELD_LIST, REQUIRED, HOLIDAYS_MOST, NULL},
};
static const struct field holiday_fields[HOLIDAY_FIELDS] = {
    [NAME] = {"name", FIELD_TEXT, REQUIRED, PACK_NAME_MOST, NULL},
    [FROM] = {"from", FIELD_TEXT, REQUIRED, DATE_TEXT_MOST, NULL},
    [TO] = {"to", FIELD_TEXT, REQUIRED, DATE_TEXT_MOST, NULL},
    [DAYS] = {"days", FIELD_COUNT, REQUIRED, DAYS_MOST, NULL},
    [WORK] = {"work", FIELD_LIST, OPTIONAL, WORK_MOST, NULL},
};
static const struct field work_field = {"work", FIELD_TEXT, REQUIRED, DATE_TEXT_MOST, NULL};

static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

/* A date of the year, or of the December before it. */
static bool date_read(const struct place *place, const struct field *field, const struct value *value, int year,
                      int32_t *out)
{
    char quote[FAULT_QUOTE_BYTES];
    if (!value->node)
        return false;
    if (!date_parse(value->text, value->length, out)) {
        place_fault(place, value->node->line, field->name, "%s is none, expected " DATE_EXPECTED,
                    fault_quote(value->text, value->length, quote));
        return false;
    }
    if (year && (*out < date_of(year - 1, 12, 1) || date_year(*out) > year)) {
        place_fault(place, value->node->line, field->name,
                    "%s is not of the table's year, expected a day of %d or of the December before it", value->text,
                    year);
        return false;
    }
    return true;
}

static void exception_add(struct calendar_reading *reading, const struct place *place, int line, const char *field,
                          struct day_exception day)
{
    for (size_t i = 0; i < reading->exception_count; i++) {
        const struct exception_line *other = &reading->exceptions[i];
        char date[DATE_TEXT_BYTES];
        if (other->day.date != day.date)
            continue;
        date_print(day.date, date);
        place_fault(place, line, field, "%s is there twice, first for %s in %s:%d", date, other->day.name, other->file,
                    other->line);
        return;
    }
    memory_reserve((void **)&reading->exceptions, &reading->exception_capacity, reading->exception_count + 1,
                   sizeof *reading->exceptions);
    reading->exceptions[reading->exception_count++] = (struct exception_line){day, place->file, line};
}

/* Is the period what a holiday can be? */
static bool period_check(const struct place *place, int line, int32_t from, int32_t to, const struct value *days)
{
    bool weekday = false;
    if (from > to) {
        place_fault(place, line, "to", "is before from, expected the last day of the holiday");
        return false;
    }
    if (days->node && to - from + 1 != days->number) {
        place_fault(place, days->node->line, "days", "is %d, but from and to are %d days apart with both counted",
                    days->number, to - from + 1);
        return false;
    }
    for (int32_t date = from; date <= to && date < from + 7; date++)
        weekday |= date_weekday(date) < SATURDAY;
    if (!weekday)
        place_fault(place, line, "from",
                    "holds no day from Monday to Friday: a holiday on a weekend is made up for on a working day");
    return weekday;
}

static void period_read(struct calendar_reading *reading, const struct place *place, const struct value *values,
                        int year)
{
    int32_t from, to;
    bool from_read = date_read(place, &holiday_fields[FROM], &values[FROM], year, &from);
    bool to_read = date_read(place, &holiday_fields[TO], &values[TO], year, &to);
    if (!from_read || !to_read || !values[NAME].node)
        return;
    int line = values[FROM].node->line;
    if (!period_check(place, line, from, to, &values[DAYS]))
        return;
    for (int32_t date = from; date <= to; date++)
        exception_add(reading, place, line, "from", (struct day_exception){date, DAY_HOLIDAY, values[NAME].text});
}

static void work_read(struct calendar_reading *reading, const struct place *place, const struct value *values, int year)
{
    for (const struct node *node = values[WORK].node ? values[WORK].node->first : NULL; node; node = node->next) {
        struct value value;
        int32_t date;
        value_read(place, node, &work_field, &value);
        if (!date_read(place, &work_field, &value, year, &date) || !values[NAME].node)
            continue;
        if (date_weekday(date) < SATURDAY)
            place_fault(place, node->line, "work", "%s is a %s, expected a swapped working day on a weekend",
                        value.text, weekdays[date_weekday(date)]);
        else
            exception_add(reading, place, node->line, "work",
                          (struct day_exception){date, DAY_SWAPPED, values[NAME].text});
    }
}

/* Is the year the one that the file is called by, and the first of its kind? Returns it, or 0. */
static int year_check(struct calendar_reading *reading, const struct place *top, const struct value *value)
{
    char name[16];
    if (!value->node)
        return 0;
    int line = value->node->line;
    const char *slash = strrchr(top->file, '/');
    snprintf(name, sizeof name, "%d.yaml", value->number);
    if (value->number < DATE_YEAR_FIRST) {
        place_fault(top, line, "year", "is %d, expected %d to %d", value->number, DATE_YEAR_FIRST, DATE_YEAR_LAST);
        return 0;
    }
    if (strcmp(slash ? slash + 1 : top->file, name) != 0)
        place_fault(top, line, "year", "is %d, expected the year by which the file is called", value->number);
    for (size_t i = 0; i < reading->year_count; i++)
        if (reading->years[i].year == value->number)
            place_fault(top, line, "year", "%d is there twice, first in %s", value->number, reading->years[i].file);
    reading->years[reading->year_count++] = (struct year_line){value->number, top->file};
    return value->number;
}

void year_file_read(struct calendar_reading *reading, const struct pack_text *text)
{
    struct value values[FIELDS];
    struct place top = {reading->faults, text->name, ""};
    const struct node *root = calendar_document(reading, text);
    int index = 0;
    if (!root)
        return;
    record_read(&top, root, fields, FIELDS, values);
    int year = year_check(reading, &top, &values[YEAR]);
    for (const struct node *node = values[HOLIDAYS].node ? values[HOLIDAYS].node->first : NULL; node;
         node = node->next, index++) {
        struct value holiday[HOLIDAY_FIELDS];
        struct place place = place_of_entry(&top, "holidays", index);
        record_read(&place, node, holiday_fields, HOLIDAY_FIELDS, holiday);
        period_read(reading, &place, holiday, year);
        work_read(reading, &place, holiday, year);
    }
}
