/* An event as it is told (proto/messages.def, the same as the view event_message), made from the log's numbers and the
 * names of a pack. */
#ifndef SERVICES_RELAY_EVENT_H
#define SERVICES_RELAY_EVENT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/city/pack.h"
#include "common/store/store.h"

struct event_text {
    char *bytes;
    size_t length, capacity;
};

/* Writes a row of log_rows as JSON into `out`, whose memory is kept from one event to the next; free (out->bytes).
 * False where the pack does not know a number any more: the database still does. */
bool event_write(struct event_text *out, const struct store *store, int statement, int row, const struct pack *pack);

#endif
