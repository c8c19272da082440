/* One statement of a question: what it reads from where. */
#ifndef COMMON_QUESTION_READING_H
#define COMMON_QUESTION_READING_H

#include "common/question/ask.h"
#include "common/question/question.h"

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

/* Where can the sums be read from? `frozen`: of a frozen period. */
enum reading_source reading_source(const struct question *question, enum addend_group group, bool frozen,
                                   int64_t position);

/* Are sums over the rows of this reading less than its total? Areas that lie in none of the level are in no row. */
bool reading_needs_total(const struct reading *reading);

/* Areas of one level that stand for what was asked for; ids NULL: all of it. */
struct area_part {
    int level;
    int32_t *ids;
    size_t count;
};

/* Which sums are read: of the first and the second dimension of a cuboid. */
struct plan {
    int cuboid;
    enum dimension a, b;
    struct area_part parts[AREA_LANE + 1];
    size_t part_count;
};

/* The plan of a reading that is not of entries; for plan_clear. */
void plan_make(const struct reading *reading, struct plan *out);
void plan_clear(struct plan *plan);

/* Is the number of a dimension one that was asked for? */
bool plan_has(const struct plan *plan, const struct question *question, enum dimension dimension, int32_t id);

/* Makes the statement: rows of the rollup (rollup.h); or of entries the two keys, a day (of weeks, months … the first)
 * and the addends of the group in their order. */
void reading_make(const struct reading *reading, struct ask *ask);
void entries_make(const struct reading *reading, struct ask *ask);

/* The condition on counted that a selection of the question makes, beginning with " and"; nothing where it makes none.
 */
void reading_entries_where(const struct question *question, int64_t position, struct ask *ask);

/* How many entries there are in a period, at most: by the sums, without what is only told of something that is counted
 * with it. */
void entries_count_ask(int32_t city_id, struct span span, struct ask *ask);
bool entries_count_read(const struct store *store, int statement, int32_t city_id, int64_t *out, struct fault *fault);

#endif
