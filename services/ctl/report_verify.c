/* steward report verify: figures held against the log. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "common/audit/verify.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/report_verify.h"
#include "services/ctl/terminal.h"

enum { CITIES_MOST = 256 };

struct period {
    int32_t from, to;
};

static error_t period_parse(int key, char *arg, struct argp_state *state)
{
    struct period *period = state->input;
    if (key == 'f' && !date_parse(arg, strlen(arg), &period->from))
        argp_error(state, "--from: is '%s', expected " DATE_EXPECTED, arg);
    else if (key == 't' && !date_parse(arg, strlen(arg), &period->to))
        argp_error(state, "--to: is '%s', expected " DATE_EXPECTED, arg);
    else if (key == ARGP_KEY_END && (period->from == VERIFY_ALL) != (period->to == VERIFY_ALL))
        argp_error(state, "%s: is missing, expected " DATE_EXPECTED, period->to == VERIFY_ALL ? "--to" : "--from");
    else if (key == ARGP_KEY_END && period->to < period->from)
        argp_error(state, "--to: is before --from");
    return key == 'f' || key == 't' ? 0 : ARGP_ERR_UNKNOWN;
}

static bool step_wait(struct store *store)
{
    store_sync(store);
    return store_wait(store, -1) == STORE_STEP && store_error(store)->class == STORE_NO_ERROR;
}

bool figures_verify(struct store *store, struct verify *verify)
{
    bool good = true;
    store_begin_snapshot(store);
    while (good && verify_step(verify, store))
        good = step_wait(store);
    if (!good) {
        ctl_fail("the figures cannot be verified: %s", store_error(store)->message);
        return false;
    }
    store_rollback(store);
    return step_wait(store);
}

static void result_print_json(const struct ctl *ctl, const struct verified *result)
{
    json_t *texts = json_array();
    for (size_t i = 0; i < result->differences->kept; i++)
        json_array_append_new(texts, json_string(result->differences->texts[i]));
    json_t *reply = json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "city", ctl->city_code, "position",
                              (json_int_t)result->position, "tickets", (json_int_t)result->tickets, "entries",
                              (json_int_t)result->entries, "cells", (json_int_t)result->cells, "ten_days",
                              (json_int_t)result->ten_days, "months", (json_int_t)result->months, "differences",
                              (json_int_t)result->differences->count, "examples", texts);
    call_print(reply);
    json_decref(reply);
}

static void result_print(const struct ctl *ctl, const struct verified *result)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    date_print(result->from, from);
    date_print(result->to, to);
    bool fits = result->differences->count == 0;
    printf("%s%-5s%s %s %s to %s at position %lld: %lld tickets, %lld entries, %lld cells of days, %lld of ten days, "
           "%lld of months, "
           "%lld differences\n",
           terminal_ink(fits ? INK_GREEN : INK_RED), fits ? "ok" : "WRONG", terminal_ink(INK_PLAIN), ctl->city_code,
           from, to, (long long)result->position, (long long)result->tickets, (long long)result->entries,
           (long long)result->cells, (long long)result->ten_days, (long long)result->months,
           (long long)result->differences->count);
    for (size_t i = 0; i < result->differences->kept; i++)
        printf("      %s\n", result->differences->texts[i]);
    if (result->differences->count > (int64_t)result->differences->kept)
        printf("      … and %lld more\n", (long long)(result->differences->count - (int64_t)result->differences->kept));
}

static int city_verify(struct ctl *ctl, const struct period *period)
{
    struct verify *verify = verify_new(ctl->city_id, period->from, period->to);
    bool done = figures_verify(ctl->store, verify);
    struct verified result = verify_result(verify);
    int64_t differences = result.differences->count;
    if (done && ctl->json)
        result_print_json(ctl, &result);
    else if (done && result.position < 0)
        printf("ok    %s: nothing is counted yet\n", ctl->city_code);
    else if (done)
        result_print(ctl, &result);
    verify_destroy(&verify);
    return done && differences == 0 ? CTL_DONE : CTL_FAILED;
}

int figures_each_city(struct ctl *ctl, int (*look)(struct ctl *ctl, void *context), void *context)
{
    struct {
        int32_t id;
        char code[sizeof ctl->city_code];
    } cities[CITIES_MOST];
    int count = 0, result = CTL_DONE;
    if (!store_run(ctl->store, &query_city_zones, NULL, 0))
        return ctl_fail("the cities cannot be read: %s", store_error(ctl->store)->message);
    for (; count < store_rows(ctl->store, 0) && count < CITIES_MOST; count++) {
        cities[count].id = (int32_t)store_integer(ctl->store, 0, count, 0);
        snprintf(cities[count].code, sizeof cities->code, "%s", store_text(ctl->store, 0, count, 1, NULL));
    }
    for (int i = 0; i < count; i++) {
        if (ctl->city && strcmp(ctl->city, cities[i].code) != 0)
            continue;
        ctl->city_id = cities[i].id;
        snprintf(ctl->city_code, sizeof ctl->city_code, "%s", cities[i].code);
        if (look(ctl, context) != CTL_DONE)
            result = CTL_FAILED;
    }
    return result;
}

static int city_look(struct ctl *ctl, void *context)
{
    return city_verify(ctl, context);
}

int report_verify_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"from", 'f', "DAY", 0, "the first day of the period", 0}, {"to", 't', "DAY", 0, "its last day", 0}, {0}};
    static const struct ctl_options line = {
        .options = options,
        .parse = period_parse,
        .text = "Holds the figures of a period, or of all time, against the log, to the integer, as they were when it "
                "began; exits with 1 where something differs. Without --city all cities are verified.\v"
                "What each ticket counts for is folded again from its events; sums by day are made again from that, "
                "those of months from days. A difference names the cell with what is kept and what it should be."};
    struct period period = {VERIFY_ALL, VERIFY_ALL};
    ctl_options_read(ctl, &line, argc, argv, &period);
    if (!ctl_store(ctl) || (ctl->city && !ctl_city(ctl)))
        return CTL_FAILED;
    return figures_each_city(ctl, city_look, &period);
}
