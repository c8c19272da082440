/* Reading files of packs and calendars as they are. Private to common/city. */
#ifndef COMMON_CITY_FOLDER_H
#define COMMON_CITY_FOLDER_H

#include "common/city/pack.h"

/* Reads FOLDER/NAME, which faults call `called`; text->text is NULL where that failed, which is told, else for
 * folder_text_clear. `called` must outlive the text. */
void folder_text_read(const char *folder, const char *name, const char *called, struct pack_text *text,
                      struct pack_faults *faults);
void folder_text_clear(struct pack_text *text);

#endif
