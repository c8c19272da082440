/* The words of a sentence that says a move: verbs are made of the lifecycle's actions, and every field of the action's
 * message can be said, by its name or by a word that reads better. */
#ifndef TESTS_SCENARIO_VERBS_H
#define TESTS_SCENARIO_VERBS_H

#include "proto/message.h"
#include "tests/scenario/story.h"

/* The message of a verb: "gives" is ticket.give, "asks_check" ticket.ask_check; NULL where no action is called so. */
const struct message_type *verb_message(const char *verb);

/* Puts what the words from `i` on say into the body of a message of `type`; returns how many words that takes. The
 * story fails where they say nothing about such a message. */
int verb_detail(const struct story *story, const struct words *words, int i, const struct message_type *type,
                json_t *body);

#endif
