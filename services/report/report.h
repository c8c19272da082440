/* report: every read, and the rollups, which it keeps from the log. */
#ifndef SERVICES_REPORT_REPORT_H
#define SERVICES_REPORT_REPORT_H

#include "common/service/service.h"

/* What a worker of report keeps. */
struct report {
    int64_t count_to;                               /* position that the count under way reaches to */
    int counted;                                    /* its statement */
    int64_t counted_at;                             /* monotonic µs */
    int64_t similar_to, similar_began, similar_due; /* position; monotonic µs */
    int similar_added;                              /* its statement */
};

void *report_open(struct worker *worker);
void report_close(void *state);

/* Queries: one statement each, which makes the whole answer. */
bool list_check(struct worker *worker, struct request *request, struct fault *fault);
bool show_check(struct worker *worker, struct request *request, struct fault *fault);
bool figures_check(struct worker *worker, struct request *request, struct fault *fault);
bool figures_tickets_check(struct worker *worker, struct request *request, struct fault *fault);
bool board_check(struct worker *worker, struct request *request, struct fault *fault);
bool log_read_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind query_batch;

/* The answer of a statement that makes one row of JSON; without a row the second field of the message, a ticket, is
 * unknown. */
void query_answer(struct request *request, const struct store *store, int statement);

/* Near-duplicates, and what they are found by. */
bool duplicates_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind duplicates_batch;
bool similar_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind similar_batch;

/* Rollups. */
bool count_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind count_batch;

#endif
