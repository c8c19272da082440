/* Codes and names of the rows of an answer. */
#ifndef COMMON_QUESTION_LABEL_H
#define COMMON_QUESTION_LABEL_H

#include "common/question/cube.h"
#include "common/question/question.h"

/* The order of two keys of a dimension: that of their codes. */
int key_compare(const struct question *question, int key, int32_t left, int32_t right);

/* Writes of a row its code and name of each dimension, of a time also its days, and `row`: all codes between slashes.
 */
void labels_write(const struct question *question, const struct cube_row *row, struct text *out);

/* Limits a question to one of its rows, which is then all that is asked for: `row` is codes between slashes. False,
 * with `fault` filled, where it can have none such. */
bool row_select(struct question *question, const char *row, struct fault *fault);

#endif
