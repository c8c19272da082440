/* A bucket is named by the highest bit of a number and the six bits after it; numbers below 64 have one each. */
#include "tests/bench/histogram.h"

enum { BITS = 6, SUB = 1 << BITS };

static int bucket_of(uint64_t value)
{
    if (value < SUB)
        return (int)value;
    int shift = 63 - __builtin_clzll(value) - BITS;
    int bucket = (shift + 1) * SUB + (int)((value >> shift) - SUB);
    return bucket < HISTOGRAM_BUCKETS ? bucket : HISTOGRAM_BUCKETS - 1;
}

/* The middle of a bucket. */
static double bucket_value(int bucket)
{
    if (bucket < SUB)
        return bucket;
    int shift = bucket / SUB - 1;
    return ((double)(bucket % SUB + SUB) + 0.5) * (double)(UINT64_C(1) << shift);
}

void histogram_add(struct histogram *histogram, int64_t microseconds)
{
    int64_t value = microseconds > 0 ? microseconds : 0;
    histogram->buckets[bucket_of((uint64_t)value)]++;
    histogram->count++;
    if (value > histogram->most)
        histogram->most = value;
}

void histogram_merge(struct histogram *into, const struct histogram *from)
{
    for (int i = 0; i < HISTOGRAM_BUCKETS; i++)
        into->buckets[i] += from->buckets[i];
    into->count += from->count;
    if (from->most > into->most)
        into->most = from->most;
}

double histogram_quantile(const struct histogram *histogram, double share)
{
    uint64_t seen = 0;
    for (int i = 0; i < HISTOGRAM_BUCKETS; i++) {
        seen += histogram->buckets[i];
        if (seen > 0 && (double)seen >= share * (double)histogram->count) {
            double value = bucket_value(i);
            return (value < (double)histogram->most ? value : (double)histogram->most) / 1000;
        }
    }
    return 0;
}
