/* steward-sheet [SHEET]: reads an .xlsx workbook from its input and prints one sheet of it as CSV, in UTF-8, row by row
 * as they stand; before them a row with the sheet's name. Where that is not possible it prints the reason, one
 * sentence, and ends with 1.
 *
 * It never opens a file, takes no more than a minute of the processor, and is ended by a workbook that is broken beyond
 * what libgdal bears, which is why it is a program of its own.
 */
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <csv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "common/base/memory.h"
#include "services/sheet/merged.h"

enum { BYTES_MOST = 64 * 1024 * 1024, BLOCK = 65536, PROCESSOR_SECONDS = 60, NAMES_BYTES = 256 };
static const char workbook_path[] = "/vsimem/workbook.xlsx", archive_path[] = "/vsizip//vsimem/workbook.xlsx";

static int refuse(const char *reason, const char *detail)
{
    printf("%s%s%s", reason, *detail ? ": " : "", detail);
    return EXIT_FAILURE;
}

/* Takes the whole input as a file of GDAL's memory. */
static bool input_take(void)
{
    char *bytes = NULL;
    size_t length = 0, capacity = 0, got;
    do {
        memory_reserve((void **)&bytes, &capacity, length + BLOCK, 1);
        got = fread(bytes + length, 1, BLOCK, stdin);
        length += got;
    } while (got && length <= BYTES_MOST);
    if (length > BYTES_MOST || ferror(stdin)) {
        free(bytes);
        return false;
    }
    GByte *copy = VSIMalloc(length + 1); /* the file's own, freed with it */
    memcpy(copy, bytes, length);
    free(bytes);
    return VSIFCloseL(VSIFileFromMemBuffer(workbook_path, copy, length, TRUE)) == 0;
}

static GDALDatasetH workbook_open(void)
{
    static const char *const drivers[] = {"XLSX", NULL};
    CPLSetConfigOption("OGR_XLSX_HEADERS", "DISABLE"); /* every row is a row */
    CPLSetConfigOption("OGR_XLSX_FIELD_TYPES", "STRING");
    return GDALOpenEx(workbook_path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
}

/* The sheet to be read. NULL, which was told, where it is not there or there are several to choose from. */
static OGRLayerH sheet_find(GDALDatasetH workbook, const char *name)
{
    OGRLayerH found = NULL;
    char names[NAMES_BYTES] = "";
    int used = 0, filled = 0;
    for (int i = 0; i < GDALDatasetGetLayerCount(workbook); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(workbook, i);
        if (OGR_L_GetFeatureCount(layer, TRUE) == 0)
            continue;
        if (!name || strcmp(OGR_L_GetName(layer), name) == 0)
            found = layer;
        filled++;
        if (used < NAMES_BYTES)
            used +=
                snprintf(names + used, (size_t)(NAMES_BYTES - used), "%s%s", used ? ", " : "", OGR_L_GetName(layer));
    }
    if (filled == 0)
        refuse("no sheet holds anything", "");
    else if (name && !found)
        refuse("it has no such sheet, but", names);
    else if (!name && filled > 1)
        refuse("several sheets hold something, expected the name of one", names);
    else
        return found;
    return NULL;
}

static void row_read(struct grid *grid, OGRFeatureH feature)
{
    int row = (int)OGR_F_GetFID(feature) - 1;
    grid_extend(grid, row + 1);
    for (int column = 0; column < grid->columns; column++)
        if (OGR_F_IsFieldSetAndNotNull(feature, column))
            grid_set(grid, row, column, OGR_F_GetFieldAsString(feature, column));
}

static bool rows_read(struct grid *grid, OGRLayerH sheet)
{
    grid->columns = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(sheet));
    if (grid->columns > GRID_COLUMNS_MOST || OGR_L_GetFeatureCount(sheet, TRUE) > GRID_ROWS_MOST)
        return false;
    OGR_L_ResetReading(sheet);
    for (OGRFeatureH feature = OGR_L_GetNextFeature(sheet); feature; feature = OGR_L_GetNextFeature(sheet)) {
        if (OGR_F_GetFID(feature) > 0 && OGR_F_GetFID(feature) <= GRID_ROWS_MOST)
            row_read(grid, feature);
        OGR_F_Destroy(feature);
    }
    return true;
}

static int sheet_print(GDALDatasetH workbook, const char *name)
{
    struct grid grid = {0};
    OGRLayerH sheet = sheet_find(workbook, name);
    if (!sheet)
        return EXIT_FAILURE;
    int status = EXIT_SUCCESS;
    if (!rows_read(&grid, sheet)) {
        status = refuse("is too large, expected at most 200000 rows of 1000 columns", "");
    } else if (!merged_fill(archive_path, OGR_L_GetName(sheet), &grid)) {
        status = refuse("its merged ranges cannot be read", "");
    } else {
        csv_fwrite(stdout, OGR_L_GetName(sheet), strlen(OGR_L_GetName(sheet)));
        fputc('\n', stdout);
        grid_write(&grid, stdout);
    }
    grid_clear(&grid);
    return status;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 && strcmp(argv[1], "--") == 0 ? argv[2] : argv[1];
    const struct rlimit processor = {PROCESSOR_SECONDS, PROCESSOR_SECONDS};
    setrlimit(RLIMIT_CPU, &processor);
    CPLSetErrorHandler(CPLQuietErrorHandler);
    GDALAllRegister();
    if (!input_take())
        return refuse("is too large, expected at most 64 MiB", "");
    GDALDatasetH workbook = workbook_open();
    int status = workbook ? sheet_print(workbook, name) : refuse("is no .xlsx workbook", CPLGetLastErrorMsg());
    if (workbook)
        GDALClose(workbook);
    VSIUnlink(workbook_path);
    GDALDestroyDriverManager();
    return fflush(stdout) == 0 ? status : EXIT_FAILURE;
}
