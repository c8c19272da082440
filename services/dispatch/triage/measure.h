/* How good a model is on tickets that it has not learnt from, beside the two simplest ways. */
#ifndef SERVICES_DISPATCH_TRIAGE_MEASURE_H
#define SERVICES_DISPATCH_TRIAGE_MEASURE_H

#include "services/dispatch/triage/example.h"
#include "services/dispatch/triage/reliability.h"

struct measures {
    size_t tickets;
    size_t first, among_three;      /* right at the first place; among the up to three */
    size_t commonest, exact_title;  /* right by the simplest ways */
    size_t unseen_title;            /* tickets whose title no learnt ticket had */
    size_t sure, sure_right;        /* first proposals with a confidence of at least 0.9, and the right ones */
    struct reliability reliability; /* of first proposals */
    double mean_us, p99_us;         /* of one proposal, from its texts to its confidence */
    double title_us;                /* of one look-up of an exact title, mean */
};

/* `learnt` are the tickets that the model has learnt from: what the simplest ways know. */
void measure(const struct triage *triage, const struct examples *learnt, const struct examples *tested,
             struct measures *out);

#endif
