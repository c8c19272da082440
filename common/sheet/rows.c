/* libcsv with the line ends of all systems: CR LF becomes LF, so that an empty line is one row and not two. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/sheet/private.h"

enum { ROWS_MOST = 200000, COLUMNS_MOST = 1000 };

/* Texts stand one behind the other; cells and rows point to them once they no longer move. */
struct sheet_memory {
    char *text;
    size_t text_length, text_capacity;
    struct sheet_cell *cells;
    size_t cell_count, cell_capacity;
    size_t row_capacity, row_first; /* the first cell of the row that is being read */
    bool too_many;
};

static void cell_add(void *text, size_t length, void *context)
{
    struct sheet_memory *memory = ((struct sheet *)context)->memory;
    memory_reserve((void **)&memory->text, &memory->text_capacity, memory->text_length + length + 1, 1);
    memory_reserve((void **)&memory->cells, &memory->cell_capacity, memory->cell_count + 1, sizeof *memory->cells);
    if (length)
        memcpy(memory->text + memory->text_length, text, length);
    memory->text[memory->text_length + length] = '\0';
    memory->text_length += length + 1;
    memory->cells[memory->cell_count++] = (struct sheet_cell){NULL, length};
}

static void row_add(int character, void *context)
{
    struct sheet *sheet = context;
    struct sheet_memory *memory = sheet->memory;
    size_t count = memory->cell_count - memory->row_first;
    (void)character;
    memory->too_many |= sheet->row_count == ROWS_MOST || count > COLUMNS_MOST;
    if (memory->too_many)
        return;
    memory_reserve((void **)&sheet->rows, &memory->row_capacity, (size_t)sheet->row_count + 1, sizeof *sheet->rows);
    sheet->rows[sheet->row_count++] = (struct sheet_row){NULL, (int)count};
    memory->row_first = memory->cell_count;
}

/* Only now does nothing move any more. */
static void rows_finish(struct sheet *sheet)
{
    struct sheet_memory *memory = sheet->memory;
    const struct sheet_cell *cell = memory->cells;
    const char *text = memory->text;
    for (size_t i = 0; i < memory->cell_count; i++) {
        memory->cells[i].text = text;
        text += memory->cells[i].length + 1;
    }
    for (int i = 0; i < sheet->row_count; i++) {
        sheet->rows[i].cells = cell;
        cell += sheet->rows[i].count;
    }
}

static int is_line_feed(unsigned char character)
{
    return character == '\n';
}

/* CR LF → LF, CR → LF. */
static struct bytes lines_unite(const struct bytes *bytes)
{
    struct bytes united = {memory_new(bytes->length + 1, 1), 0};
    for (size_t i = 0; i < bytes->length; i++) {
        if (bytes->text[i] == '\r' && i + 1 < bytes->length && bytes->text[i + 1] == '\n')
            continue;
        united.text[united.length++] = bytes->text[i];
        if (bytes->text[i] == '\r')
            united.text[united.length - 1] = '\n';
    }
    return united;
}

static bool text_parse(struct sheet *sheet, const struct bytes *bytes)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL) != 0)
        log_abort("libcsv cannot be initialised");
    csv_set_term_func(&parser, is_line_feed);
    bool whole = csv_parse(&parser, bytes->text, bytes->length, cell_add, row_add, sheet) == bytes->length &&
                 csv_fini(&parser, cell_add, row_add, sheet) == 0;
    csv_free(&parser);
    return whole;
}

struct sheet *rows_parse(const struct bytes *bytes, char error[SHEET_ERROR_BYTES])
{
    struct sheet *sheet = memory_new(1, sizeof *sheet);
    sheet->memory = memory_new(1, sizeof *sheet->memory);
    sheet->name = "";
    struct bytes united = lines_unite(bytes);
    bool whole = text_parse(sheet, &united);
    free(united.text);
    rows_finish(sheet);
    if (whole && !sheet->memory->too_many)
        return sheet;
    if (sheet->memory->too_many)
        snprintf(error, SHEET_ERROR_BYTES, "is too large, expected at most %d rows of %d columns", ROWS_MOST,
                 COLUMNS_MOST);
    else
        snprintf(error, SHEET_ERROR_BYTES,
                 "row %d has broken quotes: a cell with a quote in it must stand in quotes, and the quote be doubled",
                 sheet->row_count + 1);
    sheet_destroy(&sheet);
    return NULL;
}

void sheet_destroy(struct sheet **sheet)
{
    if (!*sheet)
        return;
    free((*sheet)->memory->text);
    free((*sheet)->memory->cells);
    free((*sheet)->memory);
    free((*sheet)->rows);
    free(*sheet);
    *sheet = NULL;
}
