/* One statement of a question: what it reads from where, and its SQL. The text is made of names of our own tables and
 * columns; whatever was asked for goes along as parameters. */
#ifndef COMMON_QUESTION_READING_H
#define COMMON_QUESTION_READING_H

#include "common/question/question.h"
#include "common/store/store.h"

enum reading_source {
    SOURCE_ROLLUP,  /* sums by two dimensions, days and months */
    SOURCE_FROZEN,  /* the same of a frozen period, whole */
    SOURCE_ENTRIES, /* what each ticket counts for */
};

struct reading {
    const struct question *question;
    enum addend_group group;
    bool total; /* over all rows */
    struct span span;
    enum reading_source source;
    int32_t freeze_id; /* of SOURCE_FROZEN */
    int64_t position;  /* of SOURCE_ENTRIES; 0: now */
};

enum { ASK_ARRAYS_MOST = 16 };

/* A statement that is made at run time. Begin with all zero; it is used again. */
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

/* Where can the sums be read from? `frozen`: of a frozen period. */
enum reading_source reading_source(const struct question *question, enum addend_group group, bool frozen,
                                   int64_t position);

/* Are sums over the rows of this reading less than its total? Areas that lie in none of the level are in no row. */
bool reading_needs_total(const struct reading *reading);

void entries_make(const struct reading *reading, struct ask *ask); /* for SOURCE_ENTRIES */

/* Makes the statement. Its columns are the two keys, a day (in the unit asked for; 0 without one), and the addends of
 * the group in their order. */
void reading_make(const struct reading *reading, struct ask *ask);

/* The condition on counted that a selection of the question makes, beginning with " and"; nothing where it makes none.
 */
void reading_entries_where(const struct question *question, int64_t position, struct ask *ask);

#endif
