/* A running installation as tests speak to it: any message to whichever service owns it, one at a time. */
#ifndef TESTS_SCENARIO_WORLD_H
#define TESTS_SCENARIO_WORLD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/service/settings.h"
#include "proto/envelope.h"

struct world;

/* Opens the installation of STEWARD_HOME. Ends the process, saying why, where there is none. */
struct world *world_new(void);
void world_destroy(struct world **world);

const struct settings *world_settings(const struct world *world);

struct world_reply {
    enum reply_status status; /* REPLY_UNAVAILABLE as well where nobody answered within ten seconds */
    json_t *body;             /* world_reply_clear lets it go; NULL where it was no JSON */
};

/* Sends `body` (taken over) as the message called `name` and waits for the answer. `key` may be NULL: then a command
 * gets a new one. Ends the process where there is no such message. */
struct world_reply world_ask(struct world *world, const char *name, const char *key, json_t *body);
void world_reply_clear(struct world_reply *reply);

/* Of a refusal: "code" or "field" of its error; "" where it has none. Lives as long as the reply. */
const char *world_reply_error(const struct world_reply *reply, const char *part);

/* Of a reply: a number by its name; 0 where there is none. */
int64_t world_reply_number(const struct world_reply *reply, const char *name);

#endif
