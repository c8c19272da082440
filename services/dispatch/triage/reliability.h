/* Is confidence worth what it says: how many proposals were made at each confidence, and how many of them were right.
 */
#ifndef SERVICES_DISPATCH_TRIAGE_RELIABILITY_H
#define SERVICES_DISPATCH_TRIAGE_RELIABILITY_H

#include <stdbool.h>
#include <stddef.h>

enum { RELIABILITY_BINS = 10 };

struct reliability {
    struct reliability_bin {
        size_t count, right;
        double confidence;    /* their sum */
    } bins[RELIABILITY_BINS]; /* the i-th from i / 10 to below (i + 1) / 10 */
};

void reliability_add(struct reliability *reliability, double confidence, bool right);

/* Expected calibration error: how far confidence is from what was right, over the bins, weighted by their counts. */
double reliability_error(const struct reliability *reliability);

#endif
