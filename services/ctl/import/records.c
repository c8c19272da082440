/* libcsv is fed line by line, so that it is known in which line a record begins, ends and breaks. */
#include "services/ctl/import/records.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"
#include "services/ctl/import/lines.h"

enum { RECORD_BYTES_MOST = 1024 * 1024 };

/* The cells of one parse. */
struct cells {
    char *text;
    size_t text_length, text_capacity;
    size_t *begins, *lengths;
    size_t begins_capacity, lengths_capacity;
    const char **cells;
    size_t cells_capacity;
    size_t count;
    bool whole; /* the record has ended */
};

struct records {
    struct lines *lines;
    struct line line; /* read and not yet taken, where has_line */
    bool has_line;
    struct csv_parser strict, lenient;
    struct cells record, probe;
    struct cells names;
    char *text; /* of the record */
    size_t text_length, text_capacity;
    int64_t number, last, end;
    records_begins *begins;
    const void *context;
};

static void cell_add(void *text, size_t length, void *context)
{
    struct cells *cells = context;
    memory_reserve((void **)&cells->text, &cells->text_capacity, cells->text_length + length + 1, 1);
    memory_reserve((void **)&cells->begins, &cells->begins_capacity, cells->count + 1, sizeof *cells->begins);
    memory_reserve((void **)&cells->lengths, &cells->lengths_capacity, cells->count + 1, sizeof *cells->lengths);
    cells->begins[cells->count] = cells->text_length;
    cells->lengths[cells->count++] = length;
    if (length)
        memcpy(cells->text + cells->text_length, text, length);
    cells->text[cells->text_length + length] = '\0';
    cells->text_length += length + 1;
}

static void record_end(int character, void *context)
{
    struct cells *cells = context;
    (void)character;
    cells->whole = true;
}

static void cells_clear(struct cells *cells)
{
    cells->text_length = cells->count = 0;
    cells->whole = false;
}

/* Only now does the text no longer move. */
static void cells_finish(struct cells *cells)
{
    memory_reserve((void **)&cells->cells, &cells->cells_capacity, cells->count + 1, sizeof *cells->cells);
    for (size_t i = 0; i < cells->count; i++)
        cells->cells[i] = cells->text + cells->begins[i];
}

static void cells_free(struct cells *cells)
{
    free(cells->text);
    free(cells->begins);
    free(cells->lengths);
    free(cells->cells);
}

/* A carriage return by itself is text: CR LF has become LF before. */
static int is_line_feed(unsigned char character)
{
    return character == '\n';
}

static void parser_open(struct csv_parser *parser, unsigned char options)
{
    if (csv_init(parser, options) != 0)
        log_abort("libcsv cannot be initialised");
    csv_set_term_func(parser, is_line_feed);
}

static void parser_reset(struct csv_parser *parser, unsigned char options)
{
    csv_free(parser);
    parser_open(parser, options);
}

static bool line_peek(struct records *records)
{
    if (!records->has_line)
        records->has_line = lines_next(records->lines, &records->line);
    return records->has_line;
}

/* Adds the line to the record's text. */
static void line_take(struct records *records)
{
    memory_reserve((void **)&records->text, &records->text_capacity, records->text_length + records->line.length + 1,
                   1);
    memcpy(records->text + records->text_length, records->line.text, records->line.length);
    records->text_length += records->line.length;
    records->last = records->line.number;
    records->end = records->line.end;
    records->has_line = false;
}

/* Does the line by itself begin a record? */
static bool line_begins(struct records *records)
{
    if (!records->begins)
        return true;
    cells_clear(&records->probe);
    csv_parse(&records->lenient, records->line.text, records->line.length, cell_add, record_end, &records->probe);
    csv_fini(&records->lenient, cell_add, record_end, &records->probe);
    cells_finish(&records->probe);
    return records->begins(records->context, records->probe.cells, (int)records->probe.count);
}

/* After a fault: what belongs to no record belongs to the broken one. */
static void record_skip(struct records *records)
{
    while (records->text_length < RECORD_BYTES_MOST && line_peek(records) && !line_begins(records))
        line_take(records);
}

static bool unclosed(char *fault, int64_t line, const char *until)
{
    snprintf(fault, RECORD_FAULT_BYTES, "a quote that is open at the end of line %lld is not closed %s",
             (long long)line, until);
    return false;
}

/* Feeds the line that was taken last; false, with `fault` filled, where its quotes are broken. */
static bool line_feed(struct records *records, const char *text, size_t length, char *fault)
{
    size_t fed = csv_parse(&records->strict, text, length, cell_add, record_end, &records->record);
    if (fed == length)
        return true;
    snprintf(fault, RECORD_FAULT_BYTES,
             "broken quotes at byte %zu of line %lld: a cell with a quote in it must stand in quotes, and the quote "
             "be doubled",
             fed + 1, (long long)records->last);
    return false;
}

