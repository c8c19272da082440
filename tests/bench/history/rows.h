/* The tables that a history fills, and their rows in the order of the columns that `columns` names. */
#ifndef TESTS_BENCH_HISTORY_ROWS_H
#define TESTS_BENCH_HISTORY_ROWS_H

#include "common/store/rows.h"
#include "tests/bench/history/life.h"

struct table {
    const char *name, *columns;
    void (*write)(struct rows *out, const struct life *life,
                  const struct plan *plan); /* NULL: the log, by events_write */
};

extern const struct table tables[];
extern const int table_count;

/* All events of all lives, in the order of time, with positions without holes. */
void events_write(struct rows *out, const struct plan *plan);

void instant_or_null(struct rows *out, int64_t instant);

/* Passes the rows on to standard output where they have so many bytes; ends the process with status 1 where they do not
 * arrive. */
enum { ROWS_BLOCK = 1 << 16 };
void rows_flush(struct rows *rows, size_t at_least);

#endif
