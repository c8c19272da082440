/* What a question asks for: measures, sums of seconds, and what is derived from them (proto/measures.def), as sums over
 * columns of the rollup. Pure. */
#ifndef COMMON_QUESTION_FIGURE_H
#define COMMON_QUESTION_FIGURE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/question/text.h"
#include "proto/measure.h"
#include "proto/message.h"

enum { FIGURES_MOST = 64, TERMS_MOST = 4, ADDENDS_MOST = 2 * MEASURE_COUNT + TOTAL_COUNT + BUCKET_COUNT };

/* Which sums are read together. */
enum addend_group {
    GROUP_FLOW,  /* of the period */
    GROUP_STOCK, /* of all days until its end */
    GROUP_STAY,  /* of states left, which are kept by organisation and state only */
    GROUP_COUNT
};

enum addend_kind { ADDEND_MEASURE, ADDEND_TOTAL, ADDEND_BUCKET };

/* One column that is summed up. */
struct addend_of {
    enum addend_group group;
    enum addend_kind kind;
    int number; /* of the measure, total or bucket */
};

struct term {
    int sign;
    int addend; /* index */
};

enum figure_kind { FIGURE_COUNT_OF, FIGURE_SECONDS, FIGURE_RATE, FIGURE_STOCK, FIGURE_MEAN, FIGURE_PERCENTILE };

struct figure {
    const char *name, *name_zh;
    enum figure_kind kind;
    struct term part[TERMS_MOST], whole[TERMS_MOST];
    int part_count, whole_count;
    int percent;     /* of a percentile, whose part is the first of its buckets */
    bool better_low; /* for ranks */
};

/* The figures of a question, with the columns that they are made of. */
struct figures {
    struct figure list[FIGURES_MOST];
    int count;
    struct addend_of addends[ADDENDS_MOST];
    int addend_count;
};

/* Compiles names (a JSON array; NULL: `otherwise`, which ends with NULL). */
bool figures_read(const json_t *names, const char *const *otherwise, const char *field, struct figures *out,
                  struct fault *fault);

/* The index of the figure with the name, or -1. */
int figures_find(const struct figures *figures, const char *name);

/* Does any of them need this group? */
bool figures_need(const struct figures *figures, enum addend_group group);

const char *figure_kind_name(enum figure_kind kind);

/* The sum of terms over the values of a row. */
int64_t terms_sum(const struct term *terms, int count, const int64_t *values);

/* What a figure comes to; there is false where it has no value: nothing to divide by, or nobody to rank. */
struct figure_value {
    int64_t part, whole;
    double value;
    bool there;
};
struct figure_value figure_value(const struct figure *figure, const int64_t *values);

/* As JSON: an integer; of rates and means {"part", "whole", "value"}; null where a percentile has none. */
void figure_tell(const struct figure *figure, const struct figure_value *value, struct text *out);

#endif
