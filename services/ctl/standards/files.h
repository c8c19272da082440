/* Putting new files into the folder of a pack, which is checked as it will be before anything changes. */
#ifndef SERVICES_CTL_STANDARDS_FILES_H
#define SERVICES_CTL_STANDARDS_FILES_H

#include <stdbool.h>

#include "common/city/texts.h"

struct pack_file_new {
    const char *name; /* "standards.yaml" */
    const char *text; /* NULL: it stays as it is */
};

/* Is the pack good with the new files in the place of the old ones? */
bool pack_files_check(const struct pack_texts *texts, const struct pack_file_new *files, int count,
                      struct pack_faults *faults);

/* Writes each beside the one that it replaces, brings all to the disk, and then renames one after the other. False,
 * with errno set, where that failed: then those before it are replaced, and no file is ever there in part. */
bool pack_files_replace(const char *folder, const struct pack_file_new *files, int count);

/* Holds the folder until the descriptor is closed, so that two imports do not mix; -1, with errno set. */
int pack_folder_hold(const char *folder);

#endif
