/* docs/lifecycle.md: the life of a ticket for people to read. */
#include <string.h>

#include "proto/generate/markdown.h"
#include "proto/generate/output.h"
#include "proto/generate/tables.h"

enum { CELL_BYTES = 512 };

/* Appends `text` to a cell, after `separator` where something is there already. */
static void cell_append(char cell[CELL_BYTES], const char *separator, const char *text)
{
    size_t used = strlen(cell);
    snprintf(cell + used, CELL_BYTES - used, "%s%s", used ? separator : "", text);
}

static void states_write(FILE *out)
{
    fputs("\n## States\n\nAn open ticket still waits for somebody; an ended one does not. The clock of a state starts "
          "when a "
          "ticket enters it and stops when it leaves, where the city's pack keeps it.\n\n",
          out);
    TABLE_OPEN(out, "Code", "Name", "中文", "Phase", "Clock", "Meaning");
    for (size_t i = 0; i < lifecycle.state_count; i++) {
        const struct state *state = &lifecycle.states[i];
        char code[16];
        snprintf(code, sizeof code, "%d", state->code);
        TABLE_ROW(out, code, state->name, state->name_zh, state->ended ? "ended" : "open",
                  state->clock ? lifecycle.clocks[state->clock - 1].name : "", state->meaning);
    }
}

static void actions_write(FILE *out)
{
    fputs("\n## Actions\n\nThe command of an action is `ticket.` and its name; its event goes into the city's log.\n\n",
          out);
    TABLE_OPEN(out, "Code", "Name", "Event", "中文", "Reason", "Meaning");
    for (size_t i = 0; i < lifecycle.action_count; i++) {
        const struct action *action = &lifecycle.actions[i];
        char code[16];
        snprintf(code, sizeof code, "%d", action->code);
        TABLE_ROW(out, code, action->name, action->event, action->name_zh,
                  action->reason_mandatory ? "mandatory" : "optional", action->meaning);
    }
}

static void roles_write(FILE *out)
{
    fputs("\n## Roles\n\n", out);
    TABLE_OPEN(out, "Code", "Name", "中文", "Meaning");
    for (size_t i = 0; i < lifecycle.role_count; i++) {
        const struct role *role = &lifecycle.roles[i];
        char code[16];
        snprintf(code, sizeof code, "%d", role->code);
        TABLE_ROW(out, code, role->name, role->name_zh, role->meaning);
    }
}

static void clocks_write(FILE *out)
{
    fputs("\n## Clocks\n\nWhat each limit is for. A city's pack says how long it is.\n\n", out);
    TABLE_OPEN(out, "Code", "Name", "中文", "Runs for");
    for (size_t i = 0; i < lifecycle.clock_count; i++) {
        const struct clock *clock = &lifecycle.clocks[i];
        char code[16];
        snprintf(code, sizeof code, "%d", clock->code);
        TABLE_ROW(out, code, clock->name, clock->name_zh, clock->meaning);
    }
}

static void facts_write(FILE *out)
{
    fputs("\n## Facts\n\nEvents of the log that are no move of a ticket.\n\n", out);
    TABLE_OPEN(out, "Code", "Event", "中文", "Meaning");
    for (size_t i = 0; i < lifecycle.fact_count; i++) {
        const struct fact *fact = &lifecycle.facts[i];
        char code[16];
        snprintf(code, sizeof code, "%d", fact->code);
        TABLE_ROW(out, code, fact->event, fact->name_zh, fact->meaning);
    }
}

static void guards_write(FILE *out)
{
    fputs("\n## Guards\n\nA guard must hold, or the move is refused with these words.\n\n", out);
    TABLE_OPEN(out, "Name", "Refusal");
    for (size_t i = 0; i < lifecycle.guard_count; i++) {
        const char *refusal = lifecycle.guards[i].refusal;
        TABLE_ROW(out, lifecycle.guards[i].name, *refusal ? refusal : "never refuses");
    }
}

static void effects_write(FILE *out)
{
    fputs("\n## Effects\n\nWhat is written beside the ticket, in the same transaction.\n\n", out);
    TABLE_OPEN(out, "Name", "Meaning");
    for (size_t i = 0; i < lifecycle.effect_count; i++)
        TABLE_ROW(out, lifecycle.effects[i].name, lifecycle.effects[i].meaning);
}

static void edges_write(FILE *out)
{
    fputs("\n## Moves\n\n"
          "A move is decided by the first row of its state and action whose roles hold the mover's role; the guard of "
          "that "
          "row must then hold. What has no row is refused.\n\n",
          out);
    TABLE_OPEN(out, "From", "Action", "Guard", "To", "Effect", "Roles", "Why");
    for (size_t i = 0; i < lifecycle.edge_count; i++) {
        const struct edge *edge = &lifecycle.edges[i];
        char roles[CELL_BYTES] = "";
        for (size_t j = 0; j < lifecycle.role_count; j++)
            if (edge->roles & 1U << lifecycle.roles[j].code)
                cell_append(roles, ", ", lifecycle.roles[j].name);
        TABLE_ROW(out, edge->from->name, edge->action->name, edge->guard->name, edge->to->name, edge->effect->name,
                  roles, edge->why);
    }
}

/* The states that (from, action) can lead to, or a dash. */
static void targets_write(char cell[CELL_BYTES], const struct state *from, const struct action *action)
{
    cell[0] = '\0';
    for (size_t i = 0; i < lifecycle.edge_count; i++) {
        const struct edge *edge = &lifecycle.edges[i];
        if (edge->from == from && edge->action == action && edge_opens_move(&lifecycle, i))
            cell_append(cell, " or ", edge->to->name);
    }
    if (!cell[0])
        cell_append(cell, "", "—");
}

static void matrix_table_write(FILE *out)
{
    fputs("\n## States × actions\n\n"
          "Where each action leads from each state; — is refused. By role, this is\n"
          "[`tests/golden/lifecycle-matrix.tsv`](../tests/golden/lifecycle-matrix.tsv): state, action, role, then "
          "`allowed`, target\nand guard, or `refused`.\n\n",
          out);
    fputs("| |", out);
    for (size_t i = 0; i < lifecycle.action_count; i++)
        fprintf(out, " %s |", lifecycle.actions[i].name);
    fputs("\n|---|", out);
    for (size_t i = 0; i < lifecycle.action_count; i++)
        fputs("---|", out);
    for (size_t from = 0; from < lifecycle.state_count; from++) {
        fprintf(out, "\n| **%s** |", lifecycle.states[from].name);
        for (size_t action = 0; action < lifecycle.action_count; action++) {
            char cell[CELL_BYTES];
            targets_write(cell, &lifecycle.states[from], &lifecycle.actions[action]);
            fprintf(out, " %s |", cell);
        }
    }
    fputc('\n', out);
}

void lifecycle_markdown_write(FILE *out)
{
    fputs("# The life of a ticket\n\n", out);
    origin_write(out, "proto/lifecycle.def");
    lifecycle_drawing_write(out);
    states_write(out);
    actions_write(out);
    roles_write(out);
    clocks_write(out);
    facts_write(out);
    guards_write(out);
    effects_write(out);
    edges_write(out);
    matrix_table_write(out);
}
