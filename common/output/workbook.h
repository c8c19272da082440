/* What the two halves of XLSX share: the workbook being written, and its sheets. */
#ifndef COMMON_OUTPUT_WORKBOOK_H
#define COMMON_OUTPUT_WORKBOOK_H

#include <xlsxwriter.h>

#include "common/output/private.h"

enum { SHEET_NAME_BYTES = 128, SHEET_NAME_CHARACTERS = 31 };

/* libxlsxwriter's constant_memory: a sheet's rows go to a file of their own and cannot be gone back to. */
struct workbook {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *title, *head, *note;
    lxw_format *formats[OUTPUT_COLUMNS_MOST][2]; /* of a row, of a total */
    double widths[OUTPUT_COLUMNS_MOST];          /* of the widest cell, in characters */
    lxw_row_t row, first;                        /* the next; the first below the heads */
    int64_t bytes;                               /* of the sheet's texts */
    int continued;                               /* how many sheets the section has filled */
    char *folder;
};

/* Writes one cell. */
void workbook_cell_write(struct output *output, size_t column, const struct output_cell *cell, bool total);

/* Columns of a text on the screen, about: a Chinese character is two wide. */
double workbook_text_width(const char *text);

/* Charts of the section, beside its rows. */
void workbook_charts_insert(struct output *output);

/* A name that Excel takes, and that no other sheet has: from `title` or "Sheet", with a number where it is taken. */
void workbook_sheet_name(const struct workbook *workbook, const char *title, int number, char out[SHEET_NAME_BYTES]);

#endif
