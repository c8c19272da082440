/* What is asked of the period: which figures, compared with what, in which order. */
#include <string.h>

#include "common/question/question.h"

static const char *const figures_unless_told[] = {
    "received", "dispatched",  "closed",   "due",       "due_closed",   "due_on_time",   "closing",
    "on_time",  "closed_late", "returned", "returning", "satisfaction", "handling_mean", NULL};
static const char *const figures_of_states[] = {"stayed", "stay_s", "stay_mean", NULL};

static bool states_asked(const struct question *question)
{
    return question->keys[0] == DIMENSION_STATE || question->keys[1] == DIMENSION_STATE ||
           question->selected[DIMENSION_STATE].given;
}

static bool figures_check(const struct question *question, struct fault *fault)
{
    const struct figures *figures = &question->figures;
    for (int i = 0; states_asked(question) && i < figures->addend_count; i++)
        if (figures->addends[i].group != GROUP_STAY)
            return fault_set(fault, "out_of_range", "measures", "by state there are stayed, stay_s and stay_mean only");
    return true;
}

static bool compare_read(struct question *question, const struct value *compare, struct fault *fault)
{
    static const char *const names[] = {"previous", "last_year", "frozen", "share", "rank"};
    for (size_t i = 0; compare->present && i < json_array_size(compare->json); i++) {
        const char *name = json_string_value(json_array_get(compare->json, i));
        unsigned bit = 0;
        for (unsigned j = 0; j < sizeof names / sizeof *names; j++)
            if (strcmp(name, names[j]) == 0)
                bit = 1u << j;
        if (!bit)
            return fault_set(fault, "out_of_range", "compare",
                             "compare takes previous, last_year, frozen, share and rank, not '%s'", name);
        question->compare |= bit;
    }
    bool others = question->compare & (COMPARE_PREVIOUS | COMPARE_LAST_YEAR);
    if (question->compare & COMPARE_FROZEN && !question->frozen[0])
        return fault_set(fault, "missing_field", "frozen", "compare frozen needs the name of the frozen period");
    if (others && (question->frozen[0] || question->position))
        return fault_set(fault, "out_of_range", "compare",
                         "figures at a position of the log are not compared with other periods, which have none");
    return true;
}

static bool sort_read(struct question *question, const struct value *sort, struct fault *fault)
{
    if (!sort->present)
        return true;
    question->sort = figures_find(&question->figures, sort->text);
    return question->sort >= 0 ||
           fault_set(fault, "out_of_range", "sort", "sort must be one of the measures that are asked for and is '%s'",
                     sort->text);
}

bool question_read_rest(const struct message_question *message, struct question *out, struct fault *fault)
{
    const char *const *otherwise = states_asked(out) ? figures_of_states : figures_unless_told;
    const json_t *names = message->measures.present ? message->measures.json : NULL;
    out->descending = message->descending.present && message->descending.boolean;
    if (message->top.present)
        out->limit = message->top.integer;
    return figures_read(names, otherwise, "measures", &out->figures, fault) && figures_check(out, fault) &&
           compare_read(out, &message->compare, fault) && sort_read(out, &message->sort, fault);
}
