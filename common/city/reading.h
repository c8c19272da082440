/* Reading the files of a pack, one after the other, into one pack: what they share. Private to common/city.
 *
 * Every file is read to its end whatever is wrong in it, so that all faults are told; a thing with a fault stays in its
 * array, so that the others keep their places, and the pack is thrown away in the end.
 */
#ifndef COMMON_CITY_READING_H
#define COMMON_CITY_READING_H

#include "common/city/index.h"
#include "common/city/record.h"
#include "common/city/texts.h"

struct reading {
    struct pack *pack;
    size_t faults_before;          /* that were there when reading began */
    struct place top;              /* of the file that is being read */
    const struct pack_text *texts; /* all files of the pack, in the order of their names */
    size_t text_count;
    bool *text_read; /* of each text: did its reader have it? */
};

/* Is nothing wrong so far? */
bool reading_clean(const struct reading *reading);

/* A list of records of a file: `name:` at its top, and nothing else. */
struct listing {
    const char *name;
    int most;
    const struct field *fields;
    int field_count;
};

/* The list's node and *count, or NULL (and 0) where it has a fault or is not there. */
const struct node *listing_open(struct reading *reading, const struct node *root, const struct listing *listing,
                                int *count);

/* Keeps a value's text for the pack; "" where it is absent or faulty. */
const char *reading_keep(struct reading *reading, const struct value *value);

/* Keeps memory of malloc until the pack is destroyed. */
void reading_keep_memory(struct reading *reading, void *memory);

/* The same as reading_keep for the code of thing `index`, which is known from then on; a code that is known already is
 * a fault. `lines` holds the line of each code read so far. */
const char *reading_keep_code(struct reading *reading, const struct place *place, enum thing thing,
                              const struct value *value, int index, int *lines);

/* The index of the thing that a field names, or -1 where it is absent, faulty or unknown: that is a fault here. Where
 * there is none at all of these things, their own file has the fault. */
int reading_refer(struct reading *reading, const struct place *place, enum thing thing, const struct field *field,
                  const struct value *value);

/* The same of a field of type FIELD_TARGET: -1 also for *, all of them. */
int reading_target(struct reading *reading, const struct place *place, enum thing thing, const struct field *field,
                   const struct value *value);

/* The limit of a field; one that needs a calendar where the city has none is a fault. */
struct limit reading_limit(const struct reading *reading, const struct place *place, const struct field *field,
                           const struct value *value);

/* A set of roles from a list of their names; one that is there twice is a fault. */
unsigned reading_roles(const struct place *place, const struct field *field, const struct value *list);

/* The index of the ladder of city.yaml that a field names, or -1 where it is absent, faulty or unknown (a fault). */
int reading_refer_ladder(const struct reading *reading, const struct place *place, const struct field *field,
                         const struct value *value);

/* The index of the calendar-NAME.yaml that a field names, or -1 as above. */
int reading_refer_calendar(const struct reading *reading, const struct place *place, const struct field *field,
                           const struct value *value);

/* Turns codes of parents into indices, once all things are read: a loop is a fault. Returns the indices without the
 * loops, to be freed. parents[i] is the field of thing i. */
int *reading_link(struct reading *reading, const char *list, enum thing thing, const struct field *field,
                  const struct value *parents, int count);

/* Is a file of this name there, be it good or not? */
bool reading_has_file(const struct reading *reading, const char *name);

/* The files: see file_table.c. `root` is NULL where the file could not be read. */
void city_file_read(struct reading *reading, const struct node *root);
void calendar_text_read(struct reading *reading, const struct pack_text *text);
void named_calendar_text_read(struct reading *reading, const struct pack_text *text);
void area_file_read(struct reading *reading, const struct node *root);
void organisation_file_read(struct reading *reading, const struct node *root);
void category_file_read(struct reading *reading, const struct node *root);
void standard_file_read(struct reading *reading, const struct node *root);
void person_file_read(struct reading *reading, const struct node *root);
void routing_file_read(struct reading *reading, const struct node *root);
void responsibility_file_read(struct reading *reading, const struct node *root);

/* Where a responsibility stands in the order of the pack's, beside one for this category and area: < 0, 0, > 0. */
int responsibility_compare(const struct pack_responsibility *one, int category, int area);
void notify_file_read(struct reading *reading, const struct node *root);
void report_file_read(struct reading *reading, const struct node *root);

#endif
