/* A model, in memory and as a file: private to triage.
 *
 * The file is struct model_header as it is, then a row of label_count float for each of 1 << hash_bits features; little
 * endian, told by order_mark. A file is taken only if every byte is accounted for: size, version, each field, the rest
 * of every text zero, every weight finite, and the checksum over all of it.
 */
#ifndef SERVICES_DISPATCH_TRIAGE_MODEL_H
#define SERVICES_DISPATCH_TRIAGE_MODEL_H

#include <stdint.h>

#include "services/dispatch/triage/calibration.h"
#include "services/dispatch/triage/feature.h"

enum {
    MODEL_VERSION = 1,
    MODEL_ORDER_MARK = 0x01020304,
    MODEL_LABELS_LEAST = 2,
    MODEL_LABELS_MOST = 256,
    MODEL_CODE_BYTES = 72, /* PACK_CODE_MOST and NUL, to a multiple of 8 */
    MODEL_CITY_BYTES = 40,
    MODEL_DAY_BYTES = 16, /* YYYY-MM-DD */
};

struct model_header {
    char magic[8];
    uint32_t version, order_mark;
    uint64_t checksum; /* of everything after it */
    char city[MODEL_CITY_BYTES];
    char from[MODEL_DAY_BYTES], to[MODEL_DAY_BYTES]; /* first and last day of the tickets it was learnt from */
    uint64_t tickets;
    struct feature_plan plan;
    uint32_t label_count;
    struct calibration calibration;
    char labels[MODEL_LABELS_MOST][MODEL_CODE_BYTES]; /* codes of organisations */
};
_Static_assert(sizeof(struct model_header) == 24 + MODEL_CITY_BYTES + 2 * MODEL_DAY_BYTES + 8 + 16 + 8 +
                                                  16 * CALIBRATION_STEPS_MOST + MODEL_LABELS_MOST * MODEL_CODE_BYTES,
               "without gaps, for it is a file's format");

struct triage {
    struct model_header header;
    float *weights; /* [1 << hash_bits][label_count] */
};

size_t model_weight_count(const struct model_header *header);

/* A new model with this header and all weights 0. */
struct triage *model_new(const struct model_header *header);

/* The score of every label, which sum up to 1, by the features of a ticket. */
void model_score(const struct triage *triage, const struct feature *features, size_t count,
                 double scores[MODEL_LABELS_MOST]);

/* Indices of the up to TRIAGE_PROPOSALS labels with the highest score, best first; returns how many. */
int model_best(const double *scores, uint32_t label_count, int best[TRIAGE_PROPOSALS]);

#endif
