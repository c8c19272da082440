/* liblinear's problem is made from hashed features; its weights become ours. */
#include "services/dispatch/triage/learn.h"

#include <linear.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/dispatch/triage/model.h"

/* Chosen on March and April of the Boston requests, learnt from January and February (docs/triage.md). */
const struct learn_options learn_usual = {
    .hash_bits = LEARN_HASH_BITS, .gram_most = LEARN_GRAM_MOST, .cost = 3.0, .with_description = false};

static const double learn_epsilon = 0.05; /* liblinear's; ten times smaller changes no figure of docs/triage.md */

static void say_nothing(const char *text)
{
    (void)text;
}

/* -- features as liblinear wants them: in order, each row once, the end marked --------------------------------------
 */

static int node_compare(const void *a, const void *b)
{
    return ((const struct feature_node *)a)->index - ((const struct feature_node *)b)->index;
}

static struct feature_node *nodes_make(const struct feature *features, size_t count)
{
    struct feature_node *nodes = memory_new(count + 1, sizeof *nodes);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        nodes[i] = (struct feature_node){(int)features[i].row + 1, (double)features[i].value};
    qsort(nodes, count, sizeof *nodes, node_compare);
    for (size_t i = 0; i < count; i++)
        if (kept && nodes[kept - 1].index == nodes[i].index)
            nodes[kept - 1].value += nodes[i].value;
        else
            nodes[kept++] = nodes[i];
    nodes[kept] = (struct feature_node){-1, 0};
    return memory_resize(nodes, kept + 1, sizeof *nodes);
}

/* How many at the end of the list are recent. */
static size_t recent_count(const struct example *list, size_t count, int days)
{
    size_t recent = 0;
    int64_t since = list[count - 1].at - days * INT64_C(86400000);
    while (recent < count && list[count - 1 - recent].at > since)
        recent++;
    return recent;
}

/* Recent tickets stand in the problem several times: this liblinear has no weights for single ones. The copies share
 * their features, and come after all others. */
static void recent_repeat(struct problem *problem, size_t recent)
{
    size_t first = (size_t)problem->l - recent;
    for (int time = 1; time < LEARN_RECENT_TIMES; time++)
        for (size_t i = first; i < first + recent; i++) {
            problem->x[problem->l] = problem->x[i];
            problem->y[problem->l++] = problem->y[i];
        }
}

static void problem_make(struct problem *problem, const struct feature_plan *plan, const struct example *list,
                         size_t count, int recent_days)
{
    struct feature *features = memory_new(FEATURES_MOST, sizeof *features);
    size_t recent = recent_count(list, count, recent_days);
    size_t room = count + recent * (LEARN_RECENT_TIMES - 1);
    *problem = (struct problem){.l = (int)count, .n = 1 << plan->hash_bits, .bias = -1};
    problem->x = memory_new(room, sizeof *problem->x);
    problem->y = memory_new(room, sizeof *problem->y);
    for (size_t i = 0; i < count; i++) {
        problem->x[i] = nodes_make(features, features_make(plan, &list[i].input, features));
        problem->y[i] = list[i].organisation;
    }
    recent_repeat(problem, recent);
    free(features);
}

static void problem_clear(struct problem *problem, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(problem->x[i]);
    free(problem->x);
    free(problem->y);
}

/* -- weights ------------------------------------------------------------------------------------------------------- */

/* Of two labels liblinear keeps the weights of the first only. */
static void weights_take(struct triage *triage, const struct model *learnt)
{
    uint32_t labels = triage->header.label_count;
    size_t rows = (size_t)1 << triage->header.plan.hash_bits;
    for (size_t row = 0; row < rows; row++)
        for (uint32_t label = 0; label < labels; label++)
            triage->weights[row * labels + label] =
                (float)(labels == 2 ? (label ? -learnt->w[row] : learnt->w[row]) : learnt->w[row * labels + label]);
}

