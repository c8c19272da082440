/* Calendars on their own, beside a pack: from files, into the texts of a pack. */
#ifndef COMMON_CITY_CALENDAR_CHANGE_H
#define COMMON_CITY_CALENDAR_CHANGE_H

#include <stdbool.h>

#include "common/city/texts.h"

/* What the file at a path is by its name. */
enum calendar_file {
    CALENDAR_FILE_NONE,
    CALENDAR_FILE_WEEK, /* calendar.yaml, calendar-NAME.yaml */
    CALENDAR_FILE_YEAR, /* COLLECTION/2027.yaml */
};
#define CALENDAR_FILE_EXPECTED "calendar.yaml, calendar-NAME.yaml, or the table of a year such as china/2027.yaml"

enum calendar_file calendar_file_of(const char *path);

/* Puts the calendar or the table at `path` into the texts of a pack, in the place of one that has its name there; with
 * a calendar come the tables of the years that it names, where they are found as with a pack's folder, or else stay
 * those of the pack. Tables that no calendar of the pack names any more go. False, with something told, where it cannot
 * be read or is no such file; whether the pack is good then is not asked. */
bool calendar_change(struct pack_texts *texts, const char *path, struct pack_faults *faults);

#endif
