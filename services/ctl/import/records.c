/* libcsv is fed line by line, so that it is known in which line a record begins, ends and breaks. */
#include "services/ctl/import/table.h"

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

struct table {
    struct lines *lines;
    struct line line; /* read and not yet taken, where has_line */
    bool has_line;
    struct csv_parser strict, lenient;
    struct cells record, probe;
    struct cells names;
    char *text; /* of the record */
    size_t text_length, text_capacity;
    int64_t number, last, end;
    table_begins *begins;
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

static bool line_peek(struct table *table)
{
    if (!table->has_line)
        table->has_line = lines_next(table->lines, &table->line);
    return table->has_line;
}

/* Adds the line to the record's text. */
static void line_take(struct table *table)
{
    memory_reserve((void **)&table->text, &table->text_capacity, table->text_length + table->line.length + 1, 1);
    memcpy(table->text + table->text_length, table->line.text, table->line.length);
    table->text_length += table->line.length;
    table->last = table->line.number;
    table->end = table->line.end;
    table->has_line = false;
}

/* Does the line by itself begin a record? */
static bool line_begins(struct table *table)
{
    if (!table->begins)
        return true;
    cells_clear(&table->probe);
    csv_parse(&table->lenient, table->line.text, table->line.length, cell_add, record_end, &table->probe);
    csv_fini(&table->lenient, cell_add, record_end, &table->probe);
    cells_finish(&table->probe);
    return table->begins(table->context, table->probe.cells, (int)table->probe.count);
}

/* After a fault: what belongs to no record belongs to the broken one. */
static void record_skip(struct table *table)
{
    while (table->text_length < RECORD_BYTES_MOST && line_peek(table) && !line_begins(table))
        line_take(table);
}

static bool unclosed(char *fault, int64_t line, const char *until)
{
    snprintf(fault, TABLE_FAULT_BYTES, "a quote that is open at the end of line %lld is not closed %s", (long long)line,
             until);
    return false;
}

/* Feeds the line that was taken last; false, with `fault` filled, where its quotes are broken. */
static bool line_feed(struct table *table, const char *text, size_t length, char *fault)
{
    size_t fed = csv_parse(&table->strict, text, length, cell_add, record_end, &table->record);
    if (fed == length)
        return true;
    snprintf(fault, TABLE_FAULT_BYTES,
             "broken quotes at byte %zu of line %lld: a cell with a quote in it must stand in quotes, and the quote "
             "be doubled",
             fed + 1, (long long)table->last);
    return false;
}

/* Parses lines until a record is whole; false, with `fault` filled, where it breaks. */
static bool record_parse(struct table *table, int64_t first, char *fault)
{
    while (!table->record.whole) {
        char until[64];
        if (!line_peek(table)) {
            bool fine = csv_fini(&table->strict, cell_add, record_end, &table->record) == 0;
            return fine && table->record.whole ? true : unclosed(fault, first, "before the end of the file");
        }
        snprintf(until, sizeof until, "before line %lld, which begins a record", (long long)table->line.number);
        if (table->text_length && line_begins(table))
            return unclosed(fault, first, until);
        size_t before = table->text_length;
        bool cut = table->line.cut || before + table->line.length > RECORD_BYTES_MOST;
        line_take(table);
        if (cut) {
            snprintf(fault, TABLE_FAULT_BYTES, "longer than %d bytes", RECORD_BYTES_MOST);
            return false;
        }
        if (!line_feed(table, table->text + before, table->text_length - before, fault))
            return false;
    }
    return true;
}

static bool count_fits(const struct table *table, char *fault)
{
    if (table->record.count == table->names.count)
        return true;
    snprintf(fault, TABLE_FAULT_BYTES, "has %zu cells, expected %zu, one a column", table->record.count,
             table->names.count);
    return false;
}

static void record_hand_out(struct table *table, int64_t first, struct record *out)
{
    cells_finish(&table->record);
    out->number = table->number;
    out->line = first;
    out->last = table->last;
    out->end = table->end;
    out->text = table->text;
    out->length = table->text_length;
    out->cells = table->record.cells;
    out->lengths = table->record.lengths;
    out->count = *out->fault ? 0 : (int)table->record.count;
}

/* Lines that hold nothing are no records. */
static bool empty_lines_skip(struct table *table)
{
    while (line_peek(table)) {
        if (strspn(table->line.text, " \t\r\n") < table->line.length)
            return true;
        table->has_line = false;
    }
    return false;
}

bool table_next(struct table *table, struct record *out)
{
    out->fault[0] = '\0';
    cells_clear(&table->record);
    table->text_length = 0;
    if (!empty_lines_skip(table))
        return false;
    int64_t first = table->line.number;
    bool fine = record_parse(table, first, out->fault) && (!table->names.count || count_fits(table, out->fault));
    if (table_error(table))
        return false;
    if (!fine) {
        parser_reset(&table->strict, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
        record_skip(table);
    }
    table->number++;
    record_hand_out(table, first, out);
    return true;
}

struct table *table_new(const char *path, char *error, size_t size)
{
    struct record names;
    struct lines *lines = lines_new(path, error, size);
    if (!lines)
        return NULL;
    struct table *table = memory_new(1, sizeof *table);
    table->lines = lines;
    parser_open(&table->strict, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    parser_open(&table->lenient, CSV_APPEND_NULL);
    if (table_next(table, &names) && !*names.fault) {
        struct cells empty = table->names;
        table->names = table->record;
        table->record = empty;
        table->number = 0;
        return table;
    }
    const char *failure = table_error(table);
    snprintf(error, size, "%s: %s", path,
             failure ? failure : table->number ? names.fault : "is empty, expected a line with the columns' names");
    table_destroy(&table);
    return NULL;
}

void table_destroy(struct table **table)
{
    if (!*table)
        return;
    lines_destroy(&(*table)->lines);
    csv_free(&(*table)->strict);
    csv_free(&(*table)->lenient);
    cells_free(&(*table)->record);
    cells_free(&(*table)->probe);
    cells_free(&(*table)->names);
    free((*table)->text);
    free(*table);
    *table = NULL;
}

void table_tell_begin(struct table *table, table_begins *begins, const void *context)
{
    table->begins = begins;
    table->context = context;
}

int table_columns(const struct table *table)
{
    return (int)table->names.count;
}

const char *table_column(const struct table *table, int column)
{
    return table->names.cells[column];
}

int table_column_find(const struct table *table, const char *name)
{
    for (size_t i = 0; i < table->names.count; i++)
        if (strcmp(table->names.cells[i], name) == 0)
            return (int)i;
    return -1;
}

bool table_seek(struct table *table, int64_t end, int64_t last, int64_t number)
{
    table->has_line = false;
    table->number = number;
    return lines_seek(table->lines, end, last);
}

const char *table_error(const struct table *table)
{
    return lines_error(table->lines);
}

double table_share(const struct table *table)
{
    return lines_share(table->lines);
}
