/* make-workbook FILE: makes an .xlsx of what its input says, one thing a line, parted by tabs:
 *
 *   sheet   NAME            begins a sheet; without it, the first is called as libxlsxwriter calls it
 *   csv     PATH            all cells of a CSV file, as texts, from A1 on; the path is below STEWARD_SOURCE
 *   cell    C3     TEXT
 *   number  C3     4.5
 *   date    C3     2026-04-01
 *   merge   C3:C5  TEXT     a merged range
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "common/sheet/sheet.h"

struct making {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *date;
};

static void fail(const char *what, const char *detail)
{
    fprintf(stderr, "make-workbook: %s: %s\n", what, detail);
    exit(EXIT_FAILURE);
}

static void csv_copy(const struct making *making, const char *path)
{
    char error[SHEET_ERROR_BYTES], whole[4096];
    const char *source = getenv("STEWARD_SOURCE");
    snprintf(whole, sizeof whole, "%s/%s", source ? source : ".", path);
    struct sheet *sheet = sheet_read(whole, NULL, error);
    if (!sheet)
        fail("csv", error);
    for (int i = 0; i < sheet->row_count; i++)
        for (int j = 0; j < sheet->rows[i].count; j++)
            if (sheet->rows[i].cells[j].length)
                worksheet_write_string(making->sheet, (lxw_row_t)i, (lxw_col_t)j, sheet->rows[i].cells[j].text, NULL);
    sheet_destroy(&sheet);
}

static void date_write(const struct making *making, const char *where, const char *text)
{
    lxw_datetime date = {0};
    if (sscanf(text, "%d-%d-%d", &date.year, &date.month, &date.day) != 3)
        fail("date", text);
    worksheet_write_datetime(making->sheet, lxw_name_to_row(where), lxw_name_to_col(where), &date, making->date);
}

static void line_take(struct making *making, const char *what, const char *where, const char *text)
{
    if (strcmp(what, "sheet") == 0)
        making->sheet = workbook_add_worksheet(making->book, where);
    else if (!making->sheet)
        making->sheet = workbook_add_worksheet(making->book, NULL);
    if (strcmp(what, "csv") == 0)
        csv_copy(making, where);
    else if (strcmp(what, "cell") == 0)
        worksheet_write_string(making->sheet, lxw_name_to_row(where), lxw_name_to_col(where), text, NULL);
    else if (strcmp(what, "number") == 0)
        worksheet_write_number(making->sheet, lxw_name_to_row(where), lxw_name_to_col(where), atof(text), NULL);
    else if (strcmp(what, "date") == 0)
        date_write(making, where, text);
    else if (strcmp(what, "merge") == 0)
        worksheet_merge_range(making->sheet, lxw_name_to_row(where), lxw_name_to_col(where), lxw_name_to_row_2(where),
                              lxw_name_to_col_2(where), text, NULL);
    else if (strcmp(what, "sheet") != 0)
        fail("what is this", what);
}

int main(int argc, char **argv)
{
    char line[4096];
    if (argc != 2)
        fail("usage", "make-workbook FILE <DESCRIPTION");
    struct making making = {.book = workbook_new(argv[1])};
    making.date = workbook_add_format(making.book);
    format_set_num_format(making.date, "yyyy\\-mm\\-dd");
    while (fgets(line, sizeof line, stdin)) {
        char *rest = line;
        line[strcspn(line, "\n")] = '\0';
        const char *what = strsep(&rest, "\t"), *where = strsep(&rest, "\t");
        line_take(&making, what, where ? where : "", rest ? rest : "");
    }
    lxw_error error = workbook_close(making.book);
    if (error)
        fail(argv[1], lxw_strerror(error));
    return EXIT_SUCCESS;
}
