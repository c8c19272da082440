/* Who asked for contact data, and why: a row of contact_reveal and an event of the ticket for each. */
#ifndef SERVICES_CONTACT_LOG_H
#define SERVICES_CONTACT_LOG_H

#include <jansson.h>
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
/* The request's key, with the ticket that it was for; 0: for none in particular. */
void reveal_log_key(struct reveal_log *log, struct request *request, int64_t ticket_id);

/* That contact data of a ticket was seen, or, with ticket 0, that none was found. Takes the reference of `data` over.
 */
void reveal_log_event(struct reveal_log *log, struct request *request, int64_t ticket_id,
                      const struct reveal_place *place, json_t *data);
bool reveal_log_empty(const struct reveal_log *log);

/* Returns the statement that appends the events. */
int reveal_log_send(struct reveal_log *log, struct store *store);

#endif
