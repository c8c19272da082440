/* Which statements a question needs, and their results gathered. */
#include "common/question/answering.h"

#include <stdio.h>
#include <string.h>

#include "common/question/gather.h"
#include "common/store/queries.h"

enum { PHASE_HEAD, PHASE_HEAD_READ, PHASE_BUDGET_READ, PHASE_SUMS_READ };

void answering_begin(struct answering *answering, struct question *question)
{
    answering->question = question;
    answering->phase = PHASE_HEAD;
    answering->slot_count = answering->reading_count = 0;
    answering->head_known = answering->failed = false;
    text_begin(&answering->reply);
    answering->position = 0;
    answering->frozen = (struct frozen_period){0};
}

void answering_clear(struct answering *answering)
{
    ask_clear(&answering->ask);
    cube_clear(&answering->cube);
    text_clear(&answering->reply);
    memset(answering, 0, sizeof *answering);
}

/* -- the plan ---------------------------------------------------------------------------------------------------- */

static void slot_add(struct answering *answering, const char *name, struct span span, bool frozen)
{
    answering->slots[answering->slot_count++] = (struct slot){name, span, frozen};
}

static bool slots_make(struct answering *answering)
{
    struct question *question = answering->question;
    struct span other;
    bool beside = question->compare & COMPARE_FROZEN;
    slot_add(answering, NULL, question->span, question->frozen[0] && !beside);
    if (beside)
        slot_add(answering, "frozen", question->span, true);
    if (question->compare & COMPARE_PREVIOUS) {
        if (!span_previous(question->span, &other))
            return fault_set(&answering->fault, "out_of_range", "compare", "there is no period before the first");
        slot_add(answering, "previous", other, false);
    }
    if (question->compare & COMPARE_LAST_YEAR) {
        if (!span_last_year(question->span, &other))
            return fault_set(&answering->fault, "out_of_range", "compare", "there is no year before the first");
        slot_add(answering, "last_year", other, false);
    }
    return true;
}

static void reading_add(struct answering *answering, int slot, struct reading reading)
{
    answering->reading_slots[answering->reading_count] = slot;
    answering->readings[answering->reading_count++] = reading;
}

static void readings_make(struct answering *answering)
{
    const struct question *question = answering->question;
    for (int i = 0; i < answering->slot_count; i++)
        for (int group = 0; group < GROUP_COUNT; group++) {
            bool frozen = answering->slots[i].frozen;
            if (!figures_need(&question->figures, (enum addend_group)group))
                continue;
            struct reading reading = {
                .question = question, .group = (enum addend_group)group, .span = answering->slots[i].span};
            reading.source = reading_source(question, reading.group, frozen, question->position);
            reading.freeze_id = answering->frozen.freeze_id;
            reading.position = frozen ? answering->frozen.position : question->position;
            reading_add(answering, i, reading);
            if (reading_needs_total(&reading)) {
                reading.total = true;
                reading_add(answering, i, reading);
            }
        }
}

static struct span read_span(const struct reading *reading)
{
    return (struct span){reading->group == GROUP_STOCK ? 0 : reading->span.first, reading->span.last};
}

/* How many entries would be read, at most. Returns whether any would. */
static bool budgets_send(struct answering *answering, struct store *store)
{
    bool any = false;
    for (int i = 0; i < answering->reading_count; i++) {
        const struct reading *reading = &answering->readings[i];
        answering->statements[i] = -1;
        if (reading->source != SOURCE_ENTRIES)
            continue;
        entries_count_ask(answering->question->pack->city_id, read_span(reading), &answering->ask);
        answering->statements[i] = ask_send(&answering->ask, store);
        any = true;
    }
    return any;
}

/* The dimensions of a question by name; returns how many there are. */
static int dimensions_tell(const struct question *question, char *out, size_t size)
{
    size_t used = 0;
    int count = 0;
    out[0] = '\0';
    for (int i = 1; i < DIMENSION_COUNT; i++)
        if ((question->keys[0] == (enum dimension)i || question->keys[1] == (enum dimension)i ||
             question->selected[i].given) &&
            used < size)
            used += (size_t)snprintf(out + used, size - used, "%s%s", count++ ? ", " : "",
                                     dimension_name((enum dimension)i));
    return count;
}

/* Without what it could be answered from sums: an earlier position, more than two dimensions. */
static void narrower_tell(const struct question *question, char *out, size_t size)
{
    char dimensions[100];
    int count = dimensions_tell(question, dimensions, sizeof dimensions);
    if (question->position)
        snprintf(out, size, ", or leave out the position%s%s", count > 2 ? " and one of " : "",
                 count > 2 ? dimensions : "");
    else
        snprintf(out, size, "%s%s", count ? ", or leave out one of " : "", dimensions);
}

