/* The file of rejected rows: a CSV with the row's number, its line, the reason, and the row as it stands in the file.
 */
#ifndef SERVICES_CTL_IMPORT_REJECTS_H
#define SERVICES_CTL_IMPORT_REJECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rejects;

/* Opens the file and keeps its first `bytes` (0: it begins anew). NULL, with one sentence in `error`, where it cannot
 * be written, or is shorter. */
struct rejects *rejects_new(const char *path, int64_t bytes, char *error, size_t size);
void rejects_destroy(struct rejects **rejects);

void rejects_add(struct rejects *rejects, int64_t number, int64_t line, const char *reason, const char *text,
                 size_t length);

/* Brings everything to the disk; returns the file's bytes, or -1 where that failed. */
int64_t rejects_flush(struct rejects *rejects);

#endif
