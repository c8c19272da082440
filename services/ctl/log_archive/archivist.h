/* Who moves ranges of a city's log out of the database and back: one at a time for a city. */
#ifndef SERVICES_CTL_LOG_ARCHIVE_ARCHIVIST_H
#define SERVICES_CTL_LOG_ARCHIVE_ARCHIVIST_H

#include <stdbool.h>
#include <stdint.h>

#include "common/store/queries.h"
#include "services/ctl/ctl.h"
#include "services/ctl/log_archive/lines.h"
#include "services/ctl/log_archive/manifest.h"

enum { RANGE_PATH_BYTES = 4096, RANGE_TABLE_BYTES = 64 };

struct archivist {
    struct ctl *ctl;
    struct store *store;               /* of the owner of the schema, without a limit of time */
    char columns[MANIFEST_TEXT_BYTES]; /* of a line, as this schema has them */
    char who[64];                      /* at the machine */
};

/* A range of the log, and how far its archiving is. */
struct log_range {
    int64_t first, last;
    char state[16]; /* of log_archive; empty: not begun */
    char table[RANGE_TABLE_BYTES];
    char file[RANGE_PATH_BYTES]; /* empty while it is in none */
    char hash[LINES_HASH_BYTES];
};

/* Takes the city of the command. False, told on stderr, where it cannot be told, somebody is at it already, or there is
 * no database. */
bool archivist_open(struct archivist *archivist, struct ctl *ctl);
void archivist_close(struct archivist *archivist);

/* One query in a transaction of its own; its result is statement 0 of the store. False, told on stderr, where it
 * failed.
 */
bool archivist_ask(struct archivist *archivist, const struct query *query, const struct parameter *parameters,
                   size_t count);

/* Two of them in one transaction. */
bool archivist_do(struct archivist *archivist, const struct query *first, const struct query *second,
                  const struct parameter *parameters, size_t count_first, size_t count_second);

/* Ends a transaction that was begun on the store, and waits for it. False, told on stderr, where it failed. */
bool archivist_commit(struct archivist *archivist);

/* Reads the ranges that were archived or are being archived: into a new array for free(). False, told on stderr, where
 * they cannot be read. */
bool archivist_ranges(struct archivist *archivist, struct log_range **out, size_t *count);

/* Fills range->table. */
bool archivist_table(struct archivist *archivist, struct log_range *range);

/* Sums up the lines that the range's table makes, handing them to `writer` where there is one. */
bool archivist_sum(struct archivist *archivist, const struct log_range *range, const char *columns,
                   struct lines_writer *writer, struct lines_sum *out);

/* Does a sum have all of the range's positions and this hash (NULL: any)? Else false, told on stderr with `what`. */
bool range_sum_fits(const struct log_range *range, const struct lines_sum *sum, const char *hash, const char *what);

#endif
