/* One complaint of a simulation: what it is about, and what becomes of it.
 *
 * Everything that happens to the n-th complaint follows from the seed, n and the version of its ticket, so that a seed
 * repeats it in whatever order replies come, and a message that is sent again is the same message.
 */
#ifndef SERVICES_CTL_SIMULATE_LIFE_H
#define SERVICES_CTL_SIMULATE_LIFE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/envelope.h"
#include "proto/lifecycle.h"
#include "services/ctl/simulate/play.h"

/* Something out of the ordinary that will happen to it, once. */
enum fate { FATE_PLAIN, FATE_LATE, FATE_RETURN, FATE_REWORK, FATE_WITHDRAW, FATE_REJECT, FATE_VOID };

struct life {
    int64_t ticket;  /* its number; 0 until it is stored */
    int64_t version; /* of the ticket, as far as is known */
    int64_t due;     /* ms since the epoch; 0: no limit known */
    uint32_t number; /* it is the n-th complaint */
    enum ticket_state state;
    enum fate fate;
    bool fate_done;
    bool by_rule;     /* the pack dispatches it by itself */
    int helped;       /* how many of those called in by its rule have reported their results */
    bool awaited;     /* a move is known to have been made, and its event has not come yet */
    int organisation; /* who holds it, an index of the pack, or -1 */
    int handler;      /* an index of the pack's people, or NOBODY */
    int area, category, channel, reporter;
};

/* The n-th complaint. */
struct life life_of(const struct play *play, uint32_t number);

/* Takes in where the ticket is now. `organisation` (a code or "") and `due` (0: none) as in the event. */
void life_move(const struct play *play, struct life *life, enum ticket_state state, int64_t version,
               const char *organisation, int64_t due);

/* What somebody does next with it, and in how many ms from `now` (ms since the epoch). False where nobody does
 * anything: it has ended, or Steward acts by itself. */
bool life_next(const struct play *play, const struct life *life, int64_t now, enum ticket_action *action,
               int64_t *delay);

/* The rule of the pack that covers it, or NULL. */
const struct pack_rule *life_rule(const struct play *play, const struct life *life);

/* The message that does it, and its idempotency key. NULL where the city has nobody who may. The caller's reference. */
json_t *life_message(const struct play *play, const struct life *life, enum ticket_action action,
                     char key[KEY_BYTES_MAX + 1]);

#endif
