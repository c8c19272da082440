/* Counts in bins of a tenth. */
#include "services/dispatch/triage/reliability.h"

#include <math.h>

void reliability_add(struct reliability *reliability, double confidence, bool right)
{
    int at = (int)(confidence * RELIABILITY_BINS);
    struct reliability_bin *bin = &reliability->bins[at < 0 ? 0 : at < RELIABILITY_BINS ? at : RELIABILITY_BINS - 1];
    bin->count++;
    bin->right += right;
    bin->confidence += confidence;
}

double reliability_error(const struct reliability *reliability)
{
    double apart = 0;
    size_t count = 0;
    for (int i = 0; i < RELIABILITY_BINS; i++) {
        apart += fabs(reliability->bins[i].confidence - (double)reliability->bins[i].right);
        count += reliability->bins[i].count;
    }
    return count ? apart / (double)count : 0;
}
