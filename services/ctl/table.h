/* Tables for people: columns as wide as their widest cell. */
#ifndef SERVICES_CTL_TABLE_H
#define SERVICES_CTL_TABLE_H

#include <jansson.h>
#include <stddef.h>

struct table;

struct table_column {
    const char *heading;
    int right; /* numbers stand at the right */
    int most;  /* columns at most on a terminal; 0: as wide as its widest cell */
};

/* `columns` must outlive the table. */
struct table *table_new(const struct table_column *columns, size_t count);
void table_destroy(struct table **table);

/* The next cell of the row; after the last column a new row begins. NULL is an empty cell. */
void table_add(struct table *table, const char *text);
void table_addf(struct table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints it on stdout, under its headings. */
void table_print(const struct table *table);

/* Prints a JSON array, of which `add` adds one entry as a row. */
void table_print_list(const struct table_column *columns, size_t count, const json_t *list,
                      void (*add)(struct table *table, const json_t *entry));

#endif
