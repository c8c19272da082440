/* A mapping: which column of a CSV is what, and how its cells are to be read. A YAML file; docs/import.md describes it.
 *
 * It is checked as a whole: every fault is told with file and line, and nothing is taken from a mapping with a fault.
 */
#ifndef SERVICES_CTL_IMPORT_MAPPING_H
#define SERVICES_CTL_IMPORT_MAPPING_H

#include <stdbool.h>
#include <stddef.h>

#include "common/city/fault.h"
#include "common/time/limit.h"
#include "services/ctl/import/records.h"
#include "services/ctl/import/stray_bytes.h"

enum { MAPPING_LEVELS_MOST = 6, MAPPING_COLUMNS_MOST = 8, MAPPING_WORDS_MOST = 16 };

/* Columns of which a row has one cell each. */
enum mapping_column {
    COLUMN_KEY,      /* what the other system calls the row, for ever: 1 to 40 characters of a code */
    COLUMN_REPORTED, /* when it was reported */
    COLUMN_DUE,      /* until when it had to be handled; an empty cell: no limit */
    COLUMN_CLOSED,   /* when it was closed */
    COLUMN_ORGANISATION,
    COLUMN_ORGANISATION_NAME, /* what `city generate` calls the organisation: the commonest of its rows */
    COLUMN_CHANNEL,
    COLUMN_LATITUDE,
    COLUMN_LONGITUDE,
    MAPPING_COLUMNS
};
extern const char *const mapping_column_names[MAPPING_COLUMNS];

struct mapping_cell {
    const char *name; /* the column's, or NULL where it is not mapped */
    int line;         /* of the mapping */
    int index;        /* of the column; -1 until mapping_resolve, and where it is not mapped */
};

/* One level of a path: of areas or of categories. */
struct mapping_level {
    struct mapping_cell cell;
    const char *prefix; /* put before what the cell holds, unless it stands there; or NULL */
    bool numeric;       /* leading zeros go: "05" is 5 */
    int kind;           /* enum area_kind; 0 for categories */
};

struct mapping_path {
    struct mapping_level levels[MAPPING_LEVELS_MOST];
    int count;
};

enum mapping_text_of { TEXT_TITLE, TEXT_DESCRIPTION, TEXT_ADDRESS, TEXT_RESULT, TEXT_ANSWER, MAPPING_TEXTS };
extern const char *const mapping_text_names[MAPPING_TEXTS];

/* A text is that of the first column which is not empty, else `otherwise`. */
struct mapping_text {
    struct mapping_cell columns[MAPPING_COLUMNS_MOST];
    int count;
    const char *otherwise; /* or NULL */
    bool cut;              /* what is too long is cut off; else the row is rejected */
};

/* Words that a cell may hold, as a list. */
struct mapping_words {
    const char *words[MAPPING_WORDS_MOST];
    int count;
};

struct mapping_city {
    const char *code, *name, *timezone, *source;
    struct limit limit, return_within;
    int return_times;
};

struct mapping {
    struct mapping_city city;
    const char *actor;                  /* code of the person who imports */
    const char *time_format, *timezone; /* of the file */
    enum stray_rule stray;
    struct mapping_cell columns[MAPPING_COLUMNS];
    struct mapping_path area, category;
    struct mapping_text texts[MAPPING_TEXTS];
    struct mapping_cell status; /* not mapped: a row is closed where its time of closing is there */
    struct mapping_words status_open, status_closed;
    struct mapping_cell label; /* what the other system says of the row's being in time */
    const char *label_on_time, *label_late;
    const char *file;          /* as given */
    struct document *document; /* private: holds the texts */
};

/* Reads the file. NULL, with `faults` telling everything that is wrong, where it does not fit. */
struct mapping *mapping_read(const char *path, struct pack_faults *faults);
void mapping_destroy(struct mapping **mapping);

/* Finds the columns in the table. False, with `faults` telling those that it has not. */
bool mapping_resolve(struct mapping *mapping, const struct records *records, struct pack_faults *faults);

/* For records_tell_begin, with the mapping as context: a record begins with a key and a time of report. */
bool mapping_begins(const void *mapping, const char *const *cells, int count);

#endif
