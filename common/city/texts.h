/* The files of a pack as texts, in the order of their names: as they are read from a folder and stored.
 *
 * Beside the files of file_table.c there may be tables of years, called COLLECTION/YEAR.yaml: see calendar_file.h. */
#ifndef COMMON_CITY_TEXTS_H
#define COMMON_CITY_TEXTS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/city/fault.h"

enum { PACK_FILE_MOST = 16 * 1024 * 1024 }; /* bytes */

#define PACK_CALENDAR       "calendar.yaml"
#define PACK_CALENDAR_OTHER "calendar-*.yaml"
#define PACK_SHAPES         "grids.geojson"

/* One file of a pack; `text` is NULL where it could not be read, which was told. */
struct pack_text {
    const char *name;
    const char *text;
    size_t length;
};

/* Texts that own their names and bytes. Begin with all zero; pack_texts_clear frees what it holds. */
struct pack_texts {
    struct pack_text *items;
    size_t count, capacity;
};

/* Reads the files of a pack in `folder` as they are, with the tables of the years that its calendars name: from the
 * folder COLLECTION in `folder` if there is one, else from ../../calendars/COLLECTION, where deploy/ keeps them. False
 * where something cannot be read, is too long or is no file of a pack; all else is in *out nevertheless. */
bool pack_texts_read(const char *folder, struct pack_texts *out, struct pack_faults *faults);

/* Puts a copy of a text in the place of the one that has its name, or behind all. */
void pack_texts_put(struct pack_texts *texts, const struct pack_text *text);

void pack_texts_remove(struct pack_texts *texts, size_t at);

void pack_texts_clear(struct pack_texts *texts);

/* The text of this name, or NULL, of `count` texts in the order of their names. */
const struct pack_text *pack_text_find(const struct pack_text *texts, size_t count, const char *name);

/* Puts texts into the order of their names. */
void pack_texts_sort(struct pack_text *texts, size_t count);

#endif
