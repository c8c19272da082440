/* The names of proto/measures.def, and the buckets of handling times. */
#include "proto/measure.h"

#include <string.h>

const struct measure_name measure_names[MEASURE_COUNT] = {
#define MEASURE(code, id, name, zh, ...) [code] = {#name, zh},
#include "proto/measures.def"
};

const struct measure_name total_names[TOTAL_COUNT] = {
#define TOTAL(id, name, zh, ...) {#name, zh},
#include "proto/measures.def"
};

const struct derived derived_figures[] = {
#define RATE(id, name, zh, part, whole, ...)  {DERIVED_RATE, #name, zh, #part, #whole},
#define STOCK(id, name, zh, part, whole, ...) {DERIVED_STOCK, #name, zh, #part, #whole},
#define MEAN(id, name, zh, part, whole, ...)  {DERIVED_MEAN, #name, zh, #part, #whole},
#include "proto/measures.def"
    {DERIVED_RATE, NULL, NULL, NULL, NULL},
};

const int32_t bucket_bounds[BUCKET_COUNT - 1] = {
    60,      84,      120,     169,     240,     339,      480,      678,      960,      1357,
    1920,    2715,    3840,    5430,    7680,    10861,    15360,    21722,    30720,    43444,
    61440,   86889,   122880,  173778,  245760,  347557,   491520,   695114,   983040,   1390228,
    1966080, 2780457, 3932160, 5560914, 7864320, 11121828, 15728640, 22243656, 31457280,
};

int bucket_of(int64_t seconds)
{
    int low = 0, high = BUCKET_COUNT - 1; /* the bucket is in low … high */
    while (low < high) {
        int middle = (low + high) / 2;
        if (seconds < bucket_bounds[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

int measure_of(const char *name, size_t length)
{
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (strlen(measure_names[i].name) == length && memcmp(measure_names[i].name, name, length) == 0)
            return i;
    return -1;
}

const struct derived *derived_of(const char *name, size_t length)
{
    for (const struct derived *derived = derived_figures; derived->name; derived++)
        if (strlen(derived->name) == length && memcmp(derived->name, name, length) == 0)
            return derived;
    return NULL;
}
