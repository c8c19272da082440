/* Sums by area made anew, where a new pack has changed the tree of areas. */
#ifndef SERVICES_TALLY_AREAS_H
#define SERVICES_TALLY_AREAS_H

#include "common/service/service.h"
#include "services/tally/sums.h"

/* The city whose sums are to be made anew, and how far that is; zeroed is none. */
struct areas {
    int32_t city_id;
    char code[33];
    struct area_tree tree;
    struct sums sums;
    int32_t *days; /* on which anything counts */
    size_t day_count, day_capacity, day_next;
    int statement; /* that gives the entries of a day */
    bool writing;  /* the sums of a day are being written: rows of them were asked for */
};

bool areas_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind areas_sum;
void areas_clear(struct areas *areas);

#endif
