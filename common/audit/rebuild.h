/* Counts a whole city anew from its log: what each ticket counts for, and the sums. For a city whose log was brought in
 * from elsewhere, or whose figures were made by other measures.
 *
 * One transaction writes, so that until it commits everybody sees the figures that were there before, and a rebuild
 * that ends early leaves nothing behind. It holds the cursor of tally, which waits. Entries that count are kept by
 * month in files below TMPDIR until the sums are made from them; in memory are a few thousand tickets, then the entries
 * of one month (some 100 MB where a month has 200,000 tickets).
 */
#ifndef COMMON_AUDIT_REBUILD_H
#define COMMON_AUDIT_REBUILD_H

#include "common/store/store.h"

struct rebuilt {
    int64_t position, events, tickets, entries, cells;
    int64_t read_us, sum_us; /* counting from the log, making the sums */
};

/* Two connections read, so that one asks while the results of the other are worked on, as
 * steward_tally; the writer must own the tables, for COPY.
 * `progress`, which may be NULL, hears how many tickets of how many are done. False: nothing is changed, store_error of
 * one of the three, or `error`, tells why. */
struct rebuild_stores {
    struct store *writer, *readers[2];
};
bool figures_rebuild(const struct rebuild_stores *stores, int32_t city_id, void (*progress)(int64_t done, int64_t of),
                     struct rebuilt *out, char *error, size_t size);

#endif
