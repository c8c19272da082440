/* Reading CSV: every record with its numbers, broken ones with their fault, and nothing lost behind them. */
#include "tests/unit/import_file.h"

#include <zlib.h>

#include "services/ctl/import/records.h"

static char error[512];

/* A record begins with a number. */
static bool begins_with_number(const void *context, const char *const *cells, int count)
{
    (void)context;
    return count > 0 && *cells[0] && strspn(cells[0], "0123456789") == strlen(cells[0]);
}

static struct records *records_of(const char *text)
{
    const char *path = file_of(text);
    struct records *records = records_new(path, error, sizeof error);
    unlink(path);
    if (records)
        records_tell_begin(records, begins_with_number, NULL);
    return records;
}

static void expect_record(struct records *records, int64_t number, int64_t line, int count, const char *last)
{
    struct record record;
    assert_true(records_next(records, &record));
    assert_string_equal(record.fault, "");
    assert_int_equal(record.number, number);
    assert_int_equal(record.line, line);
    assert_int_equal(record.count, count);
    assert_string_equal(record.cells[count - 1], last);
}

static void expect_fault(struct records *records, int64_t number, int64_t line, const char *fault, const char *text)
{
    struct record record;
    assert_true(records_next(records, &record));
    if (!strstr(record.fault, fault))
        fail_msg("expected '%s', found '%s'", fault, record.fault);
    assert_int_equal(record.number, number);
    assert_int_equal(record.line, line);
    assert_int_equal(record.length, strlen(text));
    assert_memory_equal(record.text, text, record.length);
}

static void expect_end(struct records *records)
{
    struct record record;
    assert_false(records_next(records, &record));
    assert_null(records_error(records));
    records_destroy(&records);
    assert_null(records);
}

static void cells_are_read(void **state)
{
    (void)state;
    struct records *records = records_of("\xef\xbb\xbfid,text\r\n1,plain\r\n\r\n2,\"quoted, \"\"so\"\"\"\r\n"
                                         "3,\"two\r\nlines\"\r\n4,\r\n5,last");
    assert_int_equal(records_columns(records), 2);
    assert_int_equal(records_column_find(records, "id"), 0);
    assert_int_equal(records_column_find(records, "none"), -1);
    expect_record(records, 1, 2, 2, "plain");
    expect_record(records, 2, 4, 2, "quoted, \"so\"");
    expect_record(records, 3, 5, 2, "two\nlines");
    expect_record(records, 4, 7, 2, "");
    expect_record(records, 5, 8, 2, "last");
    expect_end(records);
}

static void stray_quote_costs_its_record(void **state)
{
    (void)state;
    struct records *records = records_of("id,text\n1,a \"b\" c\n2,good\n3,\"x\"y\n4,good\n");
    expect_fault(records, 1, 2, "broken quotes at byte 5 of line 2", "1,a \"b\" c\n");
    expect_record(records, 2, 3, 2, "good");
    expect_fault(records, 3, 4, "broken quotes at byte 6 of line 4", "3,\"x\"y\n");
    expect_record(records, 4, 5, 2, "good");
    expect_end(records);
}

static void unclosed_quote_costs_its_record(void **state)
{
    (void)state;
    struct records *records =
        records_of("id,text\n1,\"never closed\n2,good\n3,\"quoted\"\n4,\"open\nmore\n\n5,good\n6,\"end\n");
    expect_fault(records, 1, 2, "is not closed before line 3", "1,\"never closed\n");
    expect_record(records, 2, 3, 2, "good");
    expect_record(records, 3, 4, 2, "quoted");
    expect_fault(records, 4, 5, "is not closed before line 8", "4,\"open\nmore\n\n");
    expect_record(records, 5, 8, 2, "good");
    expect_fault(records, 6, 9, "before the end of the file", "6,\"end\n");
    expect_end(records);
}

static void rest_of_a_broken_record_goes_with_it(void **state)
{
    (void)state;
    struct records *records = records_of("id,text\n1,\"a\nb \"c\" d\ne\"\n2,good\n3,bare\nbreak,x,y\n4,good\n");
    expect_fault(records, 1, 2, "broken quotes at byte 4 of line 3", "1,\"a\nb \"c\" d\ne\"\n");
    expect_record(records, 2, 5, 2, "good");
    expect_record(records, 3, 6, 2, "bare");
    expect_fault(records, 4, 7, "has 3 cells", "break,x,y\n");
    expect_record(records, 5, 8, 2, "good");
    expect_end(records);
}

static void cells_are_counted(void **state)
{
    (void)state;
    struct records *records = records_of("id,text,more\n1,a\n2,a,b,c\n3,a,b\n");
    expect_fault(records, 1, 2, "has 2 cells, expected 3", "1,a\n");
    expect_fault(records, 2, 3, "has 4 cells, expected 3", "2,a,b,c\n");
    expect_record(records, 3, 4, 3, "b");
    expect_end(records);
}

