/* What a model sees of a ticket: hashed features, each a number of a row of its weights and a value.
 *
 *   characters   every 1 … gram_most characters in a row of the title, framed; and of the description's beginning
 *   wordings     the whole title; its first word
 *   place        the area and every area above it (by the dots of its code); the cell of a grid, at three scales
 *   channel, time of week
 *   together     the whole title with each place, with the channel, with the time
 *
 * Latin letters count in lower case, white space as one space; characters are those of Unicode, so that Chinese needs
 * no cutting into words.
 */
#ifndef SERVICES_DISPATCH_TRIAGE_FEATURE_H
#define SERVICES_DISPATCH_TRIAGE_FEATURE_H

#include <stddef.h>
#include <stdint.h>

#include "services/dispatch/triage/triage.h"

enum {
    FEATURE_TITLE_MOST = 400,       /* characters that are looked at */
    FEATURE_DESCRIPTION_MOST = 500, /* of a description: its beginning says what it is about */
    FEATURE_GRAMS_MOST = 6,
    FEATURES_MOST = (FEATURE_TITLE_MOST + FEATURE_DESCRIPTION_MOST + 4) * FEATURE_GRAMS_MOST + 64,
    FEATURE_BITS_LEAST = 10,
    FEATURE_BITS_MOST = 22,
};

/* How features are made: part of the model. */
struct feature_plan {
    uint32_t hash_bits;        /* there are 1 << hash_bits rows */
    uint32_t gram_most;        /* 1 … FEATURE_GRAMS_MOST */
    uint32_t with_description; /* 0 or 1 */
};

struct feature {
    uint32_t row;
    float value;
};

/* Makes the features in no certain order; a row may come more than once, its values are then meant to be summed.
 * Returns how many. */
size_t features_make(const struct feature_plan *plan, const struct triage_input *input,
                     struct feature out[FEATURES_MOST]);

#endif
