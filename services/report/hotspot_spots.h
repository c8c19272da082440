/* Hot spots while they are worked out from sums. */
#ifndef SERVICES_REPORT_HOTSPOT_SPOTS_H
#define SERVICES_REPORT_HOTSPOT_SPOTS_H

#include "common/question/cube.h"
#include "common/question/rollup.h"
#include "services/report/hotspots.h"

/* What is asked for. */
struct sums_asked {
    enum hotspot_sums of;
    const struct pack *pack;
    int32_t first, last; /* days; of growth the last seven */
    int level;           /* of growth: enum area_kind */
    int64_t limit;
    bool by_rate;  /* of estates: the most for each 100 households first */
    int statement; /* the first of its statements, which follow one another */
};

/* The statements of a kind, from the first on: the position, rows of sums, and what else it needs. */
enum { STATEMENT_POSITION, STATEMENT_ROWS, STATEMENT_MORE };

/* What stands out: that with more of `by` stands first, then that with more of `then`, then by codes. */
struct spot {
    int32_t key[2];
    double by, then;
    const int64_t *sums;
    const char *codes[2]; /* while they are sorted; NULL: in the pack no more */
};

/* Zeroed is empty; free (list). `of`: the dimensions of the keys; the second 0 where there is but one. */
struct spots {
    const struct pack *pack;
    enum dimension of[2];
    struct spot *list;
    size_t count, capacity;
};

void spots_add(struct spots *spots, struct spot spot);
void spots_sort(struct spots *spots);

/* A row: its key, the code and name of each dimension, and how many tickets are behind it. */
json_t *spot_json(const struct spots *spots, const struct spot *spot, int64_t tickets);

/* A number to so many places, as it is told: 2 for hundredths. */
json_t *decimal_json(double value, int places);

/* The whole answer; takes over rows and total. */
json_t *spots_answer(const struct sums_asked *asked, const struct store *store, json_t *rows, json_t *total);

void growth_send(const struct sums_asked *asked, struct store *store, struct ask *ask);
json_t *growth_answer(const struct sums_asked *asked, const struct store *store, struct fault *fault);
void repeats_send(const struct sums_asked *asked, struct store *store, struct ask *ask);
json_t *repeats_answer(const struct sums_asked *asked, const struct store *store, struct fault *fault);

#endif
