/* One command for many tickets: each judged by itself, each with a result of its own. */
#ifndef SERVICES_CTL_BATCH_H
#define SERVICES_CTL_BATCH_H

#include <jansson.h>

#include "proto/message.h"
#include "services/ctl/ctl.h"

/* Sends `body` once for each of the tickets (numbers, in order), under KEY-NUMBER where a key is given, many under way
 * at a time, and tells each result in the order of the tickets: a line each, with --json one array of {ticket, status,
 * reply or error}. CTL_DONE where all were done, else CTL_FAILED. `print` shows one reply to people. */
int batch_run(struct ctl *ctl, const struct message_type *type, const char *key, json_t *body, const json_t *tickets,
              int (*print)(const json_t *reply));

#endif
