/* The records of a CSV file (RFC 4180), of which the first names the columns.
 *
 * A record that cannot be read is handed out with its fault and its text as it stands in the file, and reading goes on
 * at the next line that begins a record: one whose cells up to those that tell are readable (records_begins). So a
 * quote that is never closed costs its own record and not the rest of the file, which is why a cell with line breaks
 * must not hold a line that looks like the beginning of a record.
 */
#ifndef SERVICES_CTL_IMPORT_RECORDS_H
#define SERVICES_CTL_IMPORT_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECORD_FAULT_BYTES = 256 };

struct record {
    int64_t number;   /* 1-based; the record that names the columns is not counted, nor are empty lines */
    int64_t line;     /* 1-based line of the file in which it begins */
    int64_t last;     /* and the one in which it ends */
    int64_t end;      /* uncompressed bytes of the file up to its end */
    const char *text; /* as in the file, but for CR LF, which has become LF */
    size_t length;
    const char *const *cells; /* each ends with NUL, and may hold one */
    const size_t *lengths;    /* bytes */
    int count;
    char fault[RECORD_FAULT_BYTES]; /* what is wrong, or empty; then there are no cells */
};

struct records;

/* Does a record begin with these cells? They are those of one line, which may be cut off in a cell or a quote. */
typedef bool records_begins(const void *context, const char *const *cells, int count);

/* Opens the file, plain or gzip, and reads the names of its columns. NULL, with one sentence in `error`, where it
 * cannot be opened or has none. */
struct records *records_new(const char *path, char *error, size_t size);
void records_destroy(struct records **records);

/* How to tell where a record begins; without it every line might. */
void records_tell_begin(struct records *records, records_begins *begins, const void *context);

/* The columns' names. */
int records_columns(const struct records *records);
const char *records_column(const struct records *records, int column);

/* The column called `name`, the first of several; -1 where there is none. */
int records_column_find(const struct records *records, const char *name);

/* The next record; false at the end, or where the file cannot be read on: see records_error. Valid until the next call.
 */
bool records_next(struct records *records, struct record *out);

/* Goes on behind a record that was read before: its end, last and number. False where the file is shorter. */
bool records_seek(struct records *records, int64_t end, int64_t last, int64_t number);

/* Why the file could not be read on, or NULL. */
const char *records_error(const struct records *records);

/* How much of the file is read, 0 … 1. */
double records_share(const struct records *records);

#endif
