/* Merged ranges of a sheet, which GDAL's driver does not tell: read from the workbook's own XML (ECMA-376 part 1,
 * 18.3.1.55 mergeCells). */
#ifndef SERVICES_SHEET_MERGED_H
#define SERVICES_SHEET_MERGED_H

#include <stdbool.h>

#include "services/sheet/grid.h"

/* Fills the merged ranges of the sheet called `name` downwards: what is merged to the right is so for its looks.
 * `archive` is the workbook as GDAL's file system knows it
 * ("/vsizip//vsimem/workbook.xlsx"). False where its parts cannot be found or read. */
bool merged_fill(const char *archive, const char *name, struct grid *grid);

#endif
