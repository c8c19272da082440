/* A free list over one array. */
#include "services/ctl/simulate/errand.h"

#include <stdlib.h>

#include "common/base/log.h"
#include "common/base/memory.h"

void errands_open(struct errands *errands, size_t count)
{
    errands->all = memory_new(count, sizeof *errands->all);
    for (size_t i = 0; i < count; i++)
        errand_free(errands, &errands->all[i]);
}

void errands_clear(struct errands *errands)
{
    free(errands->all);
    *errands = (struct errands){0};
}

struct errand *errand_new(struct errands *errands, size_t life, enum ticket_action action)
{
    struct errand *errand = errands->free;
    if (!errand)
        log_abort("more requests are under way than there is room for");
    errands->free = errand->next_free;
    *errand = (struct errand){life, action, NULL};
    return errand;
}

void errand_free(struct errands *errands, struct errand *errand)
{
    errand->next_free = errands->free;
    errands->free = errand;
}
