/* intake: the only one that creates tickets. */
#ifndef SERVICES_INTAKE_INTAKE_H
#define SERVICES_INTAKE_INTAKE_H

#include "common/service/service.h"

/* What a worker of intake keeps. */
struct intake {
    int64_t next_number, numbers_left; /* ticket numbers of this worker's block */
    struct columns *columns;           /* of the batch under way */
    int appended;                      /* statement of the batch that appends its events */
    int64_t lag_asked;                 /* monotonic µs */
    bool submitted;                    /* since then */
};

void *intake_open(struct worker *worker);
void intake_close(void *state);

/* ticket.submit */
bool submit_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind submit_batch;

/* Slowing down when dispatch cannot keep up. */
bool lag_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind lag_watch;

#endif
