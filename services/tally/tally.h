/* tally: keeps from the log the figures, and what lists and near-duplicates are found by. */
#ifndef SERVICES_TALLY_TALLY_H
#define SERVICES_TALLY_TALLY_H

#include "common/audit/pairs.h"
#include "common/service/pace.h"
#include "common/service/service.h"
#include "common/store/columns.h"
#include "proto/lifecycle.h"
#include "services/tally/areas.h"
#include "services/tally/audit.h"
#include "services/tally/keys.h"
#include "services/tally/standing.h"
#include "services/tally/sums.h"

enum { STATES_MOST = 64 };

/* What was asked for in the counting of a stretch. */
enum count_stage { COUNT_BEGUN, COUNT_TREE, COUNT_EVENTS, COUNT_SUMS };

/* The counting of a stretch, under way. */
struct count {
    struct pace pace;
    enum count_stage stage;
    int64_t to;    /* last position of the stretch */
    int statement; /* the one that gives events */
    int moved;     /* the one that moves the cursor */
    struct area_tree areas;
    int32_t areas_city; /* whose tree that is, of which version of the pack; 0: nobody's */
    int64_t areas_version;
    int64_t *tickets; /* that the stretch touches */
    size_t ticket_count, ticket_capacity, ticket_next;
    struct array chunk;
    struct fold fold;
    struct sums sums;
    struct columns_of fresh, ended, states;
    int64_t state_changes[STATES_MOST];
};

/* Its further consumers of the log. */
enum { ASIDE_SIMILAR, ASIDE_LINES };

/* A stretch of one of them, under way. */
struct aside {
    struct pace pace;
    int64_t to; /* last position of the stretch */
    int moved;  /* the statement that takes it in and moves the cursor */
};

/* Freezing the sums of a period, under way. */
struct freeze {
    int64_t freeze_id;
    int statement;
    struct codes codes;
    struct pair pairs[PAIRS_MOST];
    int pair_count;
    struct part part; /* of the sums that were asked for */
    struct array grains, days, columns[4];
    struct cells read, sums;
    struct packed_row row;
    struct differences broken;
};

/* What a worker of tally keeps. */
struct tally {
    struct count count;
    struct freeze freeze;
    struct areas areas;
    struct standing standing;
    struct audit audit;
    struct keys keys;
    struct aside similar, lines;
};

bool count_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind count_batch;
void count_clear(struct count *count);

/* What lists, boards and search go by, and what near-duplicates are found by. */
bool lines_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind lines_batch;
bool similar_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind similar_batch;

/* Periods whose figures stay as they are. */
bool freeze_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind freeze_batch;
void freeze_clear(struct freeze *freeze);

#endif
