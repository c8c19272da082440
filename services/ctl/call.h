/* Asking a service from the command line. */
#ifndef SERVICES_CTL_CALL_H
#define SERVICES_CTL_CALL_H

#include <jansson.h>

#include "common/bus/client.h"
#include "proto/message.h"
#include "services/ctl/ctl.h"

enum { CALL_MS = 10000 }; /* how long a command waits for its answer */

/* A client of "intake", "dispatch" or "report", with room for `window` requests under way (0: the bus's own). NULL,
 * told on stderr, where there is no installation. The caller's, for bus_client_destroy. */
struct bus_client *call_client(struct ctl *ctl, const char *service, size_t window);

/* The service that takes a message of this type. */
const char *call_service(const struct message_type *type);

/* Sends `body` (its reference is taken over) and waits for the answer. A command goes out with `key`, or with a new
 * one where that is NULL. CTL_DONE: *out is the reply, the caller's reference. CTL_FAILED: told on stderr (as JSON on
 * stdout with --json), and *out is NULL. */
int call(struct ctl *ctl, const struct message_type *type, const char *key, json_t *body, json_t **out);

/* The sentence of an answer that is no reply, as "field: message". */
void call_refusal(const struct bus_answer *answer, char *out, size_t size);

/* Prints a reply as one JSON text and a line break. */
void call_print(const json_t *reply);

#endif
