/* From cells to what a row says: texts, times, codes, the mapping, and the reasons why a row is rejected. */
#include "tests/unit/import_file.h"

#include "services/ctl/import/code.h"
#include "services/ctl/import/local_time.h"
#include "services/ctl/import/row.h"
#include "services/ctl/import/stray_bytes.h"

static void expect_clean(const char *text, size_t length, enum stray_rule rule, bool one_line, const char *expected)
{
    char out[256];
    size_t at = 0;
    assert_int_equal(text_clean(text, length, rule, one_line, out, &at), strlen(expected));
    assert_string_equal(out, expected);
}

static void stray_bytes_become_characters(void **state)
{
    (void)state;
    char out[16];
    size_t at = 0;
    expect_clean("caf\xe9 \x80\x92", 7, STRAY_WINDOWS_1252, false, "café €’");
    expect_clean("\x81|\x8d", 3, STRAY_WINDOWS_1252, false, "\xef\xbf\xbd|\xef\xbf\xbd");
    expect_clean("智慧\xe9", 7, STRAY_WINDOWS_1252, false, "智慧é");
    expect_clean("a\xff", 2, STRAY_REPLACE, false, "a\xef\xbf\xbd");
    expect_clean("\xed\xa0\x80", 3, STRAY_REPLACE, false, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    expect_clean("a\0b", 3, STRAY_REJECT, false, "ab");
    expect_clean(" a\nb\tc\x01 \n", 8, STRAY_REJECT, false, "a\nb\tc");
    expect_clean("a\nb\tc", 5, STRAY_REJECT, true, "a b c");
    assert_int_equal(text_clean("ab\xff", 3, STRAY_REJECT, false, out, &at), -1);
    assert_int_equal(at, 2);
}

static void expect_time(const char *text, int64_t seconds)
{
    int64_t instant;
    assert_true(local_time_read("%m/%d/%Y %I:%M:%S %p", text, &instant));
    assert_int_equal(instant, seconds * 1000);
}

static void expect_no_time(const char *text)
{
    int64_t instant;
    assert_false(local_time_read("%m/%d/%Y %I:%M:%S %p", text, &instant));
}

static void local_times_are_instants(void **state)
{
    (void)state;
    assert_true(local_time_zone("America/New_York"));
    expect_time("01/01/2015 12:20:09 AM", 1420089609);
    expect_time("07/01/2015 12:00:00 PM", 1435766400);
    expect_time("03/08/2015 01:59:59 AM", 1425797999);
    expect_time("03/08/2015 02:30:00 AM", 1425799800); /* there was none: as 03:30 */
    expect_time("03/08/2015 03:30:00 AM", 1425799800);
    expect_time("11/01/2015 01:30:00 AM", 1446355800); /* twice: the first */
    expect_time("11/01/2015 02:00:00 AM", 1446361200);
    expect_no_time("02/30/2015 01:00:00 AM");
    expect_no_time("01/01/2015 12:20:09");
    expect_no_time("01/01/2015 12:20:09 AM ");
    expect_no_time("");
    assert_false(local_time_zone("Mars/Olympus"));
    assert_false(local_time_zone("../../etc/passwd"));
    assert_true(local_time_zone("Asia/Shanghai"));
    expect_time("01/01/2015 12:00:00 AM", 1420041600);
}

static void expect_code(const char *first, const char *second, const char *expected)
{
    char code[CODE_ROOM];
    code_of_path(code, (const char *const[]){first, second}, second ? 2 : 1, 64);
    assert_string_equal(code, expected);
}

static void codes_come_from_names(void **state)
{
    (void)state;
    char code[CODE_ROOM], other[CODE_ROOM];
    static const char tail[] = "a name that is longer than what any code may ever be, by far, A";
    expect_code("Downtown / Financial District", "Ward 5", "downtown-financial-district.ward-5");
    expect_code("  (x) ", NULL, "x");
    code_of_path(code, (const char *const[]){"Category", tail}, 2, 64);
    assert_int_equal(strlen(code), 64);
    code_of_path(other,
                 (const char *const[]){"Category", "a name that is longer than what any code may ever be, by far, B"},
                 2, 64);
    assert_string_not_equal(code, other);
    code_of_path(code, (const char *const[]){"噪音"}, 1, 32);
    code_of_path(other, (const char *const[]){"停车"}, 1, 32);
    assert_int_equal(strlen(code), 9);
    assert_string_not_equal(code, other);
    code_of_name(code, "PWDx", 64);
    assert_string_equal(code, "PWDx");
    code_of_name(code, "No Q", 64);
    assert_string_equal(code, "no-q");
}

/* -- a mapping and rows by it -------------------------------------------------------------------------------------- */

static const char mapping_text[] =
    "city: {code: town, name: Town, timezone: America/New_York, source: s, limit: 7d, return_within: 1d, "
    "return_times: 2}\n"
    "actor: importer\n"
    "file: {time: \"%Y-%m-%d %H:%M\", timezone: America/New_York, stray_bytes: reject}\n"
    "columns: {key: id, reported: opened, due: due, closed: closed, organisation: org, channel: by, latitude: lat, "
    "longitude: lon}\n"
    "area:\n"
    "  - {column: place, kind: street}\n"
    "  - {column: ward, kind: community, prefix: \"Ward \", numeric: \"yes\"}\n"
    "category: [{column: kind}]\n"
    "texts:\n"
    "  title: {columns: [title, kind]}\n"
    "  result: {columns: [why], otherwise: none given, cut: \"yes\"}\n"
    "  answer: {columns: [why], otherwise: none given, cut: \"yes\"}\n"
    "status: {column: status, open: [Open], closed: [Closed, Done]}\n"
    "label: {column: label, on_time: ONTIME, late: OVERDUE}\n";

static const char columns[] = "id,opened,due,closed,org,by,lat,lon,place,ward,kind,title,why,status,label\n";

static struct mapping *mapping_of(const char *text, struct pack_faults *faults)
{
    const char *path = file_of(text);
    struct mapping *mapping = mapping_read(path, faults);
    unlink(path);
    return mapping;
}

/* Reads one row; returns why it was rejected, or "". The caller clears the row. */
static const char *row_of(const char *line, struct row *row)
{
    static char reason[ROW_REASON_BYTES];
    char text[16384], error[256];
    struct pack_faults faults = {0};
    struct record record;
    struct mapping *mapping = mapping_of(mapping_text, &faults);
    assert_non_null(mapping);
    snprintf(text, sizeof text, "%s%s\n", columns, line);
    const char *path = file_of(text);
    struct records *records = records_new(path, error, sizeof error);
    unlink(path);
    assert_non_null(records);
    assert_true(mapping_resolve(mapping, records, &faults));
    assert_true(local_time_zone(mapping->timezone));
    assert_true(records_next(records, &record));
    assert_string_equal(record.fault, "");
    *row = (struct row){0};
    *reason = '\0';
    bool read = row_read(mapping, &record, row, reason);
    assert_true(read == (*reason == '\0'));
    records_destroy(&records);
    mapping_destroy(&mapping);
    return reason;
}

static void closed_row_is_read(void **state)
{
    (void)state;
    struct row row;
    assert_string_equal(row_of("7,2015-01-01 10:00,2015-01-02 10:00,2015-01-03 10:00,PWDx,By Phone,42.5,-71.25,East,05,"
                               "Lamp,,fixed,Done,OVERDUE",
                               &row),
                        "");
    assert_string_equal(row.key, "7");
    assert_true(row.is_closed && row.has_due && row.has_place);
    assert_int_equal(row.closed - row.reported, 2 * 86400000);
    assert_string_equal(row.area, "east.ward-5");
    assert_string_equal(row.category, "lamp");
    assert_string_equal(row.organisation, "PWDx");
    assert_string_equal(row.channel, "by-phone");
    assert_string_equal(row.texts[TEXT_TITLE], "Lamp");
    assert_string_equal(row.texts[TEXT_RESULT], "fixed");
    assert_null(row.texts[TEXT_ADDRESS]);
    assert_int_equal(row.label, ROW_LATE);
    row_clear(&row);
}

static void odd_rows_are_read(void **state)
{
    (void)state;
    struct row row;
    assert_string_equal(row_of("8,2015-01-01 10:00,,,ISD,web,,,town,,Lamp,dark,,Open,", &row), "");
    assert_true(!row.is_closed && !row.has_due && !row.has_place);
    assert_string_equal(row.area, "town"); /* the city's own name is the city */
    assert_int_equal(row.label, ROW_UNLABELLED);
    row_clear(&row);
    assert_string_equal(
        row_of("9,2015-01-02 10:00,,2015-01-01 10:00,ISD,web,,,,Ward 12,Lamp,dark,,Closed,ONTIME", &row), "");
    assert_true(row.closed < row.reported);
    assert_string_equal(row.area, "ward-12");
    assert_string_equal(row.texts[TEXT_ANSWER], "none given");
    row_clear(&row);
}

static void long_texts_are_cut_between_characters(void **state)
{
    (void)state;
    struct row row;
    char why[1340 * 3 + 1], line[6000];
    for (size_t i = 0; i < sizeof why - 1; i += 3)
        memcpy(why + i, "智", 4);
    snprintf(line, sizeof line, "9,2015-01-02 10:00,,2015-01-03 10:00,ISD,web,,,,,Lamp,dark,%s,Closed,", why);
    assert_string_equal(row_of(line, &row), "");
    assert_true(row.cut);
    assert_int_equal(strlen(row.texts[TEXT_RESULT]), 3999);
    assert_string_equal(row.texts[TEXT_RESULT] + 3993, "智…");
    row_clear(&row);
}

static void expect_rejected(const char *line, const char *expected)
{
    struct row row;
    const char *reason = row_of(line, &row);
    if (!strstr(reason, expected))
        fail_msg("expected '%s', found '%s'", expected, reason);
    row_clear(&row);
}

static void rows_are_rejected_with_a_reason(void **state)
{
    (void)state;
    expect_rejected(",2015-01-01 10:00,,,ISD,web,,,,,Lamp,dark,,Open,", "key: ''");
    expect_rejected("a b,2015-01-01 10:00,,,ISD,web,,,,,Lamp,dark,,Open,", "key: 'a b' is not 1 to 40");
    expect_rejected("1,yesterday,,,ISD,web,,,,,Lamp,dark,,Open,", "reported: 'yesterday' is not a time of the form %Y");
    expect_rejected("1,,,,ISD,web,,,,,Lamp,dark,,Open,", "reported: is empty");
    expect_rejected("1,2015-01-01 10:00,2015-13-01 10:00,,ISD,web,,,,,Lamp,dark,,Open,", "due: '2015-13-01 10:00'");
    expect_rejected("1,2015-01-01 10:00,,,ISD,web,,,,,Lamp,dark,,Closed,", "closed: is empty, though");
    expect_rejected("1,2015-01-01 10:00,,,ISD,web,,,,,Lamp,dark,,Lost,", "status: 'Lost'");
    expect_rejected("1,2015-01-01 10:00,,,ISD,web,91,0,,,Lamp,dark,,Open,", "latitude: '91'");
    expect_rejected("1,2015-01-01 10:00,,,ISD,web,nan,0,,,Lamp,dark,,Open,", "latitude: 'nan'");
    expect_rejected("1,2015-01-01 10:00,,,,web,,,,,Lamp,dark,,Open,", "organisation: is empty");
    expect_rejected("1,2015-01-01 10:00,,,ISD,,,,,,Lamp,dark,,Open,", "channel: is empty");
    expect_rejected("1,2015-01-01 10:00,,,ISD,web,,,,,,dark,,Open,", "category: is empty");
    expect_rejected("1,2015-01-01 10:00,,,ISD,web,,,,,Lamp,da\xffrk,,Open,", "title: byte 3 is not valid UTF-8");
}

static void expect_faults(const char *text, const char *expected)
{
    struct pack_faults faults = {0};
    char told[4096] = "";
    assert_null(mapping_of(text, &faults));
    FILE *stream = fmemopen(told, sizeof told, "w");
    pack_faults_print(&faults, stream);
    fclose(stream);
    if (!strstr(told, expected))
        fail_msg("expected '%s', found '%s'", expected, told);
    pack_faults_clear(&faults);
}

/* The mapping with `good` replaced by `bad`. */
static void expect_faults_with(const char *good, const char *bad, const char *expected)
{
    char text[sizeof mapping_text + 64];
    const char *at = strstr(mapping_text, good);
    assert_non_null(at);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - mapping_text), mapping_text, bad, at + strlen(good));
    expect_faults(text, expected);
}

