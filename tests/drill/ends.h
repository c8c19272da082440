/* Tickets that are to come to their end: a file that grows, a line each: "CITY NUMBER"; the line "end 0" is the
 * last. */
#ifndef TESTS_DRILL_ENDS_H
#define TESTS_DRILL_ENDS_H

#include <stdbool.h>
#include <stdint.h>

#include "tests/drill/life.h"

struct ends;

/* Opens the file; ends the process where it cannot. */
struct ends *ends_new(const char *path);
void ends_destroy(struct ends **ends);

/* The next whole line that has not been read yet; false where there is none for now, or ever. */
bool ends_next(struct ends *ends, char city[LIFE_CODE_BYTES], int64_t *ticket);

/* Was the last line read? */
bool ends_over(const struct ends *ends);

#endif
