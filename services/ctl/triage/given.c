/* Reads the shared options and holds them against each other. */
#include "services/ctl/triage/given.h"

static void period_check(struct given *given, struct argp_state *state)
{
    int32_t first, last;
    if (!given->from || !given->to)
        argp_error(state, "%s: is missing, expected " PERIOD_EXPECTED, given->from ? "--to" : "--from");
    else if (!period_day(given->from, false, &first))
        argp_error(state, "--from: is '%s', expected " PERIOD_EXPECTED, given->from);
    else if (!period_day(given->to, true, &last))
        argp_error(state, "--to: is '%s', expected " PERIOD_EXPECTED, given->to);
    else if (first > last)
        argp_error(state, "--to: is '%s', expected a day that is not before --from", given->to);
    else
        given->period = period_of(first, last);
    if (given->csv && !given->mapping)
        argp_error(state, "--mapping: is missing, expected a file that says which column is what");
    if (given->mapping && !given->csv)
        argp_error(state, "--csv: is missing, for there is a --mapping");
}

error_t given_parse(struct given *given, int key, char *arg, struct argp_state *state)
{
    switch (key) {
    case GIVEN_FROM:
        given->from = arg;
        return 0;
    case GIVEN_TO:
        given->to = arg;
        return 0;
    case GIVEN_CSV:
        given->csv = arg;
        return 0;
    case GIVEN_MAPPING:
        given->mapping = arg;
        return 0;
    case ARGP_KEY_END:
        period_check(given, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}
