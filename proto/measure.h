/* What is counted, as names and numbers, expanded from proto/measures.def. Pure. */
#ifndef PROTO_MEASURE_H
#define PROTO_MEASURE_H

#include <stddef.h>
#include <stdint.h>

enum measure {
#define MEASURE(code, id, ...) MEASURE_##id = (code),
#include "proto/measures.def"
    MEASURE_COUNT
};

/* A set of measures: the sum of 1 << code. */
#define MEASURE_BIT(id) (UINT64_C(1) << MEASURE_##id)

enum measure_total {
#define TOTAL(id, ...) TOTAL_##id,
#include "proto/measures.def"
    TOTAL_COUNT
};

/* Handling times are counted in buckets whose bounds grow by the square root of two: 0 is below a minute, the n-th
 * begins at 60 * 2 ^ ((n - 1) / 2) seconds, rounded down, the last is open. Percentiles are exact to the bucket. */
enum { BUCKET_COUNT = 40 };

/* Where bucket 1 and those after it begin, in seconds. */
extern const int32_t bucket_bounds[BUCKET_COUNT - 1];
int bucket_of(int64_t seconds);

/* The numbers of all that is summed up, in the bytes of sums: never reuse or change one. Measures come first, by their
 * codes. */
enum { COLUMN_TOTALS = 64, COLUMN_BUCKETS = 80, COLUMN_COUNT = COLUMN_BUCKETS + BUCKET_COUNT };

struct measure_name {
    const char *name, *name_zh;
};

extern const struct measure_name measure_names[MEASURE_COUNT];
extern const struct measure_name total_names[TOTAL_COUNT];

/* What is derived from sums: `part` and `whole` are names of measures and totals, joined by + and -, and SQL as they
 * stand. */
enum derived_kind {
    DERIVED_RATE,  /* part / whole */
    DERIVED_STOCK, /* part - whole, of all days until the end of the period */
    DERIVED_MEAN,  /* part / whole, in seconds */
};

struct derived {
    enum derived_kind kind;
    const char *name, *name_zh, *part, *whole;
};

/* Ends with a NULL name. */
extern const struct derived derived_figures[];

/* The measure of a name, or -1. */
int measure_of(const char *name, size_t length);
const struct derived *derived_of(const char *name, size_t length); /* or NULL */

#endif