static void mappings_are_checked(void **state)
{
    (void)state;
    expect_faults("", ":1: the file is empty");
    expect_faults("actor: importer", "file: is missing");
    expect_faults("city: [", ":2: not valid YAML");
    expect_faults_with("limit: 7d", "limit: 7x", ":1: city.limit: \"7x\" is not a limit");
    expect_faults_with("reported:", "reporter:", ":4: columns: unknown field \"reporter\"");
    expect_faults_with("reported:", "reporter:", ":4: columns.reported: is missing");
    expect_faults_with("latitude: lat, ", "", "expected both or none");
    expect_faults_with("stray_bytes: reject", "stray_bytes: ignore",
                       ":3: file.stray_bytes: \"ignore\" is not known, expected one of windows-1252, replace, reject");
}

static void columns_that_are_not_there_are_told(void **state)
{
    (void)state;
    char error[256];
    struct pack_faults faults = {0};
    struct mapping *mapping = mapping_of(mapping_text, &faults);
    const char *path = file_of("id,opened,closed\n");
    struct records *records = records_new(path, error, sizeof error);
    unlink(path);
    assert_false(mapping_resolve(mapping, records, &faults));
    assert_int_equal(faults.items[0].line, 4);
    assert_string_equal(faults.items[0].message, "the table has no column \"due\", expected one of id, opened, closed");
    pack_faults_clear(&faults);
    records_destroy(&records);
    mapping_destroy(&mapping);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stray_bytes_become_characters),
        cmocka_unit_test(local_times_are_instants),
        cmocka_unit_test(codes_come_from_names),
        cmocka_unit_test(closed_row_is_read),
        cmocka_unit_test(odd_rows_are_read),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(rows_are_rejected_with_a_reason),
        cmocka_unit_test(mappings_are_checked),
        cmocka_unit_test(columns_that_are_not_there_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
