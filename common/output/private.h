/* What the parts of common/output tell each other. */
#ifndef COMMON_OUTPUT_PRIVATE_H
#define COMMON_OUTPUT_PRIVATE_H

#include <limits.h>
#include <stdio.h>

#include "common/output/output.h"

/* -- the file (part.c) ------------------------------------------------------------------------------------------ */

/* A file that is being written under another name. */
struct part {
    char target[PATH_MAX];
    char path[PATH_MAX]; /* "" where it is written to directly: stdout, a pipe, a device */
    FILE *stream;
    int slot; /* among those that output_parts_remove knows */
};

/* `ending` is that of the name meanwhile. False, with the reason in `error`. */
bool part_open(struct part *part, const char *target, const char *ending, char error[OUTPUT_ERROR_BYTES]);

/* Is everything on its disk? Gives it its name. False, with the reason in `error` and without a file, if not. */
bool part_commit(struct part *part, char error[OUTPUT_ERROR_BYTES]);
void part_drop(struct part *part);

/* -- the writers ------------------------------------------------------------------------------------------------ */

/* A point of the charts of a section. */
struct point {
    char *labels[OUTPUT_CHARTS_MOST];
    double values[OUTPUT_CHARTS_MOST];
};

struct output {
    const struct writer *writer;
    const struct output_document *document;
    const struct output_section *section; /* the one that is being written, or NULL */
    struct part part;
    void *state; /* the writer's own */
    int64_t section_rows;
    size_t section_count;
    struct output_summary summary;
    struct point points[OUTPUT_POINTS_MOST];
    char error[OUTPUT_ERROR_BYTES]; /* the first that went wrong; "" while nothing did */
};

/* One format. Each may be NULL; a fault is told by output_fail, and nothing is called after that but
 * `drop`, which is called in any case. */
struct writer {
    const char *ending; /* of the file meanwhile */
    bool own_file;      /* it writes the file of that name itself: stdout will not do */
    void (*begin)(struct output *output);
    void (*section_begin)(struct output *output);
    void (*row)(struct output *output, const struct output_cell *cells, bool total);
    void (*section_end)(struct output *output);
    void (*end)(struct output *output);
    void (*drop)(struct output *output); /* frees `state`, whatever went before */
};

extern const struct writer csv_writer, geojson_writer, json_writer, html_writer, pdf_writer, workbook_writer;

/* Notes what went wrong, the first time. */
void output_fail(struct output *output, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Are there charts to be drawn of the section? */
bool output_has_charts(const struct output *output);

/* -- cells (cell.c) --------------------------------------------------------------------------------------------- */

enum { CELL_BYTES = 64 };

/* The number of a cell; false where it holds none. */
bool cell_number(const struct output_cell *cell, double *out);

/* Is it of no use as a number in its column: nothing at all, or a text? */
bool cell_is_text(const struct output_cell *cell);
bool cell_is_nothing(const struct output_cell *cell);

/* What people read of a cell that is neither a text nor nothing. Returns out. */
char *cell_text(char out[CELL_BYTES], const struct output_cell *cell, const struct output_column *column);

/* 2024-10-15T09:30:00+08:00, or with a space and without the offset. Returns out. */
char *cell_instant(char out[CELL_BYTES], int64_t instant, bool rfc3339);

/* A character of UTF-8 that is known to be valid: its bytes are returned. */
size_t character_next(const char *text, unsigned *out);

/* Has XML no place for it, or would it steer a terminal? Line feed and tab do not count. */
bool character_forbidden(unsigned character);

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD stands for what may not be written */

/* HTML: the text of an element, and the charts of a section (html.c, html_chart.c). */
void html_text(FILE *stream, const char *text);
void html_charts(struct output *output);

#endif
