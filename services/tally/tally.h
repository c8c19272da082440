/* tally: keeps the figures from the log. */
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

/* What a worker of tally keeps. */
struct tally {
    struct count count;
    struct ask ask;
    struct areas areas;
    struct standing standing;
    struct audit audit;
};

bool count_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind count_batch;
void count_clear(struct count *count);

/* Periods whose figures stay as they are. */
bool freeze_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind freeze_batch;

#endif
