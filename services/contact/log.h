/* Who asked for contact data, and why: a row of contact_reveal and an event of the ticket for each. */
#ifndef SERVICES_CONTACT_LOG_H
#define SERVICES_CONTACT_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "common/service/request.h"
#include "common/store/store.h"

struct reveal_log;

/* Where the ticket belongs, as its other events say it. */
struct reveal_place {
    int32_t area_id, category_id, channel_id;
};

struct reveal_log *reveal_log_new(void);
void reveal_log_destroy(struct reveal_log **log);

void reveal_log_start(struct reveal_log *log);
void reveal_log_add(struct reveal_log *log, struct request *request, const struct reveal_place *place);
bool reveal_log_empty(const struct reveal_log *log);

/* Returns the statement that appends the events. */
int reveal_log_send(struct reveal_log *log, struct store *store);

#endif
