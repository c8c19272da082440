/* Cells are cleaned and checked one by one, and then the row is completed from the one above it. */
#include "services/ctl/standards/rows.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

const char standards_cell_faulty[] = "";

/* What is wrong with a row is told under its column. */
struct telling {
    const char *file;
    struct pack_faults *faults;
};

static const char *row_keep(struct standards_rows *rows, char *text)
{
    memory_reserve((void **)&rows->kept, &rows->kept_capacity, rows->kept_count + 1, sizeof *rows->kept);
    return rows->kept[rows->kept_count++] = text;
}

static bool cell_has_control(const struct sheet_cell *cell)
{
    for (size_t i = 0; i < cell->length; i++) {
        unsigned char byte = (unsigned char)cell->text[i];
        if ((byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n') || byte == 0x7f)
            return true;
        if (byte == 0xc2 && (unsigned char)cell->text[i + 1] < 0xa0)
            return true;
    }
    return false;
}

/* Does the text look like the pattern, in which 0 stands for a digit? */
static bool text_like(const char *text, const char *pattern)
{
    for (; *pattern; text++, pattern++)
        if (*pattern == '0' ? !isdigit((unsigned char)*text) : *text != *pattern)
            return false;
    return !*text;
}

/* Spreadsheets make dates and times of texts such as 4-1 or 4:00. */
static bool text_is_date(const char *text)
{
    return text_like(text, "0000/00/00") || text_like(text, "0000/00/00 00:00:00") || text_like(text, "00:00:00") ||
           text_like(text, "0000/00/00 00:00:00.000");
}

static const char *cell_read(struct standards_rows *rows, const struct sheet_cell *cell, enum standard_column column,
                             int row, const struct telling *telling)
{
    const char *text = row_keep(rows, cell_clean(cell));
    const char *fault = cell_has_control(cell) ? "holds control characters, expected a text"
                        : text_is_date(text) ? "is a date or a time, expected a text: its cell must be formatted as one"
                                             : NULL;
    if (!fault)
        return text;
    char quote[FAULT_QUOTE_BYTES];
    pack_faults_add(telling->faults, telling->file, row, standard_column_name(column), "%s %s",
                    fault_quote(cell->text, cell->length, quote), fault);
    return standards_cell_faulty;
}

static void empty_tell(const struct standards_row *row, enum standard_column column, const struct telling *telling)
{
    if (row->cells[column] == standards_cell_faulty)
        return;
    pack_faults_add(telling->faults, telling->file, row->number, standard_column_name(column),
                    "is empty, and cannot be taken from the row above");
}

/* Fills a code and its name; they stand both, or both are as above. */
static void pair_complete(struct standards_row *row, const struct standards_row *above, enum standard_column code,
                          enum standard_column name, const struct telling *telling)
{
    if (above && !*row->cells[code] && !*row->cells[name]) {
        row->cells[code] = above->cells[code];
        row->cells[name] = above->cells[name];
        return; /* what is wrong with them was told above */
    }
    if (above && !*row->cells[name] && strcmp(row->cells[code], above->cells[code]) == 0)
        row->cells[name] = above->cells[name];
    else if (above && !*row->cells[code] && strcmp(row->cells[name], above->cells[name]) == 0)
        row->cells[code] = above->cells[code];
    if (!*row->cells[code])
        empty_tell(row, code, telling);
    if (!*row->cells[name])
        empty_tell(row, name, telling);
}

static void cell_complete(struct standards_row *row, const struct standards_row *above, enum standard_column column)
{
    if (!*row->cells[column] && above)
        row->cells[column] = above->cells[column];
}

static void row_complete(struct standards_row *row, const struct standards_row *above, const struct telling *telling)
{
    cell_complete(row, above, STANDARD_TYPE);
    pair_complete(row, above, STANDARD_LARGE_CODE, STANDARD_LARGE_NAME, telling);
    if (above && (strcmp(row->cells[STANDARD_LARGE_CODE], above->cells[STANDARD_LARGE_CODE]) != 0 ||
                  strcmp(row->cells[STANDARD_TYPE], above->cells[STANDARD_TYPE]) != 0))
        above = NULL;
    pair_complete(row, above, STANDARD_SMALL_CODE, STANDARD_SMALL_NAME, telling);
    cell_complete(row, above, STANDARD_ORGANISATION);
    cell_complete(row, above, STANDARD_SUPERVISOR);
}

static const struct sheet_cell *cell_of(const struct sheet_row *row, int place)
{
    return place >= 0 && place < row->count ? &row->cells[place] : NULL;
}

/* Is there nothing to be read in the row: is it empty, or the header once more, as on each printed page? */
static bool row_is_none(const struct sheet *sheet, const struct standard_columns *columns, int index)
{
    bool empty = true, header = true;
    for (int i = 0; i < STANDARD_COLUMNS; i++) {
        const struct sheet_cell *cell = cell_of(&sheet->rows[index], columns->places[i]);
        const struct sheet_cell *title = cell_of(&sheet->rows[columns->header], columns->places[i]);
        char *text = cell ? cell_clean(cell) : NULL, *name = title ? cell_clean(title) : NULL;
        empty &= !text || !*text;
        header &= !name || (text && strcmp(text, name) == 0);
        free(text);
        free(name);
    }
    return empty || header;
}

void standards_rows_read(struct standards_rows *rows, const struct sheet *sheet, const struct standard_columns *columns,
                         const char *file, struct pack_faults *faults)
{
    const struct telling telling = {file, faults};
    for (int i = columns->header + 1; i < sheet->row_count; i++) {
        if (row_is_none(sheet, columns, i))
            continue;
        memory_reserve((void **)&rows->items, &rows->capacity, rows->count + 1, sizeof *rows->items);
        struct standards_row *row = &rows->items[rows->count];
        row->number = i + 1;
        for (int j = 0; j < STANDARD_COLUMNS; j++) {
            const struct sheet_cell *cell = cell_of(&sheet->rows[i], columns->places[j]);
            row->cells[j] = cell ? cell_read(rows, cell, j, row->number, &telling) : "";
        }
        row_complete(row, rows->count ? row - 1 : NULL, &telling);
        rows->count++;
    }
}

void standards_rows_clear(struct standards_rows *rows)
{
    for (size_t i = 0; i < rows->kept_count; i++)
        free(rows->kept[i]);
    free(rows->kept);
    free(rows->items);
    *rows = (struct standards_rows){0};
}

bool standards_rows_whole_codes(const struct standards_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const char *large = rows->items[i].cells[STANDARD_LARGE_CODE],
                   *small = rows->items[i].cells[STANDARD_SMALL_CODE];
        if (strncmp(small, large, strlen(large)) != 0 || strlen(small) <= strlen(large))
            return false;
    }
    return true;
}
