/* What the invented past of a city is drawn from: when complaints come, about what, where, and who acts. */
#ifndef TESTS_BENCH_HISTORY_PLAN_H
#define TESTS_BENCH_HISTORY_PLAN_H

#include <stdint.h>

#include "common/city/pack.h"

enum { SEASONS = 12 };

/* Chances that add up to the last of them. */
struct chances {
    double *upto;
    int *index; /* into the pack's arrays */
    int count;
};

struct plan {
    const struct pack *pack;
    uint64_t seed;
    int64_t tickets, first_number; /* how many, and the number of the first */
    int64_t first_position;        /* of its first event */
    int32_t first_day, days;       /* of the city */
    int64_t until;                 /* nothing happens after it: ms since the epoch */
    int64_t zone_ms;               /* east of Greenwich; a zone without summer time */
    int64_t *came;                 /* came[d]: how many have come before day d; days + 1 of them */
    struct chances categories[SEASONS], areas, channels;
    int *handlers, *heads; /* person of each organisation, or -1 */
    int operator, dispatcher, resident, grid_worker;
};

/* Fills all but what stands above `came`, which must be there. */
void plan_make(struct plan *plan);
void plan_clear(struct plan *plan);

/* Deterministic: of a ticket, or of any other number. */
struct chance {
    uint64_t state;
};
struct chance chance_of(const struct plan *plan, uint64_t number);
double chance_draw(struct chance *chance); /* 0 … 1, without 1 */
int chance_among(struct chance *chance, const struct chances *chances);

/* When the i-th ticket (from 0) came: later than the one before. */
int64_t plan_received(const struct plan *plan, int64_t i);

#endif
