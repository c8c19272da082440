/* CSV files as spreadsheet programs write them: encodings, line ends, quotes, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/sheet/sheet.h"

static char path[] = "/tmp/sheet_test.XXXXXX";

static int file_make(void **state)
{
    int descriptor = mkstemp(path);
    (void)state;
    return descriptor < 0 ? -1 : close(descriptor);
}

static int file_remove(void **state)
{
    (void)state;
    return unlink(path);
}

static struct sheet *text_read(const char *text, size_t length, char error[SHEET_ERROR_BYTES])
{
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(text, 1, length, stream), length);
    fclose(stream);
    return sheet_read(path, NULL, error);
}

/* Reads the text, and compares its rows, written as [cell|cell][…]. */
static void expect_rows(const char *text, size_t length, const char *expected)
{
    char error[SHEET_ERROR_BYTES] = "", *rows;
    size_t size;
    struct sheet *sheet = text_read(text, length, error);
    assert_string_equal(error, "");
    assert_non_null(sheet);
    FILE *stream = open_memstream(&rows, &size);
    for (int i = 0; i < sheet->row_count; i++) {
        fputc('[', stream);
        for (int j = 0; j < sheet->rows[i].count; j++) {
            assert_int_equal(strlen(sheet->rows[i].cells[j].text), sheet->rows[i].cells[j].length);
            fprintf(stream, "%s%s", j ? "|" : "", sheet->rows[i].cells[j].text);
        }
        fputc(']', stream);
    }
    fclose(stream);
    assert_string_equal(rows, expected);
    free(rows);
    sheet_destroy(&sheet);
}

#define ROWS(TEXT, EXPECTED) expect_rows(TEXT, sizeof(TEXT) - 1, EXPECTED)

static void expect_refusal(const char *text, size_t length, const char *expected)
{
    char error[SHEET_ERROR_BYTES] = "", whole[SHEET_ERROR_BYTES];
    struct sheet *sheet = text_read(text, length, error);
    snprintf(whole, sizeof whole, "%s: %s", path, expected);
    assert_null(sheet);
    assert_string_equal(error, whole);
}

#define REFUSAL(TEXT, EXPECTED) expect_refusal(TEXT, sizeof(TEXT) - 1, EXPECTED)

static void rows_are_as_they_stand(void **state)
{
    (void)state;
    ROWS("大类,小类\n01,0101\n", "[大类|小类][01|0101]");
    ROWS("a,b\r\n\r\nc,d\r\n", "[a|b][][c|d]");
    ROWS("a\rb", "[a][b]");
    ROWS("a,\"x\r\ny\",\"1\"\"\"\n,,\n", "[a|x\ny|1\"][||]");
    ROWS("", "");
}

static void encodings_are_told_apart(void **state)
{
    (void)state;
    ROWS("\xef\xbb\xbf立案,结案\n", "[立案|结案]");
    ROWS("\xc1\xa2\xb0\xb8,\xbd\xe1\xb0\xb8\n", "[立案|结案]"); /* of GBK */
    ROWS("\x81\x39\xee\x39,\xa2\xe3\n", "[㐀|€]");              /* four bytes; the euro of GB18030 */
    REFUSAL("a\nb\n\xff\xff\n", "line 3 is neither UTF-8 nor GB18030");
    REFUSAL("a\n\0b\n", "line 2 holds a NUL byte, expected CSV");
    REFUSAL("\xff\xfe"
            "a\0",
            "is in UTF-16, expected CSV in UTF-8 or GB18030");
}

static void what_is_no_table_is_refused(void **state)
{
    char error[SHEET_ERROR_BYTES];
    (void)state;
    REFUSAL("a,b\nc,x\"y\n",
            "row 2 has broken quotes: a cell with a quote in it must stand in quotes, and the quote be "
            "doubled");
    REFUSAL("a,b\nc,\"y\n\n",
            "row 2 has broken quotes: a cell with a quote in it must stand in quotes, and the quote be "
            "doubled");
    REFUSAL("\xd0\xcf\x11\xe0....", "is a workbook of the old kind (.xls) or one with a password, expected .xlsx");
    assert_null(sheet_read("/tmp", NULL, error));
    assert_string_equal(error, "/tmp: is no file");
    assert_null(sheet_read("/nowhere", NULL, error));
    assert_string_equal(error, "/nowhere: cannot be opened: No such file or directory");
    expect_rows("a\n", 2, "[a]");
    assert_null(sheet_read(path, "部件", error));
    assert_non_null(strstr(error, "is a CSV file, which has no sheets to be named"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_as_they_stand),
        cmocka_unit_test(encodings_are_told_apart),
        cmocka_unit_test(what_is_no_table_is_refused),
    };
    return cmocka_run_group_tests(tests, file_make, file_remove);
}
