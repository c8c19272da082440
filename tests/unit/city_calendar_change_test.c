/* Calendars and tables of years put into the texts of a pack: what takes the place of what, what goes, what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/city/calendar_change.h"

enum { PATH_BYTES = 256, NAMES_BYTES = 512 };

static char folder[] = "/tmp/city-calendar-XXXXXX";

static char *path_of(const char *name)
{
    static char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void file_write(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int folder_make(void **state)
{
    (void)state;
    if (!mkdtemp(folder) || mkdir(path_of("a"), 0700) || mkdir(path_of("b"), 0700))
        return -1;
    file_write("calendar.yaml", "years: b\n");
    file_write("calendar-n.yaml", "years: missing\n");
    file_write("a/2026.yaml", "new a 2026");
    file_write("b/2026.yaml", "new b 2026");
    file_write("b/2027.yaml", "new b 2027");
    file_write("city.yaml", "code: c");
    return 0;
}

static int folder_remove(void **state)
{
    (void)state;
    static const char *const names[] = {"calendar.yaml", "calendar-n.yaml", "a/2026.yaml",
                                        "b/2026.yaml",   "b/2027.yaml",     "city.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(path_of(names[i]));
    return rmdir(path_of("a")) | rmdir(path_of("b")) | rmdir(folder);
}

/* The texts of a pack with a calendar that names the collection a. */
static struct pack_texts texts_new(void)
{
    static const struct pack_text texts[] = {{"a/2025.yaml", "old", 3},
                                             {"a/2026.yaml", "old", 3},
                                             {"calendar.yaml", "years: a\n", 9},
                                             {"city.yaml", "c", 1}};
    struct pack_texts out = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        pack_texts_put(&out, &texts[i]);
    return out;
}

/* Puts the file in, and compares the names and texts that are there then; `refusal` is what the one fault tells, or
 * NULL. */
static void change(const char *name, const char *expected, const char *refusal)
{
    struct pack_texts texts = texts_new();
    struct pack_faults faults = {0};
    char found[NAMES_BYTES] = "";
    assert_int_equal(calendar_change(&texts, path_of(name), &faults), !refusal);
    for (size_t i = 0; i < texts.count; i++)
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s=%.*s ", texts.items[i].name,
                 (int)texts.items[i].length, texts.items[i].text);
    assert_string_equal(found, expected);
    assert_int_equal(faults.count, refusal != NULL);
    if (refusal)
        assert_non_null(strstr(faults.items[0].message, refusal));
    pack_faults_clear(&faults);
    pack_texts_clear(&texts);
}

#define UNCHANGED "a/2025.yaml=old a/2026.yaml=old calendar.yaml=years: a\n city.yaml=c "

static void tables_take_the_place_of_their_like(void **state)
{
    (void)state;
    change("a/2026.yaml", "a/2025.yaml=old a/2026.yaml=new a 2026 calendar.yaml=years: a\n city.yaml=c ", NULL);
    change("b/2027.yaml",
           "a/2025.yaml=old a/2026.yaml=old b/2027.yaml=new b 2027 calendar.yaml=years: a\n city.yaml=c ", NULL);
}

static void calendars_bring_their_tables(void **state)
{
    (void)state;
    change("calendar.yaml", "b/2026.yaml=new b 2026 b/2027.yaml=new b 2027 calendar.yaml=years: b\n city.yaml=c ",
           NULL);
    /* where there are none beside it, none come; those of the other calendar stay */
    change("calendar-n.yaml",
           "a/2025.yaml=old a/2026.yaml=old calendar-n.yaml=years: missing\n calendar.yaml=years: a\n city.yaml=c ",
           NULL);
}

static void other_files_are_refused(void **state)
{
    (void)state;
    change("city.yaml", UNCHANGED, "is no calendar by its name");
    change("a/26.yaml", UNCHANGED, "is no calendar by its name");
    change("a/2024.yaml", UNCHANGED, "cannot be read");
    change("calendar-x.yaml", UNCHANGED, "cannot be read");
    change("./2026.yaml", UNCHANGED, "does not tell its collection");
    change("a/../2026.yaml", UNCHANGED, "does not tell its collection");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_take_the_place_of_their_like),
        cmocka_unit_test(calendars_bring_their_tables),
        cmocka_unit_test(other_files_are_refused),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
