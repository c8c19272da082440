/* A question being answered, statement by statement, at one snapshot of the database. */
#ifndef COMMON_QUESTION_ANSWERING_H
#define COMMON_QUESTION_ANSWERING_H

#include "common/question/cube.h"
#include "common/question/question.h"
#include "common/question/reading.h"

enum {
    SLOTS_MOST = 4,
    READINGS_MOST = 2 * GROUP_COUNT * SLOTS_MOST,
    ENTRIES_READ_MOST = 2000000,
    ANSWER_ROWS_MOST = 200000
};

/* The figures that are asked for, or that they are compared with. */
struct slot {
    const char *name; /* NULL: asked for; "previous", "last_year", "frozen" */
    struct span span;
    bool frozen;
};

/* A period whose figures were frozen. */
struct frozen_period {
    int32_t freeze_id;
    struct span span;
    int64_t position;
};

/* Begin with all zero; it is used again. */
struct answering {
    struct question *question; /* borrowed */
    int phase;
    struct slot slots[SLOTS_MOST];
    int slot_count;
    struct reading readings[READINGS_MOST];
    int reading_slots[READINGS_MOST], statements[READINGS_MOST], reading_count;
    struct ask ask;
    struct cube cube;
    int64_t total[SLOTS_MOST * ADDENDS_MOST];
    struct frozen_period frozen;
    int64_t position; /* of the log, up to which is counted */
    int head;         /* statement */
    bool head_known, failed;
    struct fault fault; /* where failed */
    struct text reply;  /* else, as JSON; until the next is begun */
};

/* Begins to answer a question, which must live until it is answered. */
void answering_begin(struct answering *answering, struct question *question);

/* Sends statements, or takes the results of those before; the transaction must be one of a snapshot. False when it is
 * done. */
bool answering_step(struct answering *answering, struct store *store);

void answering_clear(struct answering *answering);

/* The first statement by itself: up to where is counted, and the frozen period, which gives the question its days. */
void answering_head_send(struct answering *answering, struct store *store);
bool answering_head_read(struct answering *answering, const struct store *store);

/* Fills `fault`; returns false. */
bool answer_too_long(struct answering *answering);

/* The answer of what was gathered; false, with `fault` filled, where it is too long. */
bool answer_make(struct answering *answering);

#endif
