/* Which files a pack may have. Private to common/city. */
#ifndef COMMON_CITY_FILE_TABLE_H
#define COMMON_CITY_FILE_TABLE_H

#include "common/city/reading.h"
#include "common/city/texts.h"

/* A row of the table. A YAML file has `read`, which is called without a root where the file is missing but required;
 * any other kind of text has `read_text`. */
struct pack_file {
    const char *name; /* "city.yaml"; "calendar-*.yaml": any number, each called by a code in the place of the star */
    enum field_need need;
    void (*read)(struct reading *reading, const struct node *root_or_null);
    void (*read_text)(struct reading *reading, const struct pack_text *text);
};

/* In the order in which they are read: a file may refer to what stands in those before it. Ends with a NULL name. */
extern const struct pack_file pack_files[];

/* Is a file of this name of that row? */
bool pack_file_matches(const struct pack_file *file, const char *name);

/* The row of a file, or NULL where no pack has it. */
const struct pack_file *pack_file_of(const char *name);

/* Is it a calendar, which has tables of years? */
bool pack_file_is_calendar(const char *name);

#endif
