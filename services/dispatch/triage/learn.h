/* Learning a model from past tickets, with liblinear. The same tickets in the same order give the same model, byte by
 * byte. */
#ifndef SERVICES_DISPATCH_TRIAGE_LEARN_H
#define SERVICES_DISPATCH_TRIAGE_LEARN_H

#include "services/dispatch/triage/example.h"

enum {
    LEARN_TICKETS_LEAST = 200,   /* fewer teach nothing, and leave no hundred to calibrate by */
    LEARN_TICKETS_MOST = 150000, /* the newest; they take about 5 KB of memory each while they are learnt from */
    LEARN_HASH_BITS = 17,
    LEARN_GRAM_MOST = 5,
    LEARN_RECENT_TIMES = 4, /* how often a recent ticket counts */
    LEARN_RECENT_MOST = 3650,
};

struct learn_options {
    const char *city, *from, *to; /* written into the model: code, first and last day YYYY-MM-DD */
    uint32_t hash_bits, gram_most;
    double cost; /* liblinear's C: how much a wrong ticket counts beside large weights */
    bool with_description;
    int recent_days; /* tickets of the last so many days count more, for who is responsible changes; 0: all alike */
};

extern const struct learn_options learn_usual; /* what is chosen unless told, without city and period */

/* Learns from all, in order of time (examples_sort). What confidence is worth is learnt from the last quarter, proposed
 * for by a model of the first three; the model itself is then learnt from all. NULL, with `fault`, where there are too
 * few tickets, or all of one organisation, or too many organisations. */
struct triage *learn(const struct examples *examples, const struct learn_options *options, struct fault *fault);

#endif
