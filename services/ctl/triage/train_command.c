/* steward triage train: learns from past tickets who should have which. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/instant.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/triage/given.h"
#include "services/ctl/triage/model_file.h"
#include "services/ctl/triage/source.h"
#include "services/dispatch/triage/feature.h"
#include "services/dispatch/triage/learn.h"

enum { OPTION_DESCRIPTION = 700, OPTION_BITS, OPTION_GRAMS, OPTION_COST, OPTION_RECENT };

struct wanted {
    struct given given;
    struct learn_options learning;
};

static const struct argp_option own_options[] = {
    GIVEN_OPTIONS,
    {"out", 'o', "FILE", 0, "where the model goes (HOME/models/CITY.model, where dispatch finds it)", 0},
    {"recent", OPTION_RECENT, "DAYS", 0, "let tickets of the last so many days count four times (0: all alike)", 0},
    {"description", OPTION_DESCRIPTION, NULL, 0, "learn from descriptions too", 0},
    {"grams", OPTION_GRAMS, "N", 0, "learn from up to so many characters in a row (5)", 0},
    {"bits", OPTION_BITS, "N", 0, "keep 2^N rows of weights (17)", 0},
    {"cost", OPTION_COST, "C", 0, "how much a wrong ticket counts beside large weights (3)", 0},
    {0},
};

static double cost_read(struct argp_state *state, const char *text)
{
    char *end;
    double cost = strtod(text, &end);
    if (end == text || *end || !(cost >= 0.001 && cost <= 1000))
        argp_error(state, "--cost: is '%s', expected a number from 0.001 to 1000", text);
    return cost;
}

static error_t own_parse(int key, char *arg, struct argp_state *state)
{
    struct wanted *wanted = state->input;
    switch (key) {
    case 'o':
        wanted->given.model = arg;
        return 0;
    case OPTION_DESCRIPTION:
        wanted->learning.with_description = true;
        return 0;
    case OPTION_GRAMS:
        wanted->learning.gram_most = (uint32_t)ctl_number(state, "--grams", arg, 1, FEATURE_GRAMS_MOST);
        return 0;
    case OPTION_BITS:
        wanted->learning.hash_bits = (uint32_t)ctl_number(state, "--bits", arg, FEATURE_BITS_LEAST, FEATURE_BITS_MOST);
        return 0;
    case OPTION_RECENT:
        wanted->learning.recent_days = (int)ctl_number(state, "--recent", arg, 0, LEARN_RECENT_MOST);
        return 0;
    case OPTION_COST:
        wanted->learning.cost = cost_read(state, arg);
        return 0;
    default:
        return given_parse(&wanted->given, key, arg, state);
    }
}

static void model_tell(const struct ctl *ctl, const struct triage *triage, const char *path, double seconds)
{
    struct triage_origin origin = triage_origin(triage);
    if (!ctl->json) {
        printf("%s: learnt from %lld tickets of %s to %s, %d organisations, in %.1f s\n", path,
               (long long)origin.tickets, origin.from, origin.to, origin.organisations, seconds);
        return;
    }
    json_t *reply = json_pack("{s:s, s:s, s:s, s:s, s:I, s:i, s:f}", "model", path, "city", origin.city, "from",
                              origin.from, "to", origin.to, "tickets", (json_int_t)origin.tickets, "organisations",
                              origin.organisations, "seconds", seconds);
    call_print(reply);
    json_decref(reply);
}

static int model_train(struct ctl *ctl, const struct wanted *wanted, const struct examples *examples, const char *city)
{
    char path[TRIAGE_PATH_BYTES];
    struct fault fault;
    int64_t began = instant_monotonic();
    struct learn_options options = wanted->learning;
    options.city = city;
    options.from = wanted->given.period.from;
    options.to = wanted->given.period.to;
    int status = model_file_make(ctl, wanted->given.model, city, path);
    if (status != CTL_DONE)
        return status;
    struct triage *triage = learn(examples, &options, &fault);
    if (!triage || !triage_save(triage, path, &fault))
        status = ctl_fail("%s", fault.message);
    else
        model_tell(ctl, triage, path, (double)(instant_monotonic() - began) / 1e6);
    triage_destroy(&triage);
    return status;
}

int triage_train_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        own_options, own_parse, NULL,
        "Learns from past tickets which organisation has which, and writes a model that dispatch proposes by. Learnt "
        "from are title, area, coordinates, channel and hour; never the category, and nothing that came later."};
    struct wanted wanted = {.learning = learn_usual};
    struct examples examples = {0};
    ctl_options_read(ctl, &options, argc, argv, &wanted);
    struct source source = {.ctl = ctl, .csv = wanted.given.csv, .mapping = wanted.given.mapping};
    int status = source_open(&source);
    if (status == CTL_DONE)
        status = source_read(&source, &wanted.given.period, LEARN_TICKETS_MOST, &examples);
    if (status == CTL_DONE)
        status = model_train(ctl, &wanted, &examples, source.city);
    examples_clear(&examples);
    source_close(&source);
    return status;
}
