/* Tables written out for people and for other programs: XLSX, CSV, JSON, HTML, PDF and GeoJSON. Rows go straight
 * through to a file: however many there are, they are never in memory.
 *
 * A file appears whole or not at all: what is being written stands under another name beside it (".steward-….part")
 * until output_close. Times are shown in the time zone of the process (TZ). What each format makes of a cell is told in
 * docs/export.md.
 *
 * Not for threads, and a process writes at most OUTPUT_PARTS_MOST files at a time.
 */
#ifndef COMMON_OUTPUT_OUTPUT_H
#define COMMON_OUTPUT_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    OUTPUT_ERROR_BYTES = 512,
    OUTPUT_PARTS_MOST = 5,
    OUTPUT_COLUMNS_MOST = 100,
    OUTPUT_CHARTS_MOST = 4,             /* of a section */
    OUTPUT_POINTS_MOST = 60,            /* of a chart: of a section with more rows none is drawn */
    OUTPUT_CELL_CHARACTERS_MOST = 32767 /* XLSX, in UTF-16 units: a longer text is cut, ends with a mark, is counted */
};

/* GeoJSON is for tables whose rows are squares of the map: with the columns south, west, north and east, in degrees. */
enum output_format { OUTPUT_XLSX, OUTPUT_CSV, OUTPUT_JSON, OUTPUT_HTML, OUTPUT_PDF, OUTPUT_GEOJSON };

enum output_type {
    OUTPUT_TEXT,
    OUTPUT_INTEGER,
    OUTPUT_NUMBER, /* a whole number that counts nothing, such as that of a ticket: 4711, never 4,711 */
    OUTPUT_DECIMAL,
    OUTPUT_PERCENT,  /* of a ratio or number of which 1 is the whole */
    OUTPUT_DAY,      /* of a text YYYY-MM-DD */
    OUTPUT_INSTANT,  /* milliseconds since 1970-01-01T00:00Z, for people: 2024-10-15 09:30:00 */
    OUTPUT_RFC3339,  /* the same for programs, in every format: 2024-10-15T09:30:00+08:00 */
    OUTPUT_DURATION, /* milliseconds: 49:05:00 */
};

struct output_column {
    const char *name;  /* key of JSON */
    const char *title; /* head of all others, in the reader's language */
    enum output_type type;
    int decimals; /* of OUTPUT_DECIMAL and OUTPUT_PERCENT */
};

enum output_chart_kind { OUTPUT_BARS, OUTPUT_LINE };

/* Drawn by XLSX, HTML and PDF, without the totals. */
struct output_chart {
    const char *title;
    enum output_chart_kind kind;
    size_t label, value; /* columns */
};

struct output_section {
    const char *title; /* "": the document's */
    const struct output_column *columns;
    size_t column_count;
    const struct output_chart *charts;
    size_t chart_count;
};

struct output_document {
    const char *title;
    const char *const *subtitles; /* lines below the title; NULL ends them. May be NULL */
    const char *const *notes;     /* lines at the end: position of the log, formulas; NULL ends them. May be NULL */
    bool chinese;                 /* language of the few words of our own; else English */
    bool data;                    /* XLSX: nothing above the heads and below the rows, which other programs read */
};

enum output_kind { OUTPUT_NOTHING, OUTPUT_OF_TEXT, OUTPUT_OF_INTEGER, OUTPUT_OF_NUMBER, OUTPUT_OF_RATIO };

/* A text is written as text in whatever column. A ratio of which the whole is 0, and a number that is none or is
 * infinite, are nothing. */
struct output_cell {
    enum output_kind kind;
    union {
        const char *text; /* UTF-8 */
        int64_t integer;
        double number;
        struct {
            int64_t part, whole;
        };
    };
};

struct output;

/* Begins to write to the file `path`, or to stdout where that is "-" (not XLSX and PDF, which are written to and fro).
 * The document and all that it points to must live until output_close. NULL, with one sentence in `error`, where it
 * cannot be. */
struct output *output_open(enum output_format format, const char *path, const struct output_document *document,
                           char error[OUTPUT_ERROR_BYTES]);

/* The next table. The section and all that it points to must live until the next section or output_close. False where
 * writing has failed, as all below: output_close tells why. */
bool output_section(struct output *output, const struct output_section *section);

/* A row of the section: one cell a column; borrowed for the call. A text that is no UTF-8 fails, with row and column.
 */
bool output_row(struct output *output, const struct output_cell *cells);

/* The same, marked as sums of the others. JSON leaves it out. */
bool output_total(struct output *output, const struct output_cell *cells);

/* What became of it. */
struct output_summary {
    int64_t rows; /* without totals */
    int64_t cut;  /* cells that were too long for XLSX */
};

/* Ends it and gives the file its name; *output is NULL then. False, with one sentence in `error` and without a file,
 * where anything failed. `summary` may be NULL. */
bool output_close(struct output **output, struct output_summary *summary, char error[OUTPUT_ERROR_BYTES]);

/* Ends it without a file. */
void output_abandon(struct output **output);

/* Removes the unfinished files of all outputs of the process: for a handler of signals, after which the process ends.
 */
void output_parts_remove(void);

#endif
