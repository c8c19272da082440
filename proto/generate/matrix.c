/* What every role may do in every state, for tests: one line for each (state, action, role), its words between tabs:
 *
 *   state action role allowed to guard
 *   state action role refused
 */
#include "proto/generate/output.h"
#include "proto/generate/tables.h"

static void line_write(const struct state *from, const struct action *action, const struct role *role, FILE *out)
{
    const struct edge *edge = edge_find(&lifecycle, from, action, role);
    fprintf(out, "%s\t%s\t%s\t", from->name, action->name, role->name);
    if (edge)
        fprintf(out, "allowed\t%s\t%s\n", edge->to->name, edge->guard->name);
    else
        fputs("refused\n", out);
}

void matrix_write(FILE *out)
{
    for (size_t from = 0; from < lifecycle.state_count; from++)
        for (size_t action = 0; action < lifecycle.action_count; action++)
            for (size_t role = 0; role < lifecycle.role_count; role++)
                line_write(&lifecycle.states[from], &lifecycle.actions[action], &lifecycle.roles[role], out);
}
