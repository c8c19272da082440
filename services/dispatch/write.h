/* The statements that store moves and append their events, up to but not with the commit. */
#ifndef SERVICES_DISPATCH_WRITE_H
#define SERVICES_DISPATCH_WRITE_H

#include "services/dispatch/move.h"

/* A command that the state of its ticket refused: its key keeps that answer. */
struct refusal {
    const struct request *request;
    int32_t city_id;
    int64_t ticket_id;
    enum ticket_action action;
};

struct writer;
struct writer *writer_new(void);
void writer_destroy(struct writer **writer);

/* Returns the statement that appends the events, or -1 where there are only refusals. */
int moves_send(struct writer *writer, struct store *store, const struct move *moves, size_t count,
               const struct refusal *refusals, size_t refusal_count);

/* How many events they append. */
int64_t moves_event_count(const struct move *moves, size_t count);

#endif
