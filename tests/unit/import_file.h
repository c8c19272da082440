/* Files for the tests of the import: a text becomes a file that is gone when the test ends. */
#ifndef TESTS_UNIT_IMPORT_FILE_H
#define TESTS_UNIT_IMPORT_FILE_H

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Writes the bytes into a new file; its path is valid until the next call. */
static inline const char *file_of_bytes(const char *bytes, size_t length)
{
    static char path[64];
    snprintf(path, sizeof path, "/tmp/steward-import-test-XXXXXX");
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, bytes, length), length);
    close(descriptor);
    return path;
}

static inline const char *file_of(const char *text)
{
    return file_of_bytes(text, strlen(text));
}

#endif
