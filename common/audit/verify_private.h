/* What the stages of a verification have in common: those of the log and of entries (verify.c), and those of sums
 * (verify_sums.c). Each asks, and takes in what was answered. */
#ifndef COMMON_AUDIT_VERIFY_PRIVATE_H
#define COMMON_AUDIT_VERIFY_PRIVATE_H

#include "common/audit/pairs.h"
#include "common/audit/verify.h"

enum stage { STAGE_BEGIN, STAGE_TICKETS, STAGE_FOLD, STAGE_DAYS, STAGE_ENTRIES, STAGE_CELLS, STAGE_MONTH, STAGE_END };

struct verify {
    int32_t city_id, from, to;
    int32_t first, last; /* of the month that is looked at, as far as it is of the period */
    enum stage stage;
    bool asked;
    int statement; /* the first of what was asked */
    struct verified counts;
    struct area_tree areas;
    struct codes codes;
    struct fold fold;
    struct cells cells, kept; /* made of entries, or of days; as they are kept */
    struct pair pairs[PAIRS_MOST];
    int pair_count, pair_next;
    size_t cell_next;
    struct part part; /* of the sums of the month */
    int64_t *tickets;
    size_t ticket_count, ticket_capacity, ticket_next;
    int32_t *days;
    size_t day_count, day_capacity, day_next;
    struct array chunk, cuboids, levels, grains, wanted_days;
    struct differences differences;
};

int32_t month_after(int32_t day);

/* Looks at the month of a day, as far as it is of the period. */
void month_enter(struct verify *verify, int32_t day);

void days_ask(struct verify *verify, struct store *store);
void days_take(struct verify *verify, struct store *store);
void entries_ask(struct verify *verify, struct store *store);
void entries_take(struct verify *verify, struct store *store);
void cells_ask(struct verify *verify, struct store *store);
void cells_take(struct verify *verify, struct store *store);
void month_ask(struct verify *verify, struct store *store);
void month_take(struct verify *verify, struct store *store);

#endif
