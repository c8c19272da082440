/* Proposals of a worker: the newest model of each city, learnt by `steward triage train` (docs/triage.md).
 *
 * A model's file is looked at once a second at most, and read again when it has changed; a file that is no model is
 * told in the log once, and the one before it is used on. Reading takes some milliseconds (8 MB), proposing some
 * microseconds.
 */
#ifndef SERVICES_DISPATCH_PROPOSER_H
#define SERVICES_DISPATCH_PROPOSER_H

#include <stdint.h>

#include "common/city/pack.h"
#include "services/dispatch/triage/triage.h"

struct proposer;

/* Models are in HOME/models. */
struct proposer *proposer_new(const char *home);
void proposer_destroy(struct proposer **proposer);

/* Who should have a ticket that came in at `at` (ms since the epoch), best first: organisations of the pack only, with
 * falling confidence. Fills the input's hour and weekday. Returns how many, 0 where there is no model. */
int proposer_ask(struct proposer *proposer, const struct pack *pack, struct triage_input *input, int64_t at,
                 struct triage_proposal proposals[TRIAGE_PROPOSALS]);

/* What the city's model says of itself, as of the last proposer_ask; false where there is none, with *why in a
 * sentence, valid until the next call. */
bool proposer_origin(const struct proposer *proposer, const struct pack *pack, struct triage_origin *origin,
                     const char **why);

#endif
