/* tally: keeps from the log the figures, and what lists and near-duplicates are found by. */
#ifndef SERVICES_TALLY_TALLY_H
#define SERVICES_TALLY_TALLY_H

#include "common/figures/cells.h"
#include "common/question/reading.h"
#include "common/service/pace.h"
#include "common/service/service.h"
#include "common/store/columns.h"
#include "proto/lifecycle.h"
#include "services/tally/areas.h"
#include "services/tally/audit.h"
#include "services/tally/standing.h"

enum { STATES_MOST = 64 };

/* The counting of a stretch, under way. */
struct count {
    struct pace pace;
    int64_t to; /* last position of the stretch */
    int moved;  /* the statement that moves the cursor */
    struct area_tree areas;
    struct fold fold;
    struct cells cells;
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

/* What a worker of tally keeps. */
struct tally {
    struct count count;
    struct ask ask;
    struct areas areas;
    struct standing standing;
    struct audit audit;
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

#endif
