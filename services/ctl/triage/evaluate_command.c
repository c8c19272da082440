/* steward triage evaluate: how good a model is on tickets that it has not learnt from. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/triage/given.h"
#include "services/ctl/triage/model_file.h"
#include "services/ctl/triage/source.h"
#include "services/dispatch/triage/learn.h"
#include "services/dispatch/triage/measure.h"

static const struct argp_option own_options[] = {
    GIVEN_OPTIONS,
    {"model", 'm', "FILE", 0, "the model (HOME/models/CITY.model)", 0},
    {0},
};

static error_t own_parse(int key, char *arg, struct argp_state *state)
{
    struct given *given = state->input;
    if (key != 'm')
        return given_parse(given, key, arg, state);
    given->model = arg;
    return 0;
}

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

/* -- telling ----------------------------------------------------------------------------------------------------- */

static void bins_print(const struct reliability *reliability)
{
    puts("  confidence     tickets   said   right");
    for (int i = RELIABILITY_BINS; i-- > 0;) {
        const struct reliability_bin *bin = &reliability->bins[i];
        if (bin->count)
            printf("  %.1f to %.1f  %10zu  %.3f   %.3f\n", i / 10.0, (i + 1) / 10.0, bin->count,
                   bin->confidence / (double)bin->count, share(bin->right, bin->count));
    }
}

static void measures_print(const struct measures *measures, const struct triage_origin *origin)
{
    printf("%zu tickets, by a model of %s to %s (%lld tickets, %d organisations)\n", measures->tickets, origin->from,
           origin->to, (long long)origin->tickets, origin->organisations);
    printf("  right first                      %.4f\n", share(measures->first, measures->tickets));
    printf("  right among three                %.4f\n", share(measures->among_three, measures->tickets));
    printf("  always the commonest             %.4f\n", share(measures->commonest, measures->tickets));
    printf("  exact title looked up            %.4f   (%.1f %% of titles are new)\n",
           share(measures->exact_title, measures->tickets), 100 * share(measures->unseen_title, measures->tickets));
    printf("  confidence 0.9 or more           %.4f of tickets, of which right %.4f\n",
           share(measures->sure, measures->tickets), share(measures->sure_right, measures->sure));
    printf("  confidence is off by             %.4f on average\n", reliability_error(&measures->reliability));
    printf("  one proposal                     %.1f us on average, 99 %% within %.1f us (title looked up: %.1f us)\n",
           measures->mean_us, measures->p99_us, measures->title_us);
    bins_print(&measures->reliability);
}

static json_t *bins_json(const struct reliability *reliability)
{
    json_t *bins = json_array();
    for (int i = 0; i < RELIABILITY_BINS; i++) {
        const struct reliability_bin *bin = &reliability->bins[i];
        double said = bin->count ? bin->confidence / (double)bin->count : 0;
        json_array_append_new(bins,
                              json_pack("{s:f, s:I, s:f, s:f}", "from", i / 10.0, "tickets", (json_int_t)bin->count,
                                        "said", said, "right", share(bin->right, bin->count)));
    }
    return bins;
}

static void measures_print_json(const struct measures *m, const struct triage_origin *origin)
{
    json_t *reply =
        json_pack("{s:I, s:{s:s, s:s, s:s, s:I, s:i}, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:o}",
                  "tickets", (json_int_t)m->tickets, "model", "city", origin->city, "from", origin->from, "to",
                  origin->to, "tickets", (json_int_t)origin->tickets, "organisations", origin->organisations, "first",
                  share(m->first, m->tickets), "among_three", share(m->among_three, m->tickets), "commonest",
                  share(m->commonest, m->tickets), "exact_title", share(m->exact_title, m->tickets), "new_titles",
                  share(m->unseen_title, m->tickets), "sure", share(m->sure, m->tickets), "sure_right",
                  share(m->sure_right, m->sure), "confidence_error", reliability_error(&m->reliability), "mean_us",
                  m->mean_us, "p99_us", m->p99_us, "title_us", m->title_us, "reliability", bins_json(&m->reliability));
    call_print(reply);
    json_decref(reply);
}

/* -- measuring --------------------------------------------------------------------------------------------------- */

/* Tickets that the model has learnt from would make it look better than it is. */
static int periods_check(const struct triage_origin *origin, const struct period *tested, struct period *learnt)
{
    int32_t first, last;
    if (!period_day(origin->from, false, &first) || !period_day(origin->to, true, &last))
        return ctl_fail("the model's own period cannot be read");
    *learnt = period_of(first, last);
    if (tested->first <= last && tested->last >= first)
        return ctl_fail("--from: the model has learnt from %s to %s, expected a period that it does not know",
                        learnt->from, learnt->to);
    return CTL_DONE;
}

static int model_evaluate(struct ctl *ctl, struct source *source, const struct given *given,
                          const struct triage *triage)
{
    struct triage_origin origin = triage_origin(triage);
    struct examples learnt = {0}, tested = {0};
    struct measures measures;
    struct period period;
    if (strcmp(origin.city, source->city) != 0)
        return ctl_fail("the model is for the city '%s', expected one for '%s'", origin.city, source->city);
    int status = periods_check(&origin, &given->period, &period);
    if (status == CTL_DONE)
        status = source_read(source, &period, LEARN_TICKETS_MOST, &learnt);
    if (status == CTL_DONE)
        status = source_read(source, &given->period, LEARN_TICKETS_MOST, &tested);
    if (status == CTL_DONE && tested.count == 0)
        status = ctl_fail("there are no tickets from %s to %s", given->period.from, given->period.to);
    if (status == CTL_DONE) {
        measure(triage, &learnt, &tested, &measures);
        (ctl->json ? measures_print_json : measures_print)(&measures, &origin);
    }
    examples_clear(&learnt);
    examples_clear(&tested);
    return status;
}

int triage_evaluate_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        own_options, own_parse, NULL,
        "Proposes for past tickets that the model has not learnt from, and tells how often it was right, beside always "
        "the commonest organisation and looking up the exact title."};
    struct given given = {0};
    char path[TRIAGE_PATH_BYTES];
    struct fault fault;
    ctl_options_read(ctl, &options, argc, argv, &given);
    struct source source = {.ctl = ctl, .csv = given.csv, .mapping = given.mapping};
    struct triage *triage = NULL;
    int status = source_open(&source);
    if (status == CTL_DONE)
        status = model_file(ctl, given.model, source.city, path);
    if (status == CTL_DONE && !(triage = triage_load(path, &fault)))
        status = ctl_fail("%s", fault.message);
    if (status == CTL_DONE)
        status = model_evaluate(ctl, &source, &given, triage);
    triage_destroy(&triage);
    source_close(&source);
    return status;
}
