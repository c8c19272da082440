/* The rows of an answer in their order, and how each ranks. */
#ifndef COMMON_QUESTION_ORDER_H
#define COMMON_QUESTION_ORDER_H

#include "common/question/answering.h"

/* A row with what it is sorted by. */
struct line {
    const struct cube_row *row;
    double by;
    bool there;
    int32_t codes[2]; /* how many codes of each dimension stand before its own */
};

struct order {
    const struct question *question;
    struct line *lines;
    size_t count;
    int32_t *ranks; /* by line and figure; 0: none */
};

/* Of stocks by time: a row for each time of each key, for what there was at the end of one is there in the next. False,
 * with the answering's fault filled, where they are too many. */
bool order_times_fill(struct answering *answering);

/* And from what came and went in each time to what there was at its end. */
void order_stocks_sum(struct answering *answering);

/* Brings the first rows, as many as the question has, into its order; those that are left out stand after them as they
 * come. The rows belong to the answering's cube. */
void order_make(struct answering *answering, struct order *order);

/* Ranks them by each figure, among those of their time that have anything in the period. */
void order_rank(struct order *order);

void order_clear(struct order *order);

#endif
