/* A city pack from a table: the same from the same, whatever the order of its rows. */
#ifndef SERVICES_CTL_IMPORT_GENERATE_H
#define SERVICES_CTL_IMPORT_GENERATE_H

#include <stdbool.h>
#include <stddef.h>

#include "services/ctl/import/generate_count.h"

/* Writes the six files of the pack into `folder`, which is made where it is not there. False, with one sentence in
 * `error`, where that failed. */
bool pack_generate(const struct mapping *mapping, const struct census *census, const char *folder, char *error,
                   size_t size);

#endif
