/* Scoring: one against the rest for each organisation by logistic regression, made to sum up to 1 as liblinear does. */
#include <math.h>
#include <string.h>

#include "services/dispatch/triage/model.h"

void model_score(const struct triage *triage, const struct feature *features, size_t count,
                 double scores[MODEL_LABELS_MOST])
{
    uint32_t labels = triage->header.label_count;
    double sum = 0;
    memset(scores, 0, labels * sizeof *scores);
    for (size_t i = 0; i < count; i++) {
        const float *row = triage->weights + (size_t)features[i].row * labels;
        for (uint32_t label = 0; label < labels; label++)
            scores[label] += (double)features[i].value * (double)row[label];
    }
    for (uint32_t label = 0; label < labels; label++)
        sum += scores[label] = 1 / (1 + exp(-scores[label]));
    for (uint32_t label = 0; label < labels && sum > 0; label++)
        scores[label] /= sum;
}

int model_best(const double *scores, uint32_t label_count, int best[TRIAGE_PROPOSALS])
{
    int count = 0;
    for (int label = 0; label < (int)label_count; label++) {
        int place = count;
        while (place > 0 && scores[best[place - 1]] < scores[label])
            place--;
        if (place == TRIAGE_PROPOSALS)
            continue;
        count += count < TRIAGE_PROPOSALS;
        memmove(best + place + 1, best + place, (size_t)(count - place - 1) * sizeof *best);
        best[place] = label;
    }
    return count;
}

int triage_propose(const struct triage *triage, const struct triage_input *input,
                   struct triage_proposal proposals[TRIAGE_PROPOSALS])
{
    struct feature features[FEATURES_MOST];
    double scores[MODEL_LABELS_MOST];
    int best[TRIAGE_PROPOSALS];
    model_score(triage, features, features_make(&triage->header.plan, input, features), scores);
    int count = model_best(scores, triage->header.label_count, best);
    for (int i = 0; i < count; i++) {
        proposals[i].organisation = triage->header.labels[best[i]];
        proposals[i].confidence = calibration_confidence(&triage->header.calibration, scores[best[i]]);
    }
    return count;
}
