/* The lists of a city as CSV files: which there are, what their columns are called, and their rows. */
#ifndef SERVICES_CTL_CITY_CSV_TABLES_H
#define SERVICES_CTL_CITY_CSV_TABLES_H

#include <stdbool.h>

#include "common/city/fault.h"
#include "common/city/kind.h"

enum csv_file {
    CSV_AREAS,
    CSV_ORGANISATIONS,
    CSV_CATEGORIES,
    CSV_PEOPLE,
    CSV_APPOINTMENTS,
    CSV_DEPUTIES,
    CSV_RESPONSIBILITIES,
    CSV_FILES
};

/* How a cell becomes a value of the pack. */
enum csv_cell {
    CELL_TEXT,
    CELL_CODES,  /* several, between ; or 、 */
    CELL_KIND,   /* a name of `kinds`, or what people call it */
    CELL_KINDS,  /* several of them */
    CELL_DATE,   /* 2026-10-01, 2026/10/1, 2026年10月1日 */
    CELL_TARGET, /* a code, or * or 全部 */
};

enum { CSV_NAMES_MOST = 6, CSV_COLUMNS_MOST = 8 };

struct csv_column {
    const char *field; /* of the pack's record; "" ends the list */
    enum csv_cell cell;
    bool required;
    const char *names[CSV_NAMES_MOST]; /* in Chinese, the usual one first */
    const struct kind *kinds;
};

struct csv_kind {
    const char *name; /* "areas.csv" */
    const char *yaml; /* "areas.yaml", in which its rows come to stand; for lists within people.yaml that */
    const char *list; /* "areas" */
    struct csv_column columns[CSV_COLUMNS_MOST + 1];
};

extern const struct csv_kind csv_kinds[CSV_FILES];

struct csv_row {
    int number;                    /* as spreadsheets count: the header is 1 */
    char *cells[CSV_COLUMNS_MOST]; /* by column of the kind, without blanks around; NULL where empty */
};

struct csv_table {
    bool present;
    struct csv_row *rows;
    int count;
};

/* Reads what is there of the files in `folder` into `tables`, all zero before; csv_tables_clear frees it. Each file or
 * column that cannot be taken is a fault. */
void csv_tables_read(const char *folder, struct csv_table tables[CSV_FILES], struct pack_faults *faults);
void csv_tables_clear(struct csv_table tables[CSV_FILES]);

#endif
