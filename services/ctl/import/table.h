/* The records of a CSV file (RFC 4180), of which the first names the columns.
 *
 * A record that cannot be read is handed out with its fault and its text as it stands in the file, and reading goes on
 * at the next line that begins a record: one whose cells up to those that tell are readable (table_begins). So a quote
 * that is never closed costs its own record and not the rest of the file, which is why a cell with line breaks must not
 * hold a line that looks like the beginning of a record.
 */
#ifndef SERVICES_CTL_IMPORT_TABLE_H
#define SERVICES_CTL_IMPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TABLE_FAULT_BYTES = 256 };

struct record {
    int64_t number; /* 1-based; the record that names the columns is not counted, nor are empty lines */
    int64_t line;   /* 1-based line of the file in which it begins */
    int64_t last;   /* and the one in which it ends */
    int64_t end;    /* uncompressed bytes of the file up to its end */
    const char *text; /* as in the file, but for CR LF, which has become LF */
    size_t length;
    const char *const *cells; /* each ends with NUL, and may hold one */
    const size_t *lengths;    /* bytes */
    int count;
    char fault[TABLE_FAULT_BYTES]; /* what is wrong, or empty; then there are no cells */
};

struct table;

/* Does a record begin with these cells? They are those of one line, which may be cut off in a cell or a quote. */
typedef bool table_begins(const void *context, const char *const *cells, int count);

/* Opens the file, plain or gzip, and reads the names of its columns. NULL, with one sentence in `error`, where it
 * cannot be opened or has none. */
struct table *table_new(const char *path, char *error, size_t size);
void table_destroy(struct table **table);

/* How to tell where a record begins; without it every line might. */
void table_tell_begin(struct table *table, table_begins *begins, const void *context);

/* The columns' names. */
int table_columns(const struct table *table);
const char *table_column(const struct table *table, int column);

/* The column called `name`, the first of several; -1 where there is none. */
int table_column_find(const struct table *table, const char *name);

/* The next record; false at the end, or where the file cannot be read on: see table_error. Valid until the next call. */
bool table_next(struct table *table, struct record *out);

/* Goes on behind a record that was read before: its end, last and number. False where the file is shorter. */
bool table_seek(struct table *table, int64_t end, int64_t last, int64_t number);

/* Why the file could not be read on, or NULL. */
const char *table_error(const struct table *table);

/* How much of the file is read, 0 … 1. */
double table_share(const struct table *table);

#endif
