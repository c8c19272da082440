/* Questions about figures: what is counted, by one to three dimensions, in a period, limited to some organisations,
 * areas, categories …, compared with other periods (docs/questions.md). Answered from the rollup, which holds sums by
 * pairs of dimensions; what takes three is counted from the entries themselves where they are not too many.
 *
 * Whoever has a transaction and a pack can ask:
 *
 *   question_read                           what was asked, checked
 *   answering_begin, answering_step …       statements and their results, until it is done
 *   answering->reply or answering->fault
 */
#ifndef COMMON_QUESTION_QUESTION_H
#define COMMON_QUESTION_QUESTION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/city/pack.h"
#include "common/question/figure.h"
#include "common/question/span.h"
#include "proto/message.h"

enum { QUESTION_DIMENSIONS_MOST = 3, QUESTION_LIMIT_UNLESS_TOLD = 1000, QUESTION_NAME_BYTES = 65, CATEGORY_TOP = 1 };

/* The values that questions and the lists behind them begin with (QUESTION_FIELDS of proto/messages.def). */
struct message_question_head {
    struct value city, from, to, period, by, level, category_level, organisation, area, category, channel, urgency,
        state, frozen, position, actor;
};

/* Numbers that a dimension is limited to. */
struct selection {
    bool given;
    int32_t *ids; /* of areas: the topmost, each with all below it; of categories: all */
    size_t count;
};

/* Bits of what a question is compared with. */
enum compare { COMPARE_PREVIOUS = 1, COMPARE_LAST_YEAR = 2, COMPARE_FROZEN = 4, COMPARE_SHARE = 8, COMPARE_RANK = 16 };

struct question {
    const struct pack *pack;
    struct span span;
    bool span_given;                             /* false: that of the frozen period */
    enum dimension by[QUESTION_DIMENSIONS_MOST]; /* as asked for; 0: time */
    int by_count;
    enum dimension keys[2]; /* those of `by` that are not time; 0: none */
    int key_count;
    enum time_unit unit;
    int level;          /* enum area_kind, of the areas */
    int category_level; /* CATEGORY_TOP: the one above all; 0: as it stands */
    struct selection selected[DIMENSION_COUNT];
    struct figures figures;
    unsigned compare;
    int sort; /* index of a figure; -1: by codes */
    bool descending;
    int64_t limit;
    char frozen[QUESTION_NAME_BYTES]; /* name of the frozen period; "": living */
    int64_t position;                 /* of the log; 0: now */
};

/* Reads the fields that both messages begin with; `today` is the city's date. What does not fit is told in `fault`. The
 * question must be cleared in any case. */
bool question_read(const struct pack *pack, const struct message_question_head *head, int32_t today,
                   struct question *out, struct fault *fault);

/* Reads what only a question has; after question_read. */
bool question_read_rest(const struct message_question *message, struct question *out, struct fault *fault);

void question_clear(struct question *question);

/* Limits the question to organisations or areas (ids) of whoever asks: false, with `fault` filled, where it names
 * others. */
bool question_limit(struct question *question, enum dimension dimension, const int32_t *ids, size_t count,
                    struct fault *fault);

const char *dimension_name(enum dimension dimension); /* "organisation" … */
const char *unit_name(enum time_unit unit);           /* "day" … */

/* The number of a code of a dimension; "-" is nobody, "#7" what has no code any more; -1 where there is none such. */
int32_t question_code_id(const struct pack *pack, enum dimension dimension, const char *code);

/* The area of the level that an area (a database id) lies in, or is; 0 where there is none. The same of categories:
 * the topmost. */
int32_t question_area_over(const struct pack *pack, int32_t area_id, int level);
int32_t question_category_top(const struct pack *pack, int32_t category_id);

#endif
