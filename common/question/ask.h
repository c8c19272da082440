/* A statement that is made at run time, with its parameters. Its text is made of names of our own tables and columns
 * and of numbers; whatever else was asked for goes along as parameters. */
#ifndef COMMON_QUESTION_ASK_H
#define COMMON_QUESTION_ASK_H

#include "common/store/store.h"

enum { ASK_ARRAYS_MOST = 16 };

/* Begin with all zero; it is used again. */
struct ask {
    char *text;
    size_t used, capacity;
    struct parameter parameters[STORE_PARAMETERS_MAX];
    size_t parameter_count;
    struct array arrays[ASK_ARRAYS_MOST];
    size_t array_count;
};

void ask_begin(struct ask *ask);
void ask_add(struct ask *ask, const char *format, ...) __attribute__((format(printf, 2, 3)));
int ask_number(struct ask *ask, int64_t number); /* the parameter's number */
int ask_ids(struct ask *ask, const int32_t *ids, size_t count);
int ask_send(struct ask *ask, struct store *store); /* returns its statement */
void ask_clear(struct ask *ask);

#endif