/* Learns from the first `count`; the header's labels become those that they have. */
static struct triage *model_learn(const struct examples *examples, size_t count, const struct learn_options *options,
                                  struct model_header *header)
{
    struct problem problem;
    struct parameter parameter = {.solver_type = L2R_LR_DUAL, .eps = learn_epsilon, .C = options->cost};
    problem_make(&problem, &header->plan, examples->list, count, options->recent_days);
    set_print_string_function(say_nothing);
    srand(1); /* liblinear visits tickets in an order of rand: always the same */
    struct model *learnt = train(&problem, &parameter);
    header->label_count = (uint32_t)learnt->nr_class;
    memset(header->labels, 0, sizeof header->labels);
    for (int i = 0; i < learnt->nr_class; i++)
        strncpy(header->labels[i], examples->codes[learnt->label[i]], MODEL_CODE_BYTES - 1);
    struct triage *triage = model_new(header);
    weights_take(triage, learnt);
    free_and_destroy_model(&learnt);
    problem_clear(&problem, count);
    return triage;
}

/* -- confidence ---------------------------------------------------------------------------------------------------- */

/* The proposals for the tickets from `first` on, and whether they are right. */
static void confidence_learn(const struct triage *triage, const struct examples *examples, size_t first,
                             struct calibration *out)
{
    struct feature *features = memory_new(FEATURES_MOST, sizeof *features);
    struct observation *observations = memory_new((examples->count - first) * TRIAGE_PROPOSALS, sizeof *observations);
    size_t count = 0;
    for (size_t i = first; i < examples->count; i++) {
        double scores[MODEL_LABELS_MOST];
        int best[TRIAGE_PROPOSALS];
        const struct example *example = &examples->list[i];
        model_score(triage, features, features_make(&triage->header.plan, &example->input, features), scores);
        int proposals = model_best(scores, triage->header.label_count, best);
        for (int j = 0; j < proposals; j++)
            observations[count++] = (struct observation){
                scores[best[j]], strcmp(triage->header.labels[best[j]], examples->codes[example->organisation]) == 0};
    }
    calibration_fit(out, observations, count);
    free(observations);
    free(features);
}

/* -- all of it ----------------------------------------------------------------------------------------------------- */

static size_t organisations_among(const struct examples *examples, size_t count)
{
    size_t different = 0;
    bool *seen = memory_new(examples->code_count, sizeof *seen);
    for (size_t i = 0; i < count; i++) {
        different += !seen[examples->list[i].organisation];
        seen[examples->list[i].organisation] = true;
    }
    free(seen);
    return different;
}

static bool examples_check(const struct examples *examples, size_t first_part, struct fault *fault)
{
    if (examples->count < LEARN_TICKETS_LEAST)
        return fault_set(fault, "too_few", NULL, "%zu tickets are too few to learn from, expected at least %d",
                         examples->count, LEARN_TICKETS_LEAST);
    if (examples->code_count > MODEL_LABELS_MOST)
        return fault_set(fault, "too_many", NULL, "the tickets went to %zu organisations, expected at most %d",
                         examples->code_count, MODEL_LABELS_MOST);
    for (size_t i = 0; i < examples->code_count; i++)
        if (strlen(examples->codes[i]) >= MODEL_CODE_BYTES)
            return fault_set(fault, "too_long", NULL, "the organisation's code '%s' is too long", examples->codes[i]);
    if (organisations_among(examples, first_part) < MODEL_LABELS_LEAST)
        return fault_set(fault, "one_organisation", NULL,
                         "the first three quarters of the tickets all went to one organisation: nothing to learn");
    return true;
}

struct triage *learn(const struct examples *examples, const struct learn_options *options, struct fault *fault)
{
    size_t first_part = examples->count - examples->count / 4;
    if (!examples_check(examples, first_part, fault))
        return NULL;
    struct model_header *header = memory_new(1, sizeof *header);
    strncpy(header->city, options->city, sizeof header->city - 1);
    strncpy(header->from, options->from, sizeof header->from - 1);
    strncpy(header->to, options->to, sizeof header->to - 1);
    header->tickets = examples->count;
    header->plan = (struct feature_plan){options->hash_bits, options->gram_most, options->with_description};
    struct triage *part = model_learn(examples, first_part, options, header);
    confidence_learn(part, examples, first_part, &header->calibration);
    triage_destroy(&part);
    struct triage *triage = model_learn(examples, examples->count, options, header);
    free(header);
    return triage;
}
