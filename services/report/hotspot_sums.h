/* Hot spots that are worked out from sums (docs/hotspots.md): all but those of single tickets. */
#ifndef SERVICES_REPORT_HOTSPOT_SUMS_H
#define SERVICES_REPORT_HOTSPOT_SUMS_H

#include <jansson.h>

#include "common/city/pack.h"
#include "common/question/ask.h"
#include "proto/message.h"

enum hotspot_sums { SUMS_NONE, SUMS_GROWTH, SUMS_ESTATES, SUMS_REPEATS, SUMS_STEPS, SUMS_RETURNS };

/* What is asked for. */
struct sums_asked {
    enum hotspot_sums of;
    const struct pack *pack;
    int32_t first, last; /* days; of growth the last seven */
    int level;           /* of growth: enum area_kind */
    int64_t limit;
    int statement; /* the first of its statements, which follow one another */
};

/* Sends its statements, which must see the database at one moment. */
void hotspot_sums_send(struct sums_asked *asked, struct store *store, struct ask *ask);

/* The answer, the caller's; NULL, with `fault` filled, where sums that are kept are broken. */
json_t *hotspot_sums_answer(const struct sums_asked *asked, const struct store *store, struct fault *fault);

#endif
