/* Reading one calendar from several files: what they share. Private to common/city. */
#ifndef COMMON_CITY_CALENDAR_READING_H
#define COMMON_CITY_CALENDAR_READING_H

#include "common/city/calendar_file.h"
#include "common/city/record.h"

/* A day that differs, and where it stands. */
struct exception_line {
    struct day_exception day; /* its name is the document's */
    const char *file;
    int line;
};

struct year_line {
    int year;
    const char *file;
};

struct calendar_reading {
    struct pack_faults *faults;
    struct calendar_plan plan; /* years and exceptions are set in the end */
    const char *file;          /* calendar.yaml, as it is called */
    int week_line;
    bool swapped_given;
    struct exception_line *exceptions;
    size_t exception_count, exception_capacity;
    struct year_line years[CALENDAR_YEARS_MOST];
    size_t year_count;
    struct document *documents[CALENDAR_YEARS_MOST + 1]; /* kept until the calendar is made */
    size_t document_count;
};

/* Parses a text; NULL where that is told to be impossible. */
const struct node *calendar_document(struct calendar_reading *reading, const struct pack_text *text);

/* calendar.yaml. Returns the collection of year tables that it names; NULL where that has a fault. */
const char *calendar_file_read(struct calendar_reading *reading, const struct pack_text *text);

/* Only the collection that the calendar names, to be freed; NULL where it names none. */
char *calendar_collection(const struct pack_text *text);

/* The table of one year. */
void year_file_read(struct calendar_reading *reading, const struct pack_text *text);

#endif
