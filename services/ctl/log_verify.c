/* steward log verify: holds the log against itself and against everything that is derived from it. */
#include <jansson.h>
#include <stdio.h>

#include "common/store/queries.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/log_archive/check.h"
#include "services/ctl/report_verify.h"
#include "services/ctl/terminal.h"

/* One check is one query, which answers with one row: how many were checked, how many are wrong, and examples. */
static const struct check {
    const struct query *query;
    const char *name, *what, *unit;
} checks[] = {
    {&query_verify_positions, "positions", "positions are 1, 2, 3 … without holes", "events"},
    {&query_verify_versions, "versions", "each ticket's moves follow each other", "moves"},
    {&query_verify_tickets, "tickets", "each ticket is where its last move left it", "tickets"},
    {&query_verify_alerts, "alerts", "each alert is in the log once, none was early", "alerts"},
    {&query_verify_states, "states", "the counts by state equal a recomputation", "states"},
    {&query_verify_lines, "lines", "lists find each ticket where it is", "tickets"},
    {&query_verify_clocks, "clocks", "boards count each clock that runs", "clocks"},
    {&query_verify_heat, "heat", "heat maps count each ticket where it is", "tickets"},
    {&query_verify_words, "words", "search finds each ticket by what it says", "tickets"},
};

/* Beside the queries: figures are recomputed from the log (common/audit/verify.h). */
static const struct check figures = {NULL, "figures", "the figures equal a recomputation", "cells"};

enum { CHECK_COUNT = sizeof checks / sizeof *checks, FIGURES = CHECK_COUNT, ARCHIVES, FINDING_COUNT };

/* The files of ranges that are not in the log are read here; the checks above go by what is known of them. */
static const struct check archives = {NULL, "archives", "archived ranges are what went, where their files are at hand",
                                      "ranges"};

struct finding {
    int64_t checked, wrong;
    char examples[512];
};

/* Runs one query without the session's limit of time. */
static bool check_run(struct store *store, const struct check *check, int32_t city_id, struct finding *out)
{
    struct parameter city = city_id ? P_INTEGER(city_id) : P_NULL;
    store_begin(store);
    store_send(store, &query_verify_patience, NULL, 0);
    int result = store_send(store, check->query, &city, 1);
    store_commit(store);
    store_sync(store);
    if (store_wait(store, -1) != STORE_STEP || store_error(store)->class != STORE_NO_ERROR) {
        ctl_fail("%s cannot be checked: %s", check->name, store_error(store)->message);
        return false;
    }
    const char *examples = store_is_null(store, result, 0, 2) ? "" : store_text(store, result, 0, 2, NULL);
    out->checked = store_integer(store, result, 0, 0);
    out->wrong = store_integer(store, result, 0, 1);
    snprintf(out->examples, sizeof out->examples, "%s", examples);
    return true;
}

static int figures_look(struct ctl *ctl, void *context)
{
    struct finding *out = context;
    struct verify *verify = verify_new(ctl->city_id, VERIFY_ALL, VERIFY_ALL);
    bool done = figures_verify(ctl->store, verify);
    struct verified result = verify_result(verify);
    out->checked += result.cells + result.ten_days + result.months;
    out->wrong += result.differences->count;
    if (result.differences->kept)
        snprintf(out->examples, sizeof out->examples, "%s: %s", ctl->city_code, result.differences->texts[0]);
    verify_destroy(&verify);
    return done ? CTL_DONE : CTL_FAILED;
}

static void finding_print(const struct check *check, const struct finding *finding)
{
    bool fits = finding->wrong == 0;
    printf("%s%-5s%s %-10s %s (%lld %s)\n", terminal_ink(fits ? INK_GREEN : INK_RED), fits ? "ok" : "WRONG",
           terminal_ink(INK_PLAIN), check->name, check->what, (long long)finding->checked, check->unit);
    if (!fits)
        printf("      %lld differ: %s\n", (long long)finding->wrong, finding->examples);
}

static json_t *finding_json(const struct check *check, const struct finding *finding)
{
    return json_pack("{s:s, s:s, s:I, s:I, s:s}", "check", check->name, "what", check->what, "checked",
                     (json_int_t)finding->checked, "wrong", (json_int_t)finding->wrong, "examples", finding->examples);
}

/* The findings are those of the checks, then those of the figures and of the archives, whose ranges are listed. */
static void findings_print_json(const struct finding *findings, json_t *ranges)
{
    json_t *list = json_array();
    for (size_t i = 0; i < CHECK_COUNT; i++)
        json_array_append_new(list, finding_json(&checks[i], &findings[i]));
    json_array_append_new(list, finding_json(&figures, &findings[FIGURES]));
    json_array_append_new(list, finding_json(&archives, &findings[ARCHIVES]));
    json_t *reply = json_pack("{s:o, s:O}", "checks", list, "archived", ranges);
    call_print(reply);
    json_decref(reply);
}

static void ranges_print(const json_t *ranges)
{
    for (size_t i = 0; i < json_array_size(ranges); i++) {
        const json_t *range = json_array_get(ranges, i);
        printf("      %s %lld to %lld, %s: %s: %s\n", field_text(range, "city"),
               (long long)field_integer(range, "first"), (long long)field_integer(range, "last"),
               field_text(range, "state"), field_text(range, "file"), field_text(range, "finding"));
    }
}

static bool archives_run(struct store *store, int32_t city_id, struct finding *out, json_t **ranges)
{
    struct parameter city = city_id ? P_INTEGER(city_id) : P_NULL;
    if (!archives_check(store, &city, ranges))
        return false;
    *out = (struct finding){.checked = (int64_t)json_array_size(*ranges)};
    for (size_t i = 0; i < json_array_size(*ranges); i++) {
        const json_t *range = json_array_get(*ranges, i);
        if (!field_true(range, "wrong"))
            continue;
        out->wrong++;
        snprintf(out->examples, sizeof out->examples, "%s", field_text(range, "finding"));
    }
    return true;
}

int log_verify_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options line = {
        .text = "Holds the log against itself and against everything that is derived from it, in the database; exits "
                "with 1 where something differs. Without --city all cities are checked."};
    struct finding findings[FINDING_COUNT] = {0};
    int64_t wrong = 0;
    json_t *ranges;
    ctl_options_read(ctl, &line, argc, argv, NULL);
    struct store *store = ctl_store(ctl);
    if (!store || (ctl->city && !ctl_city(ctl)))
        return CTL_FAILED;
    for (size_t i = 0; i < CHECK_COUNT; i++) {
        if (!check_run(store, &checks[i], ctl->city_id, &findings[i]))
            return CTL_FAILED;
        wrong += findings[i].wrong;
        if (!ctl->json)
            finding_print(&checks[i], &findings[i]);
    }
    int32_t city_id = ctl->city_id;
    if (figures_each_city(ctl, figures_look, &findings[FIGURES]) != CTL_DONE ||
        !archives_run(store, city_id, &findings[ARCHIVES], &ranges))
        return CTL_FAILED;
    wrong += findings[FIGURES].wrong + findings[ARCHIVES].wrong;
    if (ctl->json) {
        findings_print_json(findings, ranges);
    } else {
        finding_print(&figures, &findings[FIGURES]);
        finding_print(&archives, &findings[ARCHIVES]);
        ranges_print(ranges);
    }
    json_decref(ranges);
    return wrong == 0 ? CTL_DONE : CTL_FAILED;
}
