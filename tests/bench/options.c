/* The options of all bench clients: one table. */
#include "tests/bench/options.h"

#include <argp.h>
#include <stdlib.h>
#include <string.h>

enum { TRY_MS = 5000 };

static const struct argp_option table[] = {
    {"home", 'h', "DIR", 0, "the installation", 0},
    {"city", 'c', "CODE", 0, "whose complaints", 0},
    {"complaints", 'f', "FILE", 0, "their texts", 0},
    {"seconds", 's', "NUMBER", 0, "how long", 0},
    {"rate", 'r', "NUMBER", 0, "complaints a second", 0},
    {"window", 'w', "COUNT", 0, "how many are under way at most", 0},
    {"processes", 'p', "COUNT", 0, "how many clients", 0},
    {"expect", 'n', "COUNT", 0, "how many events to wait for", 0},
    {0},
};

struct reading {
    struct options *options;
    const char *home;
};

/* A number within bounds, or the end of the process. */
static double number_read(struct argp_state *state, const char *text, double least, double most)
{
    char *end;
    double number = strtod(text, &end);
    if (end == text || *end != '\0' || !(number >= least && number <= most))
        argp_error(state, "'%s' is not a number from %g to %g", text, least, most);
    return number;
}

static error_t option_read(int key, char *text, struct argp_state *state)
{
    struct reading *reading = state->input;
    struct options *options = reading->options;
    switch (key) {
    case 'h':
        reading->home = text;
        return 0;
    case 'c':
        options->city = text;
        return 0;
    case 'f':
        options->complaints = text;
        return 0;
    case 's':
        options->seconds = number_read(state, text, 0.1, 86400);
        return 0;
    case 'r':
        options->rate = number_read(state, text, 1, 100000);
        return 0;
    case 'w':
        options->window = (size_t)number_read(state, text, 1, 65536);
        return 0;
    case 'p':
        options->processes = (unsigned)number_read(state, text, 1, 16);
        return 0;
    case 'n':
        options->expect = (size_t)number_read(state, text, 1, 1e9);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

void options_read(struct options *options, int argc, char **argv)
{
    static const struct argp parser = {table, option_read, NULL, "A client of the bench; tests/bench/run calls it.",
                                       NULL,  NULL,        NULL};
    struct reading reading = {.options = options};
    *options = (struct options){.city = "mini",
                                .complaints = "complaints.tsv",
                                .seconds = 10,
                                .rate = 1000,
                                .window = 1024,
                                .processes = 1,
                                .expect = 1};
    argp_parse(&parser, argc, argv, 0, NULL, &reading);
    char error[512];
    options->settings = settings_read(settings_home(reading.home), error, sizeof error);
    if (!options->settings) {
        fprintf(stderr, "steward-bench: %s\n", error);
        exit(2);
    }
}

void options_forget(struct options *options)
{
    settings_destroy(&options->settings);
}

struct bus_client *options_client(const struct options *options, const char *service, size_t window)
{
    struct bus_client_options client = {
        .run = options->settings->run,
        .service = service,
        .workers = settings_workers(options->settings, service),
        .try_ms = TRY_MS,
        .window = window,
    };
    return bus_client_new(&client);
}
