/* steward report verify: figures held against the log. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/audit/frozen.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/report_verify.h"
#include "services/ctl/terminal.h"

enum { CITIES_MOST = 256 };

/* What is to be verified: a period, a frozen one by its name, or all there is. */
struct period {
    int32_t from, to;
    const char *frozen;
};

static error_t period_parse(int key, char *arg, struct argp_state *state)
{
    struct period *period = state->input;
    if (key == 'f' && !date_parse(arg, strlen(arg), &period->from))
        argp_error(state, "--from: is '%s', expected " DATE_EXPECTED, arg);
    else if (key == 't' && !date_parse(arg, strlen(arg), &period->to))
        argp_error(state, "--to: is '%s', expected " DATE_EXPECTED, arg);
    else if (key == 'z')
        period->frozen = arg;
    else if (key == ARGP_KEY_END && period->frozen && (period->from != VERIFY_ALL || period->to != VERIFY_ALL))
        argp_error(state, "--frozen: a frozen period has its days: expected without --from and --to");
    else if (key == ARGP_KEY_END && (period->from == VERIFY_ALL) != (period->to == VERIFY_ALL))
        argp_error(state, "%s: is missing, expected " DATE_EXPECTED, period->to == VERIFY_ALL ? "--to" : "--from");
    else if (key == ARGP_KEY_END && period->to < period->from)
        argp_error(state, "--to: is before --from");
    return key == 'f' || key == 't' || key == 'z' ? 0 : ARGP_ERR_UNKNOWN;
}

/* -- steps ------------------------------------------------------------------------------------------------------- */

static bool step_wait(struct store *store)
{
    store_sync(store);
    return store_wait(store, -1) == STORE_STEP && store_error(store)->class == STORE_NO_ERROR;
}

/* In a snapshot of their own. False, told on stderr, where the database fails. */
static bool steps_take(struct store *store, bool (*step)(void *of, struct store *store), void *of)
{
    bool good = true;
    store_begin_snapshot(store);
    while (good && step(of, store))
        good = step_wait(store);
    if (!good) {
        ctl_fail("the figures cannot be verified: %s", store_error(store)->message);
        return false;
    }
    store_rollback(store);
    return step_wait(store);
}

static bool step_of_verify(void *of, struct store *store)
{
    return verify_step(of, store);
}

static bool step_of_frozen(void *of, struct store *store)
{
    return frozen_check_step(of, store);
}

bool figures_verify(struct store *store, struct verify *verify)
{
    return steps_take(store, step_of_verify, verify);
}

/* -- telling ----------------------------------------------------------------------------------------------------- */

static json_t *examples(const struct verified *result)
{
    json_t *texts = json_array();
    for (size_t i = 0; i < result->differences->kept; i++)
        json_array_append_new(texts, json_string(result->differences->texts[i]));
    return texts;
}

static void result_print_json(const struct ctl *ctl, const struct verified *result)
{
    json_t *reply = json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "city", ctl->city_code, "position",
                              (json_int_t)result->position, "tickets", (json_int_t)result->tickets, "entries",
                              (json_int_t)result->entries, "cells", (json_int_t)result->cells, "ten_days",
                              (json_int_t)result->ten_days, "months", (json_int_t)result->months, "differences",
                              (json_int_t)result->differences->count, "examples", examples(result));
    call_print(reply);
    json_decref(reply);
}

static void verdict_print(const struct verified *result)
{
    bool fits = result->differences->count == 0;
    printf("%s%-5s%s ", terminal_ink(fits ? INK_GREEN : INK_RED), fits ? "ok" : "WRONG", terminal_ink(INK_PLAIN));
}

static void differences_print(const struct verified *result)
{
    printf("%lld differences\n", (long long)result->differences->count);
    for (size_t i = 0; i < result->differences->kept; i++)
        printf("      %s\n", result->differences->texts[i]);
    if (result->differences->count > (int64_t)result->differences->kept)
        printf("      … and %lld more\n", (long long)(result->differences->count - (int64_t)result->differences->kept));
}

static void result_print(const struct ctl *ctl, const struct verified *result)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    date_print(result->from, from);
    date_print(result->to, to);
    verdict_print(result);
    printf("%s %s to %s at position %lld: %lld tickets, %lld entries, %lld cells of days, %lld of ten days, %lld of "
           "months, ",
           ctl->city_code, from, to, (long long)result->position, (long long)result->tickets,
           (long long)result->entries, (long long)result->cells, (long long)result->ten_days,
           (long long)result->months);
    differences_print(result);
}

