/* What a statement of a question found, added to the rows of the answer. */
#ifndef COMMON_QUESTION_GATHER_H
#define COMMON_QUESTION_GATHER_H

#include "common/question/answering.h"

/* Adds the results of the i-th reading to the cube and, where no other reading is for it, to the total. False, with the
 * answering's fault filled, where the answer would be too long or kept sums are broken. */
bool gather(struct answering *answering, const struct store *store, int i);

#endif
