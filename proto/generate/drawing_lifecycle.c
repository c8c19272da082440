/* Two pictures of the lifecycle: boxes in plain text for the main path, Mermaid for all of it.
 *
 * The main path is what leads from each state to the one numbered next, from the beginning on: the states of the table
 * are numbered along it. Everything else of a state is told beside its box.
 */
#include <string.h>

#include "proto/generate/output.h"
#include "proto/generate/tables.h"

enum { BOX_WIDTH = 17, BOX_MIDDLE = BOX_WIDTH / 2 };

static const struct edge *step_along(const struct state *from)
{
    for (size_t i = 0; i < lifecycle.edge_count; i++)
        if (lifecycle.edges[i].from == from && lifecycle.edges[i].to == from + 1)
            return &lifecycle.edges[i];
    return NULL;
}

static void bar_write(FILE *out, int count)
{
    while (count-- > 0)
        fputs("─", out);
}

/* "action → state" for every way out of a state but the one along the main path. */
static void ways_write(FILE *out, const struct state *from, const struct edge *along)
{
    const char *separator = "  ";
    for (size_t i = 0; i < lifecycle.edge_count; i++) {
        const struct edge *edge = &lifecycle.edges[i];
        if (edge->from != from || (along && edge->to == along->to) || !edge_opens_move(&lifecycle, i))
            continue;
        fprintf(out, "%s%s → %s", separator, edge->action->name, edge->to->name);
        separator = ", ";
    }
    fputc('\n', out);
}

static void box_write(FILE *out, const struct state *state, const struct edge *along)
{
    fputs("┌", out);
    bar_write(out, BOX_WIDTH);
    fputs("┐\n│", out);
    int left = (BOX_WIDTH - (int)strlen(state->name)) / 2;
    fprintf(out, "%*s%-*s│", left, "", BOX_WIDTH - left, state->name);
    ways_write(out, state, along);
    fputs("└", out);
    bar_write(out, BOX_MIDDLE);
    fputs(along ? "┬" : "─", out);
    bar_write(out, BOX_WIDTH - BOX_MIDDLE - 1);
    fputs("┘\n", out);
}

static bool state_is_last(const struct state *state)
{
    for (size_t i = 0; i < lifecycle.edge_count; i++)
        if (lifecycle.edges[i].from == state)
            return false;
    return true;
}

static void boxes_write(FILE *out)
{
    const struct state *state = lifecycle.states;
    const struct edge *along = step_along(state);
    for (; along; along = step_along(state)) {
        fprintf(out, "%*s│ %s\n%*s▼\n", BOX_MIDDLE + 1, "", along->action->name, BOX_MIDDLE + 1, "");
        state = along->to;
        box_write(out, state, step_along(state));
    }
    fputc('\n', out);
    for (state++; state < lifecycle.states + lifecycle.state_count; state++) {
        if (state_is_last(state))
            continue;
        fprintf(out, "%*s", BOX_WIDTH + 2, state->name);
        ways_write(out, state, NULL);
    }
}

static void mermaid_write(FILE *out)
{
    fputs("stateDiagram-v2\n", out);
    for (size_t i = 1; i < lifecycle.state_count; i++)
        fprintf(out, "    state \"%s %s\" as %s\n", lifecycle.states[i].name_zh, lifecycle.states[i].name,
                lifecycle.states[i].name);
    for (size_t i = 0; i < lifecycle.edge_count; i++) {
        const struct edge *edge = &lifecycle.edges[i];
        if (edge_opens_move(&lifecycle, i))
            fprintf(out, "    %s --> %s: %s %s\n", edge->from == lifecycle.states ? "[*]" : edge->from->name,
                    edge->to->name, edge->action->name_zh, edge->action->name);
    }
    for (size_t i = 1; i < lifecycle.state_count; i++)
        if (state_is_last(&lifecycle.states[i]))
            fprintf(out, "    %s --> [*]\n", lifecycle.states[i].name);
}

void lifecycle_drawing_write(FILE *out)
{
    fputs("\n## The main path\n\nBeside each state: the other ways out of it.\n\n```text\n", out);
    boxes_write(out);
    fputs("```\n\n## All of it\n\n```mermaid\n", out);
    mermaid_write(out);
    fputs("```\n", out);
}
