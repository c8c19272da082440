/* How many entries there are, at most. */
#include "common/question/reading.h"
#include "common/question/rollup.h"

/* Those of states, and all others: by channel and urgency. */
static const int cuboids[] = {16, 45};

/* What is counted for by itself. Each of the others is told of an entry that also counts for one of these. */
static const enum measure counted[] = {
    MEASURE_RECEIVED,     MEASURE_ACCEPTED,    MEASURE_DISPATCHED,  MEASURE_SIGNED,      MEASURE_HANDLED,
    MEASURE_VERIFIED,     MEASURE_CLOSED,      MEASURE_DUE,         MEASURE_DUE_CLOSED,  MEASURE_FOLLOWED_UP,
    MEASURE_REJECTED,     MEASURE_RETURNED,    MEASURE_REWORKED,    MEASURE_REOPENED,    MEASURE_EXTENDED,
    MEASURE_SUSPENDED,    MEASURE_MERGED,      MEASURE_VOIDED,      MEASURE_WITHDRAWN,   MEASURE_URGED,
    MEASURE_SUPERVISED,   MEASURE_TRANSFERRED, MEASURE_ESCALATED,   MEASURE_APPEALED,    MEASURE_RATED,
    MEASURE_CALLED_IN,    MEASURE_OVERDUE,     MEASURE_CAME,        MEASURE_WENT,        MEASURE_OVERDUE_CAME,
    MEASURE_OVERDUE_WENT, MEASURE_STAYED,      MEASURE_HELP_CALLED, MEASURE_REPORTED_IN, MEASURE_HELPED,
    MEASURE_HELP_RELEASED};

void entries_count_ask(int32_t city_id, struct span span, struct ask *ask)
{
    struct stretch stretches[STRETCHES_MOST];
    struct rollup_rows rows = {.city_id = city_id, .stretches = stretches};
    rows.stretch_count = span_split(span, UNIT_NONE, stretches);
    ask_begin(ask);
    for (size_t i = 0; i < sizeof cuboids / sizeof *cuboids; i++) {
        rows.cuboid = cuboids[i];
        rollup_ask(ask, &rows);
    }
}

bool entries_count_read(const struct store *store, int statement, int32_t city_id, int64_t *out, struct fault *fault)
{
    struct rollup rollup = rollup_begin(store, statement);
    struct packed_slots slots;
    slots_begin(&slots);
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        slots_set(&slots, (int)counted[i], 0);
    *out = 0;
    while (rollup_next(&rollup))
        while (packed_next(&rollup.cells))
            packed_add(&rollup.cells, &slots, out);
    return rollup_end(&rollup, city_id, fault);
}
