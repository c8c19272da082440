/* Reading files of packs and calendars as they are. Private to common/city. */
#ifndef COMMON_CITY_FOLDER_H
#define COMMON_CITY_FOLDER_H

#include "common/city/texts.h"

/* "FOLDER/NAME", to be freed. */
char *path_join(const char *folder, const char *name);

/* Does `name` end with `end`, and begin with something else? */
bool name_ends(const char *name, const char *end);

/* Adds FOLDER/NAME to the texts, which faults and the text call `called`; its text is NULL where it cannot be read,
 * which is told. */
void folder_text_read(const char *folder, const char *name, const char *called, struct pack_texts *out,
                      struct pack_faults *faults);

/* Adds the tables of a collection: the YAML files of FOLDER/COLLECTION, called COLLECTION/YEAR.yaml. False where there
 * is no such folder, which is not told. */
bool folder_years_read(const char *folder, const char *collection, struct pack_texts *out, struct pack_faults *faults);

/* The same from where the tables of a pack's calendar stand: FOLDER/COLLECTION, else
 * FOLDER/../../calendars/COLLECTION. */
bool folder_collection_read(const char *folder, const char *collection, struct pack_texts *out,
                            struct pack_faults *faults);

#endif
