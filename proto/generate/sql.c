/* The lifecycle in the database: the names of its numbers, and which moves there are.
 *
 * The script can be run again over an older version of itself, so that a later change of the table is one more
 * migration that includes it again.
 */
#include "proto/generate/output.h"
#include "proto/generate/tables.h"

static const char tables[] = "create table if not exists lifecycle_state (\n"
                             "    state smallint primary key,\n"
                             "    name text not null unique,\n"
                             "    name_zh text not null,\n"
                             "    ended boolean not null);\n"
                             "create table if not exists lifecycle_action (\n"
                             "    action smallint primary key,\n"
                             "    name text not null unique,\n"
                             "    event text not null unique,\n"
                             "    name_zh text not null,\n"
                             "    reason_mandatory boolean not null);\n"
                             "create table if not exists lifecycle_role (\n"
                             "    role smallint primary key,\n"
                             "    name text not null unique,\n"
                             "    name_zh text not null);\n"
                             "create table if not exists lifecycle_clock (\n"
                             "    clock smallint primary key,\n"
                             "    name text not null unique,\n"
                             "    name_zh text not null);\n"
                             "create table if not exists lifecycle_fact (\n"
                             "    fact smallint primary key,\n"
                             "    event text not null unique,\n"
                             "    name_zh text not null);\n"
                             "create table if not exists lifecycle_move (\n"
                             "    from_state smallint not null references lifecycle_state,\n"
                             "    action smallint not null references lifecycle_action,\n"
                             "    to_state smallint not null references lifecycle_state,\n"
                             "    primary key (from_state, action, to_state));\n";

/* A text constant: quotes doubled. */
static void text_write(const char *text, FILE *out)
{
    fputc('\'', out);
    for (; *text; text++) {
        if (*text == '\'')
            fputc('\'', out);
        fputc(*text, out);
    }
    fputc('\'', out);
}

static void texts_write(const char *first, const char *second, FILE *out)
{
    text_write(first, out);
    fputs(", ", out);
    text_write(second, out);
}

static void states_write(FILE *out)
{
    fputs("\ninsert into lifecycle_state (state, name, name_zh, ended) values\n", out);
    for (size_t i = 0; i < lifecycle.state_count; i++) {
        const struct state *state = &lifecycle.states[i];
        fprintf(out, "%s    (%d, ", i ? ",\n" : "", state->code);
        texts_write(state->name, state->name_zh, out);
        fprintf(out, ", %s)", state->ended ? "true" : "false");
    }
    fputs("\non conflict (state) do update\n"
          "    set name = excluded.name, name_zh = excluded.name_zh, ended = excluded.ended;\n",
          out);
}

static void actions_write(FILE *out)
{
    fputs("\ninsert into lifecycle_action (action, name, event, name_zh, reason_mandatory) values\n", out);
    for (size_t i = 0; i < lifecycle.action_count; i++) {
        const struct action *action = &lifecycle.actions[i];
        fprintf(out, "%s    (%d, ", i ? ",\n" : "", action->code);
        texts_write(action->name, action->event, out);
        fputs(", ", out);
        text_write(action->name_zh, out);
        fprintf(out, ", %s)", action->reason_mandatory ? "true" : "false");
    }
    fputs("\non conflict (action) do update\n"
          "    set name = excluded.name, event = excluded.event, name_zh = excluded.name_zh,\n"
          "        reason_mandatory = excluded.reason_mandatory;\n",
          out);
}

static void roles_write(FILE *out)
{
    fputs("\ninsert into lifecycle_role (role, name, name_zh) values\n", out);
    for (size_t i = 0; i < lifecycle.role_count; i++) {
        const struct role *role = &lifecycle.roles[i];
        fprintf(out, "%s    (%d, ", i ? ",\n" : "", role->code);
        texts_write(role->name, role->name_zh, out);
        fputc(')', out);
    }
    fputs("\non conflict (role) do update set name = excluded.name, name_zh = excluded.name_zh;\n", out);
}

static void clocks_write(FILE *out)
{
    fputs("\ninsert into lifecycle_clock (clock, name, name_zh) values\n", out);
    for (size_t i = 0; i < lifecycle.clock_count; i++) {
        const struct clock *clock = &lifecycle.clocks[i];
        fprintf(out, "%s    (%d, ", i ? ",\n" : "", clock->code);
        texts_write(clock->name, clock->name_zh, out);
        fputc(')', out);
    }
    fputs("\non conflict (clock) do update set name = excluded.name, name_zh = excluded.name_zh;\n", out);
}

static void facts_write(FILE *out)
{
    fputs("\ninsert into lifecycle_fact (fact, event, name_zh) values\n", out);
    for (size_t i = 0; i < lifecycle.fact_count; i++) {
        const struct fact *fact = &lifecycle.facts[i];
        fprintf(out, "%s    (%d, ", i ? ",\n" : "", fact->code);
        texts_write(fact->event, fact->name_zh, out);
        fputc(')', out);
    }
    fputs("\non conflict (fact) do update set event = excluded.event, name_zh = excluded.name_zh;\n", out);
}

static void moves_write(FILE *out)
{
    fputs("\ndelete from lifecycle_move;\n"
          "insert into lifecycle_move (from_state, action, to_state) values\n",
          out);
    for (size_t i = 0; i < lifecycle.edge_count; i++) {
        const struct edge *edge = &lifecycle.edges[i];
        if (edge_opens_move(&lifecycle, i))
            fprintf(out, "%s    (%d, %d, %d)", i ? ",\n" : "", edge->from->code, edge->action->code, edge->to->code);
    }
    fputs(";\n", out);
}

static void function_write(FILE *out)
{
    fputs(
        "\n-- Is there such a move? For the check of the event log: a foreign key there would lock one shared row of\n"
        "-- lifecycle_move in every insert. Each move is one number, from_state * 10000 + action * 100 + to_state.\n"
        "create or replace function lifecycle_move_allowed(from_state smallint, action smallint, to_state smallint)\n"
        "returns boolean language sql immutable parallel safe\n"
        "as $$ select from_state * 10000 + action * 100 + to_state = any ('{",
        out);
    int column = 0;
    for (size_t i = 0; i < lifecycle.edge_count; i++) {
        const struct edge *edge = &lifecycle.edges[i];
        if (!edge_opens_move(&lifecycle, i))
            continue;
        fputs(i ? "," : "", out);
        fprintf(out, "%s%d", column++ % 12 ? "" : "\n    ",
                edge->from->code * 10000 + edge->action->code * 100 + edge->to->code);
    }
    fputs("}'::integer[]) $$;\n", out);
}

void sql_write(FILE *out)
{
    fputs("-- Made by steward-gen from proto/lifecycle.def: change that, then run tests/golden/regenerate.\n\n", out);
    fputs(tables, out);
    states_write(out);
    actions_write(out);
    roles_write(out);
    clocks_write(out);
    facts_write(out);
    moves_write(out);
    function_write(out);
}
