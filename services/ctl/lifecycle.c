/* steward lifecycle: what may be done with a ticket, state by state, as proto's table has it. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "proto/lifecycle.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/table.h"

/* clang-format off */
enum role_word {
#define ROLE(code, id, ...) id = 1 << (code),
#include "proto/lifecycle.def"
};
/* clang-format on */

/* The table's rows, with the sentence that struct lifecycle_edge does not carry. */
static const struct row {
    struct lifecycle_edge edge;
    const char *why;
} rows[] = {
#define EDGE(from, action, guard, to, effect, roles, why)                                                              \
    {{STATE_##from, ACTION_##action, GUARD_##guard, STATE_##to, EFFECT_##effect, roles}, why},
#include "proto/lifecycle.def"
};

static const struct {
    const char *name, *chinese;
} actions[] = {
#define ACTION(code, id, name, event, chinese, reason, meaning) [code] = {#name, chinese},
#include "proto/lifecycle.def"
};

static const char *const guards[] = {
#define GUARD(id, name, refusal) [GUARD_##id] = #name,
#include "proto/lifecycle.def"
};

enum { ROW_COUNT = sizeof rows / sizeof *rows, ANY_STATE = -1, ROLES_BYTES = 160 };

static void row_add(struct table *table, const struct row *row)
{
    char roles[ROLES_BYTES];
    const struct lifecycle_edge *edge = &row->edge;
    table_addf(table, "%s %s", lifecycle_state_name(edge->from), lifecycle_state_name_zh(edge->from));
    table_addf(table, "%s %s", actions[edge->action].name, actions[edge->action].chinese);
    table_addf(table, "%s %s", lifecycle_state_name(edge->to), lifecycle_state_name_zh(edge->to));
    table_add(table, edge->guard == GUARD_ALWAYS ? "" : guards[edge->guard]);
    table_add(table, lifecycle_reason_mandatory(edge->action) ? "needed" : "");
    table_add(table, lifecycle_role_names(edge->roles, roles, sizeof roles));
    table_add(table, row->why);
}

static void lifecycle_print(int state)
{
    static const struct table_column columns[] = {{"from", 0, 0},   {"action", 0, 0}, {"to", 0, 0}, {"guard", 0, 0},
                                                  {"reason", 0, 0}, {"who", 0, 0},    {"why", 0, 0}};
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (state == ANY_STATE || (int)rows[i].edge.from == state)
            row_add(table, &rows[i]);
    table_print(table);
    table_destroy(&table);
}

static json_t *roles_json(unsigned roles)
{
    json_t *names = json_array();
    for (unsigned bit = 1; bit && bit <= roles; bit <<= 1) {
        char name[ROLES_BYTES];
        if (roles & bit)
            json_array_append_new(names, json_string(lifecycle_role_names(bit, name, sizeof name)));
    }
    return names;
}

static void lifecycle_print_json(int state)
{
    json_t *list = json_array();
    for (size_t i = 0; i < ROW_COUNT; i++) {
        const struct lifecycle_edge *edge = &rows[i].edge;
        if (state != ANY_STATE && (int)edge->from != state)
            continue;
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:b, s:o, s:s}", "from",
                                              lifecycle_state_name(edge->from), "action", actions[edge->action].name,
                                              "to", lifecycle_state_name(edge->to), "guard", guards[edge->guard],
                                              "reason", lifecycle_reason_mandatory(edge->action), "roles",
                                              roles_json(edge->roles), "why", rows[i].why));
    }
    json_t *reply = json_pack("{s:o}", "moves", list);
    call_print(reply);
    json_decref(reply);
}

static error_t lifecycle_parse(int key, char *arg, struct argp_state *state)
{
    int *wanted = state->input;
    if (key != 's')
        return ARGP_ERR_UNKNOWN;
    *wanted = lifecycle_state_of(arg, strlen(arg));
    if (*wanted < 0)
        argp_error(state, "state: there is no '%s'; expected one of those that steward lifecycle shows", arg);
    return 0;
}

int lifecycle_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option options[] = {{"state", 's', "STATE", 0, "only what may be done in this state", 0},
                                                 {0}};
    static const struct ctl_options line = {
        .options = options, .parse = lifecycle_parse, .text = "What may be done with a ticket, state by state."};
    int state = ANY_STATE;
    ctl_options_read(ctl, &line, argc, argv, &state);
    if (ctl->json)
        lifecycle_print_json(state);
    else
        lifecycle_print(state);
    return CTL_DONE;
}
