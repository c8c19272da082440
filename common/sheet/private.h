/* What the parts of common/sheet tell each other. */
#ifndef COMMON_SHEET_PRIVATE_H
#define COMMON_SHEET_PRIVATE_H

#include <stdbool.h>

#include "common/sheet/sheet.h"

/* Bytes of malloc; text ends with NUL. */
struct bytes {
    char *text;
    size_t length;
};

/* Reads from a descriptor to its end. False, with *out empty and errno set, where it cannot be or is over
 * SHEET_BYTES_MOST (EFBIG). */
bool bytes_read(int descriptor, struct bytes *out);

/* Makes UTF-8 without a byte order mark of what a spreadsheet program wrote. False, with the reason in `error`, where
 * it is in neither encoding; *bytes is the caller's in any case. */
bool encoding_mend(struct bytes *bytes, char error[SHEET_ERROR_BYTES]);

/* Parses CSV, whose texts become the sheet's. NULL, with the reason in `error`, where it is none. */
struct sheet *rows_parse(const struct bytes *bytes, char error[SHEET_ERROR_BYTES]);

/* Has steward-sheet print the sheet of the workbook that is open under `descriptor`: *out is CSV whose first row is the
 * sheet's name. False, with the reason in `error`, where that failed. */
bool workbook_read(int descriptor, const char *name, struct bytes *out, char error[SHEET_ERROR_BYTES]);

#endif
