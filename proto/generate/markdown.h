/* The few pieces of Markdown that the generated pages are made of. */
#ifndef PROTO_GENERATE_MARKDOWN_H
#define PROTO_GENERATE_MARKDOWN_H

#include <stdio.h>

/* A table's head: its column titles and the line under them. */
void table_open(FILE *out, const char *const *titles, size_t count);

/* One row; a `|` in a cell is escaped. NULL is an empty cell. */
void table_row(FILE *out, const char *const *cells, size_t count);

/* The same with the columns given in place: TABLE_ROW(out, "a", "b"). */
#define TABLE_OPEN(out, ...)                                                                                           \
    table_open(out, (const char *const[]){__VA_ARGS__},                                                                \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
#define TABLE_ROW(out, ...)                                                                                            \
    table_row(out, (const char *const[]){__VA_ARGS__},                                                                 \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* "Made by steward-gen from `source` …": the line under the title of a generated page. */
void origin_write(FILE *out, const char *source);

#endif
