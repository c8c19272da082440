/* What the people of a simulation say, put together from phrases.yaml, which is embedded at build. */
#ifndef SERVICES_CTL_SIMULATE_PHRASES_H
#define SERVICES_CTL_SIMULATE_PHRASES_H

#include <stddef.h>

#include "services/ctl/simulate/random.h"

struct phrases;

struct phrases *phrases_new(void);
void phrases_destroy(struct phrases **phrases);

/* What a complaint is about; names as in the pack. */
struct phrase_subject {
    const char *area, *category;
};

struct complaint {
    char title[400], description[1600], address[400]; /* UTF-8, within the limits of ticket.submit */
};

/* Writes one of many thousands of complaints that fit the subject. */
void phrases_complain(const struct phrases *phrases, const struct phrase_subject *subject, struct random *random,
                      struct complaint *out);

/* What a handler says was done about it. */
const char *phrases_result(const struct phrases *phrases, const struct phrase_subject *subject, struct random *random);

/* Sentences that fit any complaint. */
enum phrase_kind { PHRASE_ANSWER, PHRASE_RETURN, PHRASE_REWORK, PHRASE_WITHDRAWAL, PHRASE_REJECTION, PHRASE_VOID };
const char *phrases_say(const struct phrases *phrases, enum phrase_kind kind, struct random *random);

/* The name of the role that enters what comes by this channel; NULL where the phrases do not say. */
const char *phrases_channel_role(const struct phrases *phrases, const char *channel);

#endif
