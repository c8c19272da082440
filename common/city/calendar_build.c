/* From the texts of a calendar to a calendar: years without a gap, and what only shows once all is put together. */
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/calendar_reading.h"
#include "common/time/date.h"

const struct node *calendar_document(struct calendar_reading *reading, const struct pack_text *text)
{
    struct document *document = NULL;
    if (text->length > PACK_FILE_MOST)
        pack_faults_add(reading->faults, text->name, 0, "", "has %zu bytes, expected at most %d", text->length,
                        PACK_FILE_MOST);
    else if (text->text)
        document = document_new(text->name, text->text, text->length, reading->faults);
    if (!document)
        return NULL;
    reading->documents[reading->document_count++] = document;
    return document_root(document);
}

static int year_compare(const void *left, const void *right)
{
    const struct year_line *a = left, *b = right;
    return (a->year > b->year) - (a->year < b->year);
}

/* Which years the plan has; one that is missing between two is a fault. */
static void years_set(struct calendar_reading *reading)
{
    size_t count = reading->year_count;
    if (!count) {
        pack_faults_add(reading->faults, reading->file, 0, "years", "has no table of a year, expected one at least");
        return;
    }
    qsort(reading->years, count, sizeof *reading->years, year_compare);
    for (size_t i = 1; i < count; i++)
        if (reading->years[i].year > reading->years[i - 1].year + 1)
            pack_faults_add(reading->faults, reading->years[i].file, 0, "year",
                            "follows %d, expected tables of all years between the first and the last",
                            reading->years[i - 1].year);
    reading->plan.first_year = reading->years[0].year;
    reading->plan.last_year = reading->years[count - 1].year;
}

static void swapped_check(struct calendar_reading *reading)
{
    char date[DATE_TEXT_BYTES];
    if (reading->swapped_given)
        return;
    for (size_t i = 0; i < reading->exception_count; i++) {
        if (reading->exceptions[i].day.kind != DAY_SWAPPED)
            continue;
        date_print(reading->exceptions[i].day.date, date);
        pack_faults_add(reading->faults, reading->file, reading->week_line, "swapped",
                        "is missing: %s is a swapped working day, and Monday to Friday do not say by being alike how "
                        "long it is",
                        date);
        return;
    }
}

/* Tells of a fault of the plan where the day stands that it is about, else at the week. */
static void fault_tell(struct calendar_reading *reading, const struct calendar_fault *fault)
{
    char date[DATE_TEXT_BYTES] = "";
    const struct exception_line *line = NULL;
    for (size_t i = 0; i < reading->exception_count; i++)
        if (reading->exceptions[i].day.date == fault->date || reading->exceptions[i].day.date == fault->date - 1)
            line = &reading->exceptions[i];
    if (fault->date >= 0)
        date_print(fault->date, date);
    pack_faults_add(reading->faults, line ? line->file : reading->file, line ? line->line : reading->week_line, "",
                    "%s%s%s", date, *date ? " " : "", fault->reason);
}

static struct calendar *plan_build(struct calendar_reading *reading, const char *timezone)
{
    const char *why;
    struct calendar_fault fault;
    struct zone *zone = zone_read(timezone, &why);
    if (!zone) {
        pack_faults_add(reading->faults, reading->file, 0, "", "the time zone \"%s\" %s", timezone, why);
        return NULL;
    }
    struct day_exception *days = memory_new(reading->exception_count + 1, sizeof *days);
    for (size_t i = 0; i < reading->exception_count; i++)
        days[i] = reading->exceptions[i].day;
    reading->plan.exceptions = days;
    reading->plan.exception_count = reading->exception_count;
    struct calendar *calendar = calendar_new(&zone, &reading->plan, &fault);
    if (!calendar)
        fault_tell(reading, &fault);
    free(days);
    return calendar;
}

static void reading_clear(struct calendar_reading *reading)
{
    for (size_t i = 0; i < reading->document_count; i++)
        document_destroy(&reading->documents[i]);
    free(reading->exceptions);
    free(reading);
}

bool calendar_read_texts(const struct pack_text *calendar, const struct pack_text *years, size_t year_count,
                         const char *timezone, struct calendar **out, struct pack_faults *faults)
{
    struct calendar_reading *reading = memory_new(1, sizeof *reading);
    size_t before = faults->count + faults->more;
    reading->faults = faults;
    calendar_file_read(reading, calendar);
    for (size_t i = 0; i < year_count && i < CALENDAR_YEARS_MOST; i++)
        year_file_read(reading, &years[i]);
    if (year_count > CALENDAR_YEARS_MOST)
        pack_faults_add(faults, calendar->name, 0, "years", "has %zu tables, expected at most %d", year_count,
                        CALENDAR_YEARS_MOST);
    if (faults->count + faults->more == before) {
        years_set(reading);
        swapped_check(reading);
    }
    *out = faults->count + faults->more == before ? plan_build(reading, timezone) : NULL;
    pack_faults_sort(faults);
    reading_clear(reading);
    return *out != NULL;
}

bool year_read_text(const struct pack_text *text, struct year_summary *out, struct pack_faults *faults)
{
    struct calendar_reading *reading = memory_new(1, sizeof *reading);
    size_t before = faults->count + faults->more;
    reading->faults = faults;
    year_file_read(reading, text);
    bool good = faults->count + faults->more == before && reading->year_count;
    *out = (struct year_summary){.year = good ? reading->years[0].year : 0};
    for (size_t i = 0; i < reading->exception_count; i++)
        ++*(reading->exceptions[i].day.kind == DAY_SWAPPED ? &out->swapped : &out->holidays);
    pack_faults_sort(faults);
    reading_clear(reading);
    return good;
}