/* Parses lines until a record is whole; false, with `fault` filled, where it breaks. */
static bool record_parse(struct records *records, int64_t first, char *fault)
{
    while (!records->record.whole) {
        char until[64];
        if (!line_peek(records)) {
            bool fine = csv_fini(&records->strict, cell_add, record_end, &records->record) == 0;
            return fine && records->record.whole ? true : unclosed(fault, first, "before the end of the file");
        }
        snprintf(until, sizeof until, "before line %lld, which begins a record", (long long)records->line.number);
        if (records->text_length && line_begins(records))
            return unclosed(fault, first, until);
        size_t before = records->text_length;
        bool cut = records->line.cut || before + records->line.length > RECORD_BYTES_MOST;
        line_take(records);
        if (cut) {
            snprintf(fault, RECORD_FAULT_BYTES, "longer than %d bytes", RECORD_BYTES_MOST);
            return false;
        }
        if (!line_feed(records, records->text + before, records->text_length - before, fault))
            return false;
    }
    return true;
}

static bool count_fits(const struct records *records, char *fault)
{
    if (records->record.count == records->names.count)
        return true;
    snprintf(fault, RECORD_FAULT_BYTES, "has %zu cells, expected %zu, one a column", records->record.count,
             records->names.count);
    return false;
}

static void record_hand_out(struct records *records, int64_t first, struct record *out)
{
    cells_finish(&records->record);
    out->number = records->number;
    out->line = first;
    out->last = records->last;
    out->end = records->end;
    out->text = records->text;
    out->length = records->text_length;
    out->cells = records->record.cells;
    out->lengths = records->record.lengths;
    out->count = *out->fault ? 0 : (int)records->record.count;
}

/* Lines that hold nothing are no records. */
static bool empty_lines_skip(struct records *records)
{
    while (line_peek(records)) {
        if (strspn(records->line.text, " \t\r\n") < records->line.length)
            return true;
        records->has_line = false;
    }
    return false;
}

bool records_next(struct records *records, struct record *out)
{
    out->fault[0] = '\0';
    cells_clear(&records->record);
    records->text_length = 0;
    if (!empty_lines_skip(records))
        return false;
    int64_t first = records->line.number;
    bool fine = record_parse(records, first, out->fault) && (!records->names.count || count_fits(records, out->fault));
    if (records_error(records))
        return false;
    if (!fine) {
        parser_reset(&records->strict, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
        record_skip(records);
    }
    records->number++;
    record_hand_out(records, first, out);
    return true;
}

struct records *records_new(const char *path, char *error, size_t size)
{
    struct record names;
    struct lines *lines = lines_new(path, error, size);
    if (!lines)
        return NULL;
    struct records *records = memory_new(1, sizeof *records);
    records->lines = lines;
    parser_open(&records->strict, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    parser_open(&records->lenient, CSV_APPEND_NULL);
    if (records_next(records, &names) && !*names.fault) {
        struct cells empty = records->names;
        records->names = records->record;
        records->record = empty;
        records->number = 0;
        return records;
    }
    const char *failure = records_error(records);
    snprintf(error, size, "%s: %s", path,
             failure           ? failure
             : records->number ? names.fault
                               : "is empty, expected a line with the columns' names");
    records_destroy(&records);
    return NULL;
}

void records_destroy(struct records **records)
{
    if (!*records)
        return;
    lines_destroy(&(*records)->lines);
    csv_free(&(*records)->strict);
    csv_free(&(*records)->lenient);
    cells_free(&(*records)->record);
    cells_free(&(*records)->probe);
    cells_free(&(*records)->names);
    free((*records)->text);
    free(*records);
    *records = NULL;
}

void records_tell_begin(struct records *records, records_begins *begins, const void *context)
{
    records->begins = begins;
    records->context = context;
}

int records_columns(const struct records *records)
{
    return (int)records->names.count;
}

const char *records_column(const struct records *records, int column)
{
    return records->names.cells[column];
}

int records_column_find(const struct records *records, const char *name)
{
    for (size_t i = 0; i < records->names.count; i++)
        if (strcmp(records->names.cells[i], name) == 0)
            return (int)i;
    return -1;
}

bool records_seek(struct records *records, int64_t end, int64_t last, int64_t number)
{
    records->has_line = false;
    records->number = number;
    return lines_seek(records->lines, end, last);
}

const char *records_error(const struct records *records)
{
    return lines_error(records->lines);
}

double records_share(const struct records *records)
{
    return lines_share(records->lines);
}
