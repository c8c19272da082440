/* Proposes for every ticket and counts. */
#include "services/dispatch/triage/measure.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/base/memory.h"
#include "services/dispatch/triage/title_table.h"

static const double sure_confidence = 0.9;

static double clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void proposals_count(struct measures *out, const struct triage_proposal *proposals, int count, const char *truth)
{
    int place = 0;
    while (place < count && strcmp(proposals[place].organisation, truth) != 0)
        place++;
    bool right = place == 0 && count > 0, sure = count > 0 && proposals[0].confidence >= sure_confidence;
    out->tickets++;
    out->first += right;
    out->among_three += place < count;
    out->sure += sure;
    out->sure_right += sure && right;
    if (count > 0)
        reliability_add(&out->reliability, proposals[0].confidence, right);
}

static int time_compare(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

static void model_measure(const struct triage *triage, const struct examples *tested, struct measures *out)
{
    double *times = memory_new(tested->count, sizeof *times), sum = 0;
    for (size_t i = 0; i < tested->count; i++) {
        struct triage_proposal proposals[TRIAGE_PROPOSALS];
        const struct example *example = &tested->list[i];
        double before = clock_us();
        int count = triage_propose(triage, &example->input, proposals);
        sum += times[i] = clock_us() - before;
        proposals_count(out, proposals, count, tested->codes[example->organisation]);
    }
    qsort(times, tested->count, sizeof *times, time_compare);
    if (tested->count) {
        out->mean_us = sum / (double)tested->count;
        out->p99_us = times[(size_t)((double)(tested->count - 1) * 0.99)];
    }
    free(times);
}

static void simplest_measure(const struct examples *learnt, const struct examples *tested, struct measures *out)
{
    struct title_table *table = title_table_new(learnt);
    double before = clock_us();
    for (size_t i = 0; i < tested->count; i++) {
        const struct example *example = &tested->list[i];
        out->exact_title +=
            strcmp(title_table_find(table, example->input.title), tested->codes[example->organisation]) == 0;
    }
    out->title_us = tested->count ? (clock_us() - before) / (double)tested->count : 0;
    for (size_t i = 0; i < tested->count; i++) {
        const struct example *example = &tested->list[i];
        out->commonest += strcmp(title_table_commonest(table), tested->codes[example->organisation]) == 0;
        out->unseen_title += !title_table_has(table, example->input.title);
    }
    title_table_destroy(&table);
}

void measure(const struct triage *triage, const struct examples *learnt, const struct examples *tested,
             struct measures *out)
{
    *out = (struct measures){0};
    model_measure(triage, tested, out);
    simplest_measure(learnt, tested, out);
}
