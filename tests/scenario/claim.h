/* What claims read of tasks, clocks, alerts and events (claim.c); sentence_claim.c tells which sentence reads what. */
#ifndef TESTS_SCENARIO_CLAIM_H
#define TESTS_SCENARIO_CLAIM_H

#include "tests/scenario/story.h"

enum { CLAIM_BYTES = 2048 };

/* A claim under way: what the ticket shows, and what is found there and expected, as texts. `expected` begins as the
 * last word of the sentence. */
struct claim {
    struct story *story;
    const struct words *words;
    int64_t ticket;
    const json_t *show; /* the answer of ticket.show */
    char found[CLAIM_BYTES], expected[CLAIM_BYTES];
};

/* A text of an object; "" where it has none. */
const char *claim_text(const json_t *object, const char *name);

/* A value as a story says it: lists with commas between. */
void claim_value(const json_t *value, char out[CLAIM_BYTES]);

/* The limit of the newest clock of a kind: that of the lead task where it is `handling`. */
void claim_limit(struct claim *claim, const char *kind, const char *span);

void claim_timeline(struct claim *claim);    /* timeline of NAME is EVENT… */
void claim_tasks(struct claim *claim);       /* tasks of NAME are ROLE:STATE:ORGANISATION… */
void claim_alerts(struct claim *claim);      /* alerts of NAME are CLOCK:STEP… */
void claim_task(struct claim *claim);        /* task N of NAME has FIELD VALUE */
void claim_event(struct claim *claim);       /* event EVENT of NAME has FIELD VALUE: the last one so called */
void claim_clocks(struct claim *claim);      /* clocks of NAME are KIND:STATE…, in the order of their starts */
void claim_ledger(struct claim *claim);      /* ledger of CLOCK of NAME is CHANGE… */
void claim_clock_state(struct claim *claim); /* CLOCK clock of NAME is running|paused|stopped|absent */
void claim_clock_limit(struct claim *claim); /* CLOCK clock of NAME is limited to SPAN */
void claim_clock_span(struct claim *claim);  /* CLOCK clock of NAME lasts SPAN */

#endif
