/* steward log verify: holds the log against itself and against everything that is derived from it. */
#include <jansson.h>
#include <stdio.h>

#include "common/store/queries.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
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
    {&query_verify_rollup, "rollup", "the rollups equal a recomputation", "rows"},
    {&query_verify_states, "states", "the counts by state equal a recomputation", "states"},
    {&query_verify_lines, "lines", "lists find each ticket where it is", "tickets"},
    {&query_verify_clocks, "clocks", "boards count each clock that runs", "clocks"},
    {&query_verify_words, "words", "search finds each ticket by what it says", "tickets"},
};

enum { CHECK_COUNT = sizeof checks / sizeof *checks };

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

static void finding_print(const struct check *check, const struct finding *finding)
{
    bool fits = finding->wrong == 0;
    printf("%s%-5s%s %-10s %s (%lld %s)\n", terminal_ink(fits ? INK_GREEN : INK_RED), fits ? "ok" : "WRONG",
           terminal_ink(INK_PLAIN), check->name, check->what, (long long)finding->checked, check->unit);
    if (!fits)
        printf("      %lld differ: %s\n", (long long)finding->wrong, finding->examples);
}

static void findings_print_json(const struct finding *findings)
{
    json_t *list = json_array();
    for (size_t i = 0; i < CHECK_COUNT; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:I, s:s}", "check", checks[i].name, "what",
                                              checks[i].what, "checked", (json_int_t)findings[i].checked, "wrong",
                                              (json_int_t)findings[i].wrong, "examples", findings[i].examples));
    json_t *reply = json_pack("{s:o}", "checks", list);
    call_print(reply);
    json_decref(reply);
}

int log_verify_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options line = {
        .text = "Holds the log against itself and against everything that is derived from it, in the database; exits "
                "with 1 where something differs. Without --city all cities are checked."};
    struct finding findings[CHECK_COUNT];
    int64_t wrong = 0;
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
    if (ctl->json)
        findings_print_json(findings);
    return wrong == 0 ? CTL_DONE : CTL_FAILED;
}
