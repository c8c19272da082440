/* steward simulate: residents, operators and handlers of a city at work. */
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "services/ctl/city_pack.h"
#include "services/ctl/command.h"
#include "services/ctl/moment.h"
#include "services/ctl/simulate/run.h"

enum { ACTORS_MOST = 100000, SEED_KEY = 1000, PACE_KEY, FINISH_KEY, ACTORS_KEY, RATE_MOST = 100000 };

struct wish {
    struct run_options run;
    int64_t seed;
    int actors;
    double pace;
};

/* "50", "50/s", "600/m", "1200/h" */
static bool rate_parse(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    if (strcmp(end, "/m") == 0)
        *out /= 60;
    else if (strcmp(end, "/h") == 0)
        *out /= 3600;
    else if (*end && strcmp(end, "/s") != 0)
        return false;
    return end != text && *out > 0 && *out <= RATE_MOST;
}

static bool pace_parse(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return end != text && !*end && *out >= 0 && *out <= 1000000;
}

static error_t wish_parse(int key, char *arg, struct argp_state *state)
{
    struct wish *wish = state->input;
    if (key == 'r') {
        if (!rate_parse(arg, &wish->run.rate))
            argp_error(state, "rate: '%s' is not a rate such as 50/s, 600/m or 1200/h", arg);
    } else if (key == 'f') {
        if (!moment_span_parse(arg, &wish->run.span_ms))
            argp_error(state, "for: '%s' is not a span such as 90s, 10m or 2h", arg);
    } else if (key == SEED_KEY) {
        wish->seed = ctl_number(state, "seed", arg, 0, INT64_MAX);
    } else if (key == ACTORS_KEY) {
        wish->actors = (int)ctl_number(state, "actors", arg, 1, ACTORS_MOST);
    } else if (key == PACE_KEY) {
        if (!pace_parse(arg, &wish->pace))
            argp_error(state, "pace: '%s' is not a number from 0 to 1000000", arg);
    } else if (key == FINISH_KEY) {
        wish->run.finish = true;
    } else {
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static const struct argp_option options[] = {
    {"rate", 'r', "N", 0, "complaints: 50/s, 600/m, 1200/h (5/s)", 0},
    {"for", 'f', "TIME", 0, "how long they come in: 90s, 10m, 2h (60s)", 0},
    {"seed", SEED_KEY, "N", 0, "the same seed plays the same complaints (1)", 0},
    {"actors", ACTORS_KEY, "N", 0, "at most so many people of each role, and of each organisation (all)", 0},
    {"pace", PACE_KEY, "FACTOR", 0, "how slow people are: 1 takes seconds for what takes a city hours (1)", 0},
    {"finish", FINISH_KEY, NULL, 0, "afterwards go on until every complaint's life has ended", 0},
    {0},
};

int simulate_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options line = {
        .options = options,
        .parse = wish_parse,
        .text = "Plays the residents, operators, dispatchers, handlers and grid workers of a city, through the same "
                "commands that every client uses: complaints come in at a rate, and each lives its life; some are "
                "returned, sent back for rework, withdrawn or late.\v^C ends it; what was sent is still answered. "
                "Tasks become overdue by the limits of the city's pack."};
    struct wish wish = {.run = {.rate = 5, .span_ms = 60000}, .seed = 1, .pace = 1};
    ctl_options_read(ctl, &line, argc, argv, &wish);
    struct pack *pack = city_pack_read(ctl);
    struct play *play = pack ? play_new(pack, (uint64_t)wish.seed, wish.actors, wish.pace) : NULL;
    int status = play ? simulation_run(ctl, play, &wish.run) : CTL_FAILED;
    play_destroy(&play);
    return status;
}
