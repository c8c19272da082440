/* CSV tables as files of a pack.
 *
 * Row n of a table stands on line n of its file, so that what a check of the pack says of lines is true of rows; what
 * stands within a person is found by where it is in them. */
#ifndef SERVICES_CTL_CITY_CSV_TEXTS_H
#define SERVICES_CTL_CITY_CSV_TEXTS_H

#include "services/ctl/city_csv/tables.h"

/* Which rows of appointments.csv and deputies.csv belong to which row of people.csv (all indices). */
struct csv_belonging {
    int *first[CSV_FILES], *next[CSV_FILES]; /* of each person, of each row; -1 ends */
};

/* Rows whose person is not there are faults. csv_belonging_clear frees it. */
void csv_belonging_find(const struct csv_table tables[CSV_FILES], struct csv_belonging *out,
                        struct pack_faults *faults);
void csv_belonging_clear(struct csv_belonging *belonging);

/* The text of the file: to be freed. Not for appointments and deputies, which stand within people.yaml. */
char *csv_text(const struct csv_table tables[CSV_FILES], enum csv_file file, const struct csv_belonging *belonging);

/* Tells the faults of a pack that was read from these texts by the rows of the tables; those of files that are not from
 * a table stay as they are. */
void csv_faults_tell(const struct csv_table tables[CSV_FILES], const struct csv_belonging *belonging,
                     const struct pack_faults *found, struct pack_faults *out);

#endif