static bool budgets_judge(struct answering *answering, const struct store *store)
{
    char narrower[160];
    int64_t entries = 0, of, days = answering->question->span.last - answering->question->span.first + 1;
    for (int i = 0; i < answering->reading_count; i++) {
        if (answering->statements[i] < 0)
            continue;
        if (!entries_count_read(store, answering->statements[i], answering->question->pack->city_id, &of,
                                &answering->fault))
            return false;
        entries += of;
    }
    if (entries <= ENTRIES_READ_MOST)
        return true;
    narrower_tell(answering->question, narrower, sizeof narrower);
    bool stocks = figures_need(&answering->question->figures, GROUP_STOCK);
    return fault_set(&answering->fault, "too_much", "by",
                     "this cannot be answered from the sums that are kept (by two dimensions at most, as of now): it "
                     "would read up to %lld entries, more than %d. Ask for a shorter period%s (of about %lld days)%s",
                     (long long)entries, ENTRIES_READ_MOST, stocks ? " and without stocks" : "",
                     (long long)(days * ENTRIES_READ_MOST / entries), narrower);
}

static void sums_send(struct answering *answering, struct store *store)
{
    for (int i = 0; i < answering->reading_count; i++) {
        reading_make(&answering->readings[i], &answering->ask);
        answering->statements[i] = ask_send(&answering->ask, store);
    }
}

/* -- results ----------------------------------------------------------------------------------------------------- */

bool answer_too_long(struct answering *answering)
{
    return fault_set(&answering->fault, "too_much", "by",
                     "the answer would have more than %d rows: ask for a shorter period, a coarser level or fewer "
                     "dimensions",
                     ANSWER_ROWS_MOST);
}

static bool sums_read(struct answering *answering, const struct store *store)
{
    size_t width = (size_t)answering->slot_count * (size_t)answering->question->figures.addend_count;
    cube_begin(&answering->cube, width);
    memset(answering->total, 0, width * sizeof *answering->total);
    for (int i = 0; i < answering->reading_count; i++)
        if (!gather(answering, store, i))
            return false;
    return true;
}

/* -- the head ---------------------------------------------------------------------------------------------------- */

void answering_head_send(struct answering *answering, struct store *store)
{
    const char *frozen = answering->question->frozen;
    struct parameter of[] = {P_INTEGER(answering->question->pack->city_id), P_TEXT(frozen, strlen(frozen))};
    answering->head = store_send(store, &query_question_head, of, 2);
}

bool answering_head_read(struct answering *answering, const struct store *store)
{
    struct question *question = answering->question;
    answering->position = store_integer(store, answering->head, 0, 0);
    if (question->position > answering->position)
        return fault_set(&answering->fault, "out_of_range", "position",
                         "it is counted up to position %lld of the log only", (long long)answering->position);
    if (question->position)
        answering->position = question->position;
    if (!question->frozen[0])
        return true;
    if (store_is_null(store, answering->head, 0, 1))
        return fault_set(&answering->fault, "unknown_frozen", "frozen",
                         "city %s has no frozen period '%s': steward report frozen lists them", question->pack->code,
                         question->frozen);
    answering->frozen = (struct frozen_period){.freeze_id = (int32_t)store_integer(store, answering->head, 0, 1),
                                               .span = {(int32_t)store_integer(store, answering->head, 0, 2),
                                                        (int32_t)store_integer(store, answering->head, 0, 3)},
                                               .position = store_integer(store, answering->head, 0, 4)};
    question->span = answering->frozen.span;
    return true;
}

/* Sends what comes next: the sums, or first what they would cost. */
static void plan_send(struct answering *answering, struct store *store)
{
    readings_make(answering);
    if (budgets_send(answering, store)) {
        answering->phase = PHASE_BUDGET_READ;
        return;
    }
    sums_send(answering, store);
    answering->phase = PHASE_SUMS_READ;
}

static bool fail(struct answering *answering)
{
    answering->failed = true;
    return false;
}

bool answering_step(struct answering *answering, struct store *store)
{
    bool first = answering->phase == PHASE_HEAD, frozen = answering->question->frozen[0];
    if (first) {
        answering_head_send(answering, store);
        answering->phase = PHASE_HEAD_READ;
        if (frozen)
            return true;
    } else if (!answering->head_known && !answering_head_read(answering, store)) {
        return fail(answering);
    }
    answering->head_known = !first;
    switch (answering->phase) {
    case PHASE_HEAD_READ:
        if (!slots_make(answering))
            return fail(answering);
        plan_send(answering, store);
        return true;
    case PHASE_BUDGET_READ:
        if (!budgets_judge(answering, store))
            return fail(answering);
        sums_send(answering, store);
        answering->phase = PHASE_SUMS_READ;
        return true;
    default:
        if (!sums_read(answering, store))
            return fail(answering);
        answering->failed = !answer_make(answering);
        return false;
    }
}
