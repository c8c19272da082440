/* Is a workbook whole? libxlsxwriter puts its parts together from nameless files, and does not tell where a full disk
 * has cut one of those short. */
#ifndef COMMON_OUTPUT_ARCHIVE_H
#define COMMON_OUTPUT_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Does every part of the workbook end as it began, and do the rows of the i-th of `count` sheets take rows[i] bytes? */
bool archive_whole(const char *path, const int64_t *rows, size_t count);

#endif
