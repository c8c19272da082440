/* What a request under way is about: it comes back with the answer. */
#ifndef SERVICES_CTL_SIMULATE_ERRAND_H
#define SERVICES_CTL_SIMULATE_ERRAND_H

#include <stddef.h>

#include "proto/lifecycle.h"

struct errand {
    size_t life;
    enum ticket_action action;
    struct errand *next_free;
};

/* As many as can be under way at once; begins with all zero. */
struct errands {
    struct errand *all, *free;
};

void errands_open(struct errands *errands, size_t count);
void errands_clear(struct errands *errands);

/* There must be a free one: more are not opened than the clients have room for. */
struct errand *errand_new(struct errands *errands, size_t life, enum ticket_action action);
void errand_free(struct errands *errands, struct errand *errand);

#endif