static void reading_goes_on_behind_a_record(void **state)
{
    (void)state;
    struct record record;
    struct records *records = records_of("id,text\r\n1,a\r\n2,\"b\r\nb\"\r\n3,c\r\n");
    expect_record(records, 1, 2, 2, "a");
    assert_true(records_next(records, &record));
    int64_t end = record.end, last = record.last;
    assert_int_equal(last, 4);
    expect_record(records, 3, 5, 2, "c");
    assert_true(records_seek(records, end, last, 2));
    expect_record(records, 3, 5, 2, "c");
    expect_end(records);
}

static void long_lines_are_rejected(void **state)
{
    (void)state;
    enum { LENGTH = 3 * 1024 * 1024 };
    char *text = malloc(LENGTH + 64), *filler = malloc(LENGTH + 1);
    memset(filler, 'x', LENGTH);
    filler[LENGTH] = '\0';
    snprintf(text, LENGTH + 64, "id,text\n1,%s\n2,good\n", filler);
    free(filler);
    struct records *records = records_of(text);
    struct record record;
    assert_true(records_next(records, &record));
    assert_string_equal(record.fault, "longer than 1048576 bytes");
    expect_record(records, 2, 3, 2, "good");
    expect_end(records);
    free(text);
}

/* The text without lines that hold nothing. */
static void lines_squeeze(const char *text, size_t length, char *out)
{
    size_t used = strlen(out);
    for (size_t i = 0; i < length;) {
        const char *feed = memchr(text + i, '\n', length - i);
        size_t line = feed ? (size_t)(feed - text) + 1 - i : length - i;
        if (strspn(text + i, " \t\n") < line) {
            memcpy(out + used, text + i, line);
            used += line;
        }
        i += line;
    }
    out[used] = '\0';
}

/* Whatever stands in the file: all of it is in one record or another, in its order, and all records are counted. */
static void nothing_is_lost(void **state)
{
    static const char alphabet[] = "1234,,,,\"\"\"\n\n\nab ";
    char text[400], all[400], found[400];
    unsigned long seed = 20150101;
    (void)state;
    for (int turn = 0; turn < 20000; turn++) {
        size_t used = (size_t)snprintf(text, sizeof text, "id,text\n");
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        for (size_t end = used + 1 + (seed >> 33) % 200; used < end; used++) {
            seed = seed * 6364136223846793005UL + 1442695040888963407UL;
            text[used] = alphabet[(seed >> 33) % (sizeof alphabet - 1)];
        }
        text[used] = '\0';
        *all = *found = '\0';
        lines_squeeze(text + 8, used - 8, all);
        struct records *records = records_of(text);
        struct record record;
        int64_t count = 0, last = 1;
        while (records_next(records, &record)) {
            assert_int_equal(record.number, ++count);
            assert_true(record.line > last && record.last >= record.line);
            last = record.last;
            lines_squeeze(record.text, record.length, found);
        }
        records_destroy(&records);
        assert_string_equal(found, all);
    }
}

/* Half of a gzip file: what can be read is read, and the end is told. */
static void cut_file_is_told(void **state)
{
    (void)state;
    unsigned char packed[4096];
    char text[20000] = "id,text\n";
    size_t used = strlen(text);
    uLong seed = 1;
    for (int i = 1; used < sizeof text - 100; i++) {
        seed = seed * 1103515245 + 12345;
        used += (size_t)sprintf(text + used, "%d,%lx\n", i, seed % 65536);
    }
    const char *path = file_of("");
    gzFile file = gzopen(path, "wb");
    gzwrite(file, text, (unsigned)used);
    gzclose(file);
    FILE *stream = fopen(path, "rb");
    size_t length = fread(packed, 1, sizeof packed, stream);
    fclose(stream);
    unlink(path);
    path = file_of_bytes((const char *)packed, length);
    struct records *records = records_new(path, error, sizeof error);
    unlink(path);
    struct record record;
    int64_t count = 0;
    while (records_next(records, &record))
        count++;
    assert_true(count > 10);
    assert_non_null(strstr(records_error(records), "in the middle of its compressed data"));
    records_destroy(&records);
}

static void files_without_columns_are_refused(void **state)
{
    (void)state;
    assert_null(records_of(""));
    assert_non_null(strstr(error, "is empty"));
    assert_null(records_of("a,\"b\n"));
    assert_non_null(strstr(error, "not closed"));
    assert_null(records_new("/nowhere/at/all.csv", error, sizeof error));
    assert_non_null(strstr(error, "No such file"));
    assert_null(records_new("/tmp", error, sizeof error));
    assert_non_null(strstr(error, "not a file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_read),
        cmocka_unit_test(stray_quote_costs_its_record),
        cmocka_unit_test(unclosed_quote_costs_its_record),
        cmocka_unit_test(rest_of_a_broken_record_goes_with_it),
        cmocka_unit_test(cells_are_counted),
        cmocka_unit_test(reading_goes_on_behind_a_record),
        cmocka_unit_test(long_lines_are_rejected),
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(cut_file_is_told),
        cmocka_unit_test(files_without_columns_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
