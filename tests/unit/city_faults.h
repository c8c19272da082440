/* The good pack of city_texts.h with some files replaced or added, and what is told of it. */
#ifndef TESTS_UNIT_CITY_FAULTS_H
#define TESTS_UNIT_CITY_FAULTS_H

#include <stddef.h>

#include "common/city/pack.h"

/* Reads it and compares all faults as they are printed; returns the pack, or NULL where faults were expected. */
struct pack *changed_pack_read(const struct pack_text *changes, size_t count, const char *expected);

/* The same with one file replaced or added, and nothing to keep. */
void expect_faults(const char *file, const char *text, size_t length, const char *expected);

#define FAULTS(FILE, TEXT, EXPECTED) expect_faults(FILE, TEXT, sizeof(TEXT) - 1, EXPECTED)

#define CHANGE(FILE, TEXT) ((struct pack_text){FILE, TEXT, strlen(TEXT)})

#endif
