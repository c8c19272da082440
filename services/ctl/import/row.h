/* One record of the table as what it says of a ticket, by the mapping. */
#ifndef SERVICES_CTL_IMPORT_ROW_H
#define SERVICES_CTL_IMPORT_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "services/ctl/import/code.h"
#include "services/ctl/import/mapping.h"

enum { ROW_KEY_MOST = 40, ROW_REASON_BYTES = 512 };

enum row_label { ROW_UNLABELLED, ROW_ON_TIME, ROW_LATE };

struct row {
    char key[ROW_KEY_MOST + 1];
    int64_t reported, due, closed; /* ms since the epoch */
    bool has_due, is_closed, has_place;
    double latitude, longitude;
    char area[CODE_ROOM], category[CODE_ROOM], organisation[CODE_ROOM], channel[CODE_ROOM];
    char *texts[MAPPING_TEXTS]; /* NULL where there is none */
    bool cut;                   /* was a text too long, and cut off */
    enum row_label label;
};

/* Reads the record, which has no fault. False, with one sentence in `reason`, where it cannot be taken. What is in
 * `out` is freed by row_clear either way; begin with all zero. */
bool row_read(const struct mapping *mapping, const struct record *record, struct row *out,
              char reason[ROW_REASON_BYTES]);
void row_clear(struct row *row);

/* -- for `city generate`, which makes the things that rows refer to ------------------------------------------- */

/* The names along a path, from the top, without those levels that are empty; of areas also without the city itself,
 * which stands above all. They stand in `room`. Returns how many. */
struct path_names {
    char room[MAPPING_LEVELS_MOST][201];
    const char *names[MAPPING_LEVELS_MOST];
    int kinds[MAPPING_LEVELS_MOST];
    int count;
};

/* False, with a reason, where a cell holds stray bytes that the mapping rejects, or a name is too long. */
bool row_path(const struct mapping *mapping, const struct mapping_path *path, const struct record *record,
              struct path_names *out, char reason[ROW_REASON_BYTES]);

/* One mapped cell as one line of at most `size` - 1 bytes; the same faults. */
bool row_cell(const struct mapping *mapping, enum mapping_column column, const struct record *record, char *out,
              size_t size, char reason[ROW_REASON_BYTES]);

#endif
