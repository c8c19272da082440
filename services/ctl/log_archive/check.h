/* What the files of archived ranges hold, beside what the database remembers of them. */
#ifndef SERVICES_CTL_LOG_ARCHIVE_CHECK_H
#define SERVICES_CTL_LOG_ARCHIVE_CHECK_H

#include <jansson.h>
#include <stdbool.h>

#include "common/store/store.h"

/* Judges each range that is not in the log: {city, first, last, state, file, finding, wrong}, a new array in *out. A
 * file that is at hand is read whole; wrong is one that is damaged or not what went, or whose manifest says otherwise.
 * `city` may be a null. False, told on stderr, where the ranges cannot be read. */
bool archives_check(struct store *store, const struct parameter *city, json_t **out);

#endif