static void frozen_print(const struct ctl *ctl, const char *name, const struct verified *result)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    date_print(result->from, from);
    date_print(result->to, to);
    if (ctl->json) {
        json_t *reply = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:o}", "city", ctl->city_code, "frozen",
                                  name, "from", from, "to", to, "position", (json_int_t)result->position, "entries",
                                  (json_int_t)result->entries, "cells", (json_int_t)result->cells, "differences",
                                  (json_int_t)result->differences->count, "examples", examples(result));
        call_print(reply);
        json_decref(reply);
        return;
    }
    verdict_print(result);
    printf("%s frozen %s, %s to %s at position %lld: %lld entries, %lld cells, ", ctl->city_code, name, from, to,
           (long long)result->position, (long long)result->entries, (long long)result->cells);
    differences_print(result);
}

/* -- cities ------------------------------------------------------------------------------------------------------ */

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

static int frozen_verify(struct ctl *ctl, int32_t freeze_id, const char *name)
{
    struct frozen_check *check = frozen_check_new(ctl->city_id, freeze_id);
    bool done = steps_take(ctl->store, step_of_frozen, check);
    struct verified result = frozen_check_result(check);
    int64_t differences = result.differences->count;
    if (done)
        frozen_print(ctl, name, &result);
    frozen_check_destroy(&check);
    return done && differences == 0 ? CTL_DONE : CTL_FAILED;
}

/* All of a city where no name is given. */
static int frozen_verify_all(struct ctl *ctl, const char *name)
{
    struct {
        int32_t id;
        char name[65];
    } * periods;
    struct parameter of[] = {P_INTEGER(ctl->city_id), name ? P_TEXT(name, strlen(name)) : P_NULL};
    if (!store_run(ctl->store, &query_audit_frozen_names, of, 2))
        return ctl_fail("the frozen periods cannot be read: %s", store_error(ctl->store)->message);
    int count = store_rows(ctl->store, 0), result = CTL_DONE;
    if (name && !count)
        return ctl_fail("--frozen: city %s has no frozen period '%s': steward report frozen lists them", ctl->city_code,
                        name);
    periods = memory_new((size_t)count + 1, sizeof *periods);
    for (int i = 0; i < count; i++) {
        periods[i].id = (int32_t)store_integer(ctl->store, 0, i, 0);
        snprintf(periods[i].name, sizeof periods[i].name, "%s", store_text(ctl->store, 0, i, 1, NULL));
    }
    for (int i = 0; i < count; i++)
        if (frozen_verify(ctl, periods[i].id, periods[i].name) != CTL_DONE)
            result = CTL_FAILED;
    free(periods);
    return result;
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
    const struct period *period = context;
    if (period->frozen)
        return frozen_verify_all(ctl, period->frozen);
    int result = city_verify(ctl, period);
    if (period->from == VERIFY_ALL && frozen_verify_all(ctl, NULL) != CTL_DONE)
        result = CTL_FAILED;
    return result;
}

int report_verify_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"from", 'f', "DAY", 0, "the first day of the period", 0},
        {"to", 't', "DAY", 0, "its last day", 0},
        {"frozen", 'z', "NAME", 0, "a frozen period, by what was counted at its position of the log", 0},
        {0}};
    static const struct ctl_options line = {
        .options = options,
        .parse = period_parse,
        .text =
            "Holds the figures of a period, or of all time, against the log, to the integer, as they were when it "
            "began; exits with 1 where something differs. Without --city all cities are verified.\v"
            "What each ticket counts for is folded again from its events; sums by day are made again from that, "
            "those of ten days and months from days. A frozen period is made again from what tickets counted for at "
            "its position; without a period all of these are verified too. A difference names the cell with what is "
            "kept and what it should be."};
    struct period period = {VERIFY_ALL, VERIFY_ALL, NULL};
    ctl_options_read(ctl, &line, argc, argv, &period);
    if (!ctl_store(ctl) || (ctl->city && !ctl_city(ctl)))
        return CTL_FAILED;
    return figures_each_city(ctl, city_look, &period);
}
