/* Reports as files, beside the table for a terminal: --xlsx, --csv, --html, --pdf and of maps --geojson, each with a
 * FILE, of any command that can say what its rows are (struct export_table). All that are asked for are written side by
 * side, row by row; a file that is not finished when the command is ended by a signal is removed. */
#ifndef SERVICES_CTL_EXPORT_H
#define SERVICES_CTL_EXPORT_H

#include <argp.h>
#include <jansson.h>
#include <stdbool.h>

#include "common/output/output.h"

enum { EXPORT_FORMATS = OUTPUT_GEOJSON + 1, EXPORT_LINES_MOST = 4, EXPORT_LINE_BYTES = 400 };

/* What was asked for on the command line, and what is under way. Begin with all zero. */
struct export
{
    const char *paths[EXPORT_FORMATS]; /* NULL: not in this format; "-": stdout */
    struct output *outputs[EXPORT_FORMATS];
    const struct export_table *table;
    bool map; /* set before the command line is read: rows may be squares of the map, there is --geojson */
    /* private: what the outputs point to */
    struct output_document document;
    struct output_section section;
    const char *subtitles[EXPORT_LINES_MOST + 1], *notes[EXPORT_LINES_MOST + 1];
};

/* A table as the command knows it. Its columns are fields of JSON objects, which are written as they are: a text, a
 * number, yes or no as 是 and 否, {"part": 3, "whole": 4} as a ratio; what is absent or null is nothing. */
struct export_table {
    char title[EXPORT_LINE_BYTES]; /* of the document */
    char subtitles[EXPORT_LINES_MOST][EXPORT_LINE_BYTES];
    char notes[EXPORT_LINES_MOST][EXPORT_LINE_BYTES]; /* up to the first that is "" */
    bool data;                                        /* see struct output_document */
    struct output_column columns[OUTPUT_COLUMNS_MOST];
    size_t column_count;
    struct output_chart charts[OUTPUT_CHARTS_MOST];
    size_t chart_count;
    const json_t *rows;  /* an array, borrowed; of export_write */
    const json_t *total; /* or NULL */
    /* Makes the cell of a column that is not simply a field; false: it is one. May be NULL. */
    bool (*cell)(struct output_cell *out, const json_t *row, const struct output_column *column);
};

/* The options, for struct ctl_options; their input is the struct export. */
const struct argp *export_argp(const struct export *export);

/* Was any asked for? */
bool export_asked(const struct export *export);

/* Writes a whole table. CTL_DONE, or CTL_FAILED, told on stderr. */
int export_write(struct export *export, const struct export_table *table);

/* The same in steps, for rows that come page by page. False, told on stderr, where it cannot go on; everything is
 * abandoned then. The table must live until the end. */
bool export_begin(struct export *export, const struct export_table *table);
bool export_row(struct export *export, const json_t *row);
bool export_end(struct export *export);
void export_abandon(struct export *export);

/* Adds a column; its title and name must live as long as the table. */
void export_column_add(struct export_table *table, const char *name, const char *title, enum output_type type,
                       int decimals);

#endif
