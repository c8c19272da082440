/* Orders 指令: one to everybody of a role in an area, with a receipt of each (docs/orders.md). */
#ifndef SERVICES_DISPATCH_ORDER_H
#define SERVICES_DISPATCH_ORDER_H

#include "common/service/service.h"

enum { ORDER_STANDS_MOST = 16 }; /* for how many others somebody may act, and themselves */

/* What the check of a request found out. Persons are database ids: the pack may be another one by the time. */
struct order_wish {
    int32_t city_id, pack_version, actor_id;
    int64_t order_id;                          /* 0: a new one */
    int32_t area_id;                           /* of a new one */
    unsigned roles;                            /* of a new one */
    struct limit receive, answer;              /* of a new one */
    int32_t candidates[ORDER_STANDS_MOST + 1]; /* whose receipt it may be, in order of preference */
    int32_t candidate_count;
};
_Static_assert(sizeof(struct order_wish) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static inline const struct order_wish *order_wish_of(const struct request *request)
{
    return (const struct order_wish *)(const void *)request->detail;
}

/* order.issue, order.receive and order.answer, order.push and order.close */
bool order_issue_check(struct worker *worker, struct request *request, struct fault *fault);
bool order_receipt_check(struct worker *worker, struct request *request, struct fault *fault);
bool order_command_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind order_batch;

/* What a worker keeps for orders. */
struct order_work;
struct order_work *order_work_new(void);
void order_work_destroy(struct order_work **work);

#endif
