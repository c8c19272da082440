/* Confidence: what a score of the model is worth, as a table that rises (isotonic regression), learnt from tickets that
 * the scores were not learnt from. */
#ifndef SERVICES_DISPATCH_TRIAGE_CALIBRATION_H
#define SERVICES_DISPATCH_TRIAGE_CALIBRATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CALIBRATION_STEPS_MOST = 64, CALIBRATION_STEP_LEAST = 25 /* observations that a step stands for */ };

/* Between steps it is interpolated, beyond them level. On disk as it is (model.h). */
struct calibration {
    uint32_t count, reserved;
    struct calibration_step {
        double score, confidence; /* both 0 … 1, neither falls */
    } steps[CALIBRATION_STEPS_MOST];
};

/* One proposal and whether it was right. */
struct observation {
    double score;
    bool right;
};

/* Fits the table; sorts the observations. Neighbours are pooled until a step stands for enough of them, then until none
 * falls (pool adjacent violators); n of which r are right are worth (r + 1) / (n + 2), so that nothing is certain. */
void calibration_fit(struct calibration *out, struct observation *observations, size_t count);

double calibration_confidence(const struct calibration *calibration, double score);

/* Is the table one that calibration_fit could have made? */
bool calibration_valid(const struct calibration *calibration);

#endif
