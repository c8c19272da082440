/* Does proto/lifecycle.def make sense? Each rule is asked of the table, and of a copy that breaks it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "proto/generate/tables.h"

enum { CODE_MAX = 99, ROLE_CODE_MAX = 30, ROWS_MAX = 512 }; /* a move is one number of two digits a code in SQL */

static bool states_numbered(const struct lifecycle *table)
{
    for (size_t i = 0; i < table->state_count; i++) {
        if (table->states[i].code < 0 || table->states[i].code > CODE_MAX)
            return false;
        for (size_t j = 0; j < i; j++)
            if (table->states[i].code == table->states[j].code ||
                strcmp(table->states[i].name, table->states[j].name) == 0)
                return false;
    }
    return true;
}

static bool actions_numbered(const struct lifecycle *table)
{
    for (size_t i = 0; i < table->action_count; i++) {
        if (table->actions[i].code < 1 || table->actions[i].code > CODE_MAX)
            return false;
        for (size_t j = 0; j < i; j++)
            if (table->actions[i].code == table->actions[j].code ||
                strcmp(table->actions[i].name, table->actions[j].name) == 0 ||
                strcmp(table->actions[i].event, table->actions[j].event) == 0)
                return false;
    }
    return true;
}

static bool roles_numbered(const struct lifecycle *table)
{
    for (size_t i = 0; i < table->role_count; i++) {
        if (table->roles[i].code < 0 || table->roles[i].code > ROLE_CODE_MAX)
            return false;
        for (size_t j = 0; j < i; j++)
            if (table->roles[i].code == table->roles[j].code || strcmp(table->roles[i].name, table->roles[j].name) == 0)
                return false;
    }
    return true;
}

/* Marks every state that a marked one leads to, until nothing changes. */
static void marks_follow(const struct lifecycle *table, bool *marked)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < table->edge_count; i++) {
            const struct edge *edge = &table->edges[i];
            if (marked[edge->from - table->states] && !marked[edge->to - table->states])
                changed = marked[edge->to - table->states] = true;
        }
    }
}

static bool states_reached(const struct lifecycle *table)
{
    bool marked[ROWS_MAX] = {true};
    marks_follow(table, marked);
    for (size_t i = 0; i < table->state_count; i++)
        if (!marked[i])
            return false;
    return true;
}

static bool state_can_end(const struct lifecycle *table, size_t state)
{
    bool marked[ROWS_MAX] = {false};
    marked[state] = true;
    marks_follow(table, marked);
    for (size_t i = 0; i < table->state_count; i++)
        if (marked[i] && table->states[i].ended)
            return true;
    return false;
}

static bool open_states_end(const struct lifecycle *table)
{
    for (size_t i = 0; i < table->state_count; i++)
        if (!table->states[i].ended && !state_can_end(table, i))
            return false;
    return true;
}

static bool cells_decide(const struct lifecycle *table)
{
    for (size_t i = 0; i < table->edge_count; i++) {
        const struct edge *edge = &table->edges[i];
        if (!edge->roles)
            return false;
        for (size_t j = 0; j < i; j++) {
            const struct edge *before = &table->edges[j];
            if (before->from == edge->from && before->action == edge->action && before->roles & edge->roles)
                return false;
        }
    }
    return true;
}

static bool rows_used(const struct lifecycle *table)
{
    bool guards[ROWS_MAX] = {false}, effects[ROWS_MAX] = {false}, actions[ROWS_MAX] = {false};
    size_t used = 0;
    for (size_t i = 0; i < table->edge_count; i++) {
        const struct edge *edge = &table->edges[i];
        bool *marks[] = {&guards[edge->guard - table->guards], &effects[edge->effect - table->effects],
                         &actions[edge->action - table->actions]};
        for (size_t j = 0; j < sizeof marks / sizeof marks[0]; j++) {
            used += !*marks[j];
            *marks[j] = true;
        }
    }
    return used == table->guard_count + table->effect_count + table->action_count;
}

static bool refusals_said(const struct lifecycle *table)
{
    for (size_t i = 0; i < table->guard_count; i++)
        if (!table->guards[i].refusal[0] != (strcmp(table->guards[i].name, "always") == 0))
            return false;
    return true;
}

static void table_makes_sense(void **context)
{
    (void)context;
    assert_true(lifecycle.state_count < ROWS_MAX && lifecycle.edge_count < ROWS_MAX);
    assert_true(states_numbered(&lifecycle));
    assert_true(actions_numbered(&lifecycle));
    assert_true(roles_numbered(&lifecycle));
    assert_true(states_reached(&lifecycle));
    assert_true(open_states_end(&lifecycle));
    assert_true(cells_decide(&lifecycle));
    assert_true(rows_used(&lifecycle));
    assert_true(refusals_said(&lifecycle));
}

static void doubled_numbers_are_seen(void **context)
{
    (void)context;
    struct lifecycle broken = lifecycle;
    struct state states[] = {lifecycle.states[0], lifecycle.states[1], lifecycle.states[0]};
    struct action actions[] = {lifecycle.actions[0], lifecycle.actions[1], lifecycle.actions[2]};
    struct role roles[] = {lifecycle.roles[0], lifecycle.roles[1]};
    actions[2].event = actions[0].event;
    roles[1].code = ROLE_CODE_MAX + 1;
    broken.states = states;
    broken.actions = actions;
    broken.roles = roles;
    broken.state_count = broken.action_count = 3;
    broken.role_count = 2;
    assert_false(states_numbered(&broken));
    assert_false(actions_numbered(&broken));
    assert_false(roles_numbered(&broken));
}

/* The table without the rows that lead to (or, with `from`, out of) one state. */
static struct lifecycle table_without(const struct state *state, bool from, struct edge edges[ROWS_MAX])
{
    struct lifecycle broken = lifecycle;
    broken.edges = edges;
    broken.edge_count = 0;
    for (size_t i = 0; i < lifecycle.edge_count; i++)
        if ((from ? lifecycle.edges[i].from : lifecycle.edges[i].to) != state)
            edges[broken.edge_count++] = lifecycle.edges[i];
    return broken;
}

static void lost_states_are_seen(void **context)
{
    (void)context;
    struct edge edges[ROWS_MAX];
    for (size_t i = 1; i < lifecycle.state_count; i++) {
        const struct state *state = &lifecycle.states[i];
        struct lifecycle unreached = table_without(state, false, edges);
        assert_false(states_reached(&unreached));
        struct lifecycle stuck = table_without(state, true, edges);
        assert_int_equal(open_states_end(&stuck), state->ended);
    }
}

static void ambiguous_cells_are_seen(void **context)
{
    (void)context;
    struct edge edges[ROWS_MAX];
    struct lifecycle broken = table_without(NULL, true, edges);
    struct edge *last = &edges[broken.edge_count++];
    *last = edges[0];
    assert_false(cells_decide(&broken));
    last->roles = 0;
    assert_false(cells_decide(&broken));
}

static void unused_rows_are_seen(void **context)
{
    (void)context;
    struct edge edges[ROWS_MAX];
    struct lifecycle broken = table_without(lifecycle.states, true, edges); /* nobody submits */
    assert_false(rows_used(&broken));
    struct guard guards[] = {{.name = "silent", .refusal = ""}};
    broken.guards = guards;
    broken.guard_count = 1;
    assert_false(refusals_said(&broken));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_makes_sense),    cmocka_unit_test(doubled_numbers_are_seen),
        cmocka_unit_test(lost_states_are_seen), cmocka_unit_test(ambiguous_cells_are_seen),
        cmocka_unit_test(unused_rows_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
