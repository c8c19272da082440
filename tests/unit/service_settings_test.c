/* settings.yaml: what is taken, and what is told of what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/service/settings.h"

#define SERVICES "services: {intake: 2, dispatch: 3, deadline: 1, report: 1, relay: 16}\n"
#define GOOD     "database: host=/s dbname=steward\nrun: /r\n" SERVICES

static char folder[64], path[128], error[1024];

static int folder_open(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/settings.XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/settings.yaml", folder);
    return 0;
}

static int folder_close(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static struct settings *read_text(const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    error[0] = '\0';
    return settings_read(folder, error, sizeof error);
}

static void expect_error(const char *text, const char *part)
{
    struct settings *settings = read_text(text);
    if (settings || !strstr(error, part) || strncmp(error, path, strlen(path)) != 0 || strchr(error, '\n'))
        fail_msg("expected one line with the path and '%s', found: %s", part, error);
}

static void good_ones(void **state)
{
    (void)state;
    struct settings *settings = read_text(GOOD "command_keys: {days: 1}\n");
    assert_non_null(settings);
    assert_int_equal(settings_key_days(settings), 1);
    settings_destroy(&settings);
    settings = read_text(GOOD);
    assert_non_null(settings);
    assert_int_equal(settings_key_days(settings), 30);
    assert_string_equal(settings->database, "host=/s dbname=steward");
    assert_string_equal(settings->run, "/r");
    assert_int_equal(settings_workers(settings, "intake"), 2);
    assert_int_equal(settings_workers(settings, "dispatch"), 3);
    assert_int_equal(settings_workers(settings, "relay"), 16);
    assert_int_equal(settings_workers(settings, "gate"), 0);
    settings_destroy(&settings);
    assert_null(settings);
    settings_destroy(&settings);
}

static void faults(void **state)
{
    (void)state;
    expect_error("run: /r\n" SERVICES, "database");
    expect_error("database: d\n" SERVICES, "run");
    expect_error(GOOD "command_keys: {days: 0}\n", "command_keys: days must be 1 to 36500");
    expect_error("database: d\nrun: /r\n", "services");
    expect_error("database: d\nrun: /r\nservices: {intake: 1}\n", "dispatch");
    expect_error(GOOD "colour: red\n", "colour");
    expect_error("database: d\nrun: /r\nservices: {intake: many, dispatch: 1, deadline: 1, report: 1, relay: 1}\n",
                 "many");
    expect_error("database: d\nrun: /r\nservices: {intake: 0, dispatch: 1, deadline: 1, report: 1, relay: 1}\n",
                 "1 to 16 workers");
    expect_error("database: d\nrun: /r\nservices: {intake: 17, dispatch: 1, deadline: 1, report: 1, relay: 1}\n",
                 "1 to 16 workers");
    expect_error("database: [d]\nrun: /r\n" SERVICES, "database");
    expect_error("\tnot yaml", "");
    expect_error("", "");
    unlink(path);
    assert_null(settings_read(folder, error, sizeof error));
    assert_non_null(strstr(error, path));
}

static void where_they_are(void **state)
{
    (void)state;
    setenv("STEWARD_HOME", "/from/environment", 1);
    assert_string_equal(settings_home("/given"), "/given");
    assert_string_equal(settings_home(NULL), "/from/environment");
    assert_string_equal(settings_home(""), "/from/environment");
    unsetenv("STEWARD_HOME");
    setenv("HOME", "/home/someone", 1);
    assert_string_equal(settings_home(NULL), geteuid() == 0 ? "/var/lib/steward" : "/home/someone/.steward");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_ones),
        cmocka_unit_test(faults),
        cmocka_unit_test(where_they_are),
    };
    return cmocka_run_group_tests(tests, folder_open, folder_close);
}
