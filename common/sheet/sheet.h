/* Tables that people keep: a CSV file, or a sheet of an .xlsx workbook, as rows of texts.
 *
 * CSV is of RFC 4180, in UTF-8 with or without a byte order mark, or in GB18030, as spreadsheets of China write it;
 * which of the two, the bytes tell. A workbook is read by the program steward-sheet, which stands beside the one that
 * asks: its cells are texts, numbers as they are without trailing zeros, dates as 2026/04/01, and a merged range has
 * its text in every row of its first column. CSV knows no merged ranges.
 */
#ifndef COMMON_SHEET_SHEET_H
#define COMMON_SHEET_SHEET_H

#include <stddef.h>

enum {
    SHEET_BYTES_MOST = 64 * 1024 * 1024, /* of the file, and of its rows as CSV */
    SHEET_ERROR_BYTES = 512,
};

struct sheet_cell {
    const char *text; /* UTF-8, ends with NUL; "" where the cell is empty */
    size_t length;
};

struct sheet_row {
    const struct sheet_cell *cells;
    int count; /* rows need not be of the same length */
};

struct sheet {
    const char *name;       /* of the workbook's sheet; "" of a CSV file */
    struct sheet_row *rows; /* row i is number i + 1, as spreadsheets count; empty rows are among them */
    int row_count;
    struct sheet_memory *memory; /* private */
};

/* Reads the sheet called `name` of a workbook, or its only one that holds anything where that is NULL; a CSV file takes
 * no name. NULL, with one sentence in `error`, where it cannot be read. */
struct sheet *sheet_read(const char *path, const char *name, char error[SHEET_ERROR_BYTES]);

void sheet_destroy(struct sheet **sheet);

#endif
