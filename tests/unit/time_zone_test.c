/* Zone files that are refused: damaged, with leap seconds, without a rule. Cut and changed at random, none crashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/memory.h"
#include "common/time/zone.h"
#include "tests/unit/time_plans.h"

/* A TZif file of version 2 without transitions: one type of 28800 s, and a footer. `leaps` counts of leap seconds. */
static size_t zone_write(unsigned char *out, int leaps, const char *footer)
{
    static const char magic[] = {'T', 'Z', 'i', 'f', '2'};
    static const unsigned char type[] = {0, 0, 0x70, 0x80, 0, 0};
    size_t length = 0;
    for (int block = 0; block < 2; block++) {
        unsigned char *header = out + length;
        memset(header, 0, 44);
        memcpy(header, magic, sizeof magic);
        header[31] = block ? (unsigned char)leaps : 0;
        header[39] = 1;
        header[43] = 4;
        length += 44;
        memcpy(out + length, type, sizeof type);
        memcpy(out + length + sizeof type, "CST", 4);
        length += sizeof type + 4;
        memset(out + length, 0, block ? (size_t)leaps * 12 : 0);
        length += block ? (size_t)leaps * 12 : 0;
    }
    return length + (size_t)sprintf((char *)out + length, "\n%s\n", footer);
}

static void written_expect(int leaps, const char *footer, const char *expected)
{
    unsigned char bytes[512];
    const char *fault;
    size_t length = zone_write(bytes, leaps, footer);
    struct zone *zone = zone_new(bytes, length, &fault);
    if (expected)
        assert_string_equal(fault, expected);
    else
        assert_null(fault);
    assert_int_equal(zone != NULL, !expected);
    zone_destroy(&zone);
}

static void files_are_checked(void **state)
{
    (void)state;
    static const char no_rule[] = "has no rule for the years to come";
    written_expect(0, "CST-8", NULL);
    written_expect(0, "<+08>-8", NULL);
    written_expect(0, "EST5EDT,M3.2.0,M11.1.0", NULL);
    written_expect(0, "EST5EDT4,J60/2:30,365/-25:00:01", NULL);
    written_expect(1, "CST-8", "counts leap seconds, expected a zone file without them");
    written_expect(0, "", no_rule);
    written_expect(0, "CS-8", no_rule);
    written_expect(0, "CST", no_rule);
    written_expect(0, "EST5EDT", no_rule);
    written_expect(0, "EST5EDT,M13.2.0,M11.1.0", no_rule);
    written_expect(0, "EST5EDT,M3.2.0,M11.1.0,", no_rule);
    written_expect(0, "EST5EDT,M3.6.0,M11.1.0", no_rule);
    written_expect(0, "<+08-8", no_rule);
    written_expect(0, "EST5EDT,J0,J366", no_rule);
}

static void names_are_checked(void **state)
{
    (void)state;
    static const char *const bad[] = {"",          "/etc/passwd",   "../../../etc/passwd", "Asia", "Mars/Olympus",
                                      "tzdata.zi", "Asia/Shang hai"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *fault = NULL;
        assert_null(zone_read(bad[i], &fault));
        assert_non_null(fault);
    }
}

static void damaged_files_do_no_harm(void **unused)
{
    (void)unused;
    uint64_t state = 11;
    unsigned char whole[4096];
    FILE *file = fopen("/usr/share/zoneinfo/America/New_York", "rb");
    if (!file)
        skip();
    size_t length = fread(whole, 1, sizeof whole, file);
    fclose(file);
    for (int i = 0; i < 20000; i++) {
        const char *fault;
        size_t cut = random_below(&state, 2) ? length : random_below(&state, length);
        unsigned char *bytes = memory_new(length + 1, 1);
        memcpy(bytes, whole, length);
        for (uint64_t change = random_below(&state, 6); change > 0; change--)
            bytes[random_below(&state, random_below(&state, 2) ? length : 100)] =
                (unsigned char)random_below(&state, 256);
        bytes = memory_resize(bytes, cut + 1, 1); /* so that reading on would be seen */
        struct zone *zone = zone_new(bytes, cut, &fault);
        free(bytes);
        assert_int_equal(zone == NULL, fault != NULL);
        if (zone)
            zone_date(zone, zone_instant(zone, (int64_t)random_below(&state, 4000000000)));
        zone_destroy(&zone);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_checked),
        cmocka_unit_test(names_are_checked),
        cmocka_unit_test(damaged_files_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
