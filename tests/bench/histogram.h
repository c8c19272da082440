/* How long things took: counts in buckets about 1.6 % wide, so that millions of samples take 20 kB and may be added
 * up by several processes. */
#ifndef TESTS_BENCH_HISTOGRAM_H
#define TESTS_BENCH_HISTOGRAM_H

#include <stdint.h>

enum { HISTOGRAM_BUCKETS = 2560 }; /* up to 2^40 µs */

struct histogram {
    uint64_t count, buckets[HISTOGRAM_BUCKETS];
    int64_t most; /* the longest, exactly */
};

/* Adds one sample in microseconds; a negative one counts as 0. */
void histogram_add(struct histogram *histogram, int64_t microseconds);

void histogram_merge(struct histogram *into, const struct histogram *from);

/* The sample that `share` (0 to 1) of all are not above, in milliseconds; 0 where there are none. */
double histogram_quantile(const struct histogram *histogram, double share);

#endif
