/* One mapping of a pack file, read by a table of its fields: unknown, missing, doubled and malformed ones are faults.
 */
#ifndef COMMON_CITY_RECORD_H
#define COMMON_CITY_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "common/city/document.h"
#include "common/city/kind.h"
#include "common/time/limit.h"

enum field_type {
    FIELD_CODE,      /* 1..most bytes of A-Z a-z 0-9 . _ - */
    FIELD_TARGET,    /* the same, or * */
    FIELD_TEXT,      /* 1..most bytes without control characters */
    FIELD_LINES,     /* the same, with line breaks */
    FIELD_LIMIT,     /* in continuous time */
    FIELD_LIMIT_ANY, /* in any kind of time */
    FIELD_COUNT,     /* 0..most */
    FIELD_DATE,
    FIELD_SHARE, /* 0 to 1 with at most 4 decimals */
    FIELD_KIND,  /* one of `kinds` */
    FIELD_LIST,  /* 1..most entries */
    FIELD_MAP,
};

enum { RECORD_FIELDS_MOST = 32, SHARE_ONE = 10000 };

enum field_need { OPTIONAL, REQUIRED };

struct field {
    const char *name;
    enum field_type type;
    enum field_need need;
    int most;
    const struct kind *kinds;
};

/* What a field holds. `node` is NULL where the field is absent or faulty (which was told): then the rest says nothing.
 */
struct value {
    const struct node *node;
    const char *text;
    size_t length;
    struct limit limit; /* FIELD_LIMIT, FIELD_LIMIT_ANY */
    int number;         /* FIELD_COUNT, FIELD_KIND; FIELD_SHARE in parts of SHARE_ONE; the entries of FIELD_LIST */
    int32_t date;       /* FIELD_DATE, as in common/time/date.h */
    bool present;       /* it is there, be it faulty or not */
};

enum { PLACE_PATH_BYTES = 96 };

/* Where one reads: for faults. */
struct place {
    struct pack_faults *faults;
    const char *file;
    char path[PLACE_PATH_BYTES]; /* "areas[3]"; "" at the top of the file */
};

/* The place of entry `number` (0-based) of the list `name` that stands at a place. */
struct place place_of_entry(const struct place *over, const char *name, int number);

/* Adds a fault of `field` (or "") at the place. */
void place_fault(const struct place *place, int line, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Reads a mapping: values[i] is that of fields[i], of at most RECORD_FIELDS_MOST. */
void record_read(const struct place *place, const struct node *map, const struct field *fields, int count,
                 struct value *values);

/* The place of a mapping that is called `name` where one reads. */
struct place place_within(const struct place *outer, const char *name);

/* Checks one text, of a list, as record_read does for a field. */
void value_read(const struct place *place, const struct node *node, const struct field *field, struct value *value);

#endif
