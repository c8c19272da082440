/* try-every-cell [MATRIX] - tries every action in every state by every role on a running installation that has the city
 * mini, and compares with the lifecycle's matrix (that of the checkout in STEWARD_SOURCE unless told): what is allowed
 * leads to the state named there, what is not is refused and changes nothing.
 *
 * Two kinds of cell cannot be said in a message and are left out: what Steward does itself (role system), and the
 * submission of a ticket that is there already.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "proto/lifecycle.h"
#include "tests/scenario/world.h"

enum { STATES = STATE_WITHDRAWN + 1, ACTIONS = ACTION_WITHDRAW + 1, ROLES = 11, NOBODY = 9000000 };

/* Who has which role, and only that, in mini. */
static const char *const people[ROLES] = {"",         "resident",      "grid.west",    "head",
                                          "operator", "dispatcher",    "west.handler", "supervisor",
                                          "auditor",  "administrator", "importer"};

/* How a ticket comes into a state: from which, by whose action. */
static const struct {
    enum ticket_state from;
    enum ticket_action action;
    const char *person;
} ways[STATES] = {
    [STATE_RECEIVED] = {STATE_NONE, ACTION_SUBMIT, "resident"},
    [STATE_ACCEPTED] = {STATE_RECEIVED, ACTION_ACCEPT, "operator"},
    [STATE_DISPATCHED] = {STATE_RECEIVED, ACTION_DISPATCH, "dispatcher"},
    [STATE_IN_PROGRESS] = {STATE_DISPATCHED, ACTION_SIGN, "west.handler"},
    [STATE_HANDLED] = {STATE_IN_PROGRESS, ACTION_HANDLE, "west.handler"},
    [STATE_VERIFIED] = {STATE_HANDLED, ACTION_VERIFY, "grid.west"},
    [STATE_CLOSED] = {STATE_VERIFIED, ACTION_CLOSE, "operator"},
    [STATE_FOLLOWED_UP] = {STATE_CLOSED, ACTION_FOLLOW_UP, "operator"},
    [STATE_RETURNED] = {STATE_DISPATCHED, ACTION_RETURN, "west.handler"},
    [STATE_REJECTED] = {STATE_RECEIVED, ACTION_REJECT, "operator"},
    [STATE_VOIDED] = {STATE_RECEIVED, ACTION_VOID, "operator"},
    [STATE_WITHDRAWN] = {STATE_RECEIVED, ACTION_WITHDRAW, "resident"},
};

struct cell {
    bool known, allowed;
    int to;
};

struct trial {
    struct world *world;
    struct cell cells[STATES][ACTIONS][ROLES];
    int tried, left_out, wrong;
};

/* -- the matrix ------------------------------------------------------------------------------------------------ */

static int action_of(const char *name)
{
    for (int action = 1; action < ACTIONS; action++)
        if (strcmp(lifecycle_action_name(action), name) == 0)
            return action;
    return 0;
}

static int role_of(const char *name)
{
    int bit = lifecycle_role_of(name, strlen(name)), role = 0;
    while (bit > 1 << role)
        role++;
    return role;
}

static void matrix_read(struct trial *trial, const char *path)
{
    char line[256], state[64], action[64], role[64], verdict[64], to[64];
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(2);
    }
    while (fgets(line, sizeof line, file)) {
        int words = sscanf(line, "%63s %63s %63s %63s %63s", state, action, role, verdict, to);
        int from = lifecycle_state_of(state, strlen(state));
        if (words < 4 || from < 0 || !action_of(action)) {
            fprintf(stderr, "%s: not understood: %s", path, line);
            exit(2);
        }
        bool allowed = strcmp(verdict, "allowed") == 0;
        trial->cells[from][action_of(action)][role_of(role)] =
            (struct cell){true, allowed, allowed ? lifecycle_state_of(to, strlen(to)) : from};
    }
    fclose(file);
}

/* -- messages -------------------------------------------------------------------------------------------------- */

static json_t *body_of(enum ticket_action action, const char *person, int64_t ticket)
{
    json_t *body = json_pack("{s:s, s:s}", "city", "mini", "actor", person);
    if (action == ACTION_SUBMIT) {
        json_object_update_new(body, json_pack("{s:s, s:s, s:s, s:s}", "channel", "app", "category", "unrouted", "area",
                                               "west.bridge", "title", "每格一试"));
        return body;
    }
    json_object_update_new(body, json_pack("{s:I, s:s}", "ticket", (json_int_t)ticket, "reason", "试"));
    if (action == ACTION_DISPATCH)
        json_object_set_new(body, "organisation", json_string("west.company"));
    if (action == ACTION_HANDLE)
        json_object_set_new(body, "result", json_string("已处理"));
    if (action == ACTION_CLOSE || action == ACTION_REJECT)
        json_object_set_new(body, "answer", json_string("已答复"));
    if (action == ACTION_FOLLOW_UP)
        json_object_set_new(body, "reached", json_true());
    return body;
}

static struct world_reply action_try(struct trial *trial, enum ticket_action action, const char *person, int64_t ticket)
{
    char message[64];
    snprintf(message, sizeof message, "ticket.%s", lifecycle_action_name(action));
    return world_ask(trial->world, message, NULL, body_of(action, person, ticket));
}

/* A new ticket that is in this state. */
static int64_t ticket_bring(struct trial *trial, enum ticket_state state)
{
    if (state == STATE_NONE)
        return NOBODY;
    int64_t ticket = ticket_bring(trial, ways[state].from);
    struct world_reply reply = action_try(trial, ways[state].action, ways[state].person, ticket);
    if (reply.status != REPLY_OK) {
        fprintf(stderr, "no ticket can be brought to %s: %s\n", lifecycle_state_name(state),
                world_reply_error(&reply, "message"));
        exit(1);
    }
    ticket = world_reply_number(&reply, "ticket");
    world_reply_clear(&reply);
    return ticket;
}

static int64_t version_of(struct trial *trial, int64_t ticket, int *state)
{
    struct world_reply reply = world_ask(trial->world, "ticket.show", NULL,
                                         json_pack("{s:s, s:I}", "city", "mini", "ticket", (json_int_t)ticket));
    const json_t *shown = json_object_get(reply.body, "ticket");
    const char *name = json_string_value(json_object_get(shown, "state"));
    int64_t version = json_integer_value(json_object_get(shown, "version"));
    *state = name ? lifecycle_state_of(name, strlen(name)) : STATE_NONE;
    world_reply_clear(&reply);
    return version;
}

/* -- trials ---------------------------------------------------------------------------------------------------- */

static void wrong_tell(struct trial *trial, int from, int action, int role, const char *expected,
                       const struct world_reply *reply)
{
    fprintf(stderr, "%s %s by %s: expected %s, found %s %s %s\n", lifecycle_state_name(from),
            lifecycle_action_name(action), people[role], expected, reply_status_name(reply->status),
            world_reply_error(reply, "code"), world_reply_error(reply, "message"));
    trial->wrong++;
}

/* How a cell without an edge is refused: the role is to blame where another one may, else the state. */
static const char *refusal_of(int from, int action)
{
    if (from == STATE_NONE && action != ACTION_SUBMIT)
        return "unknown_ticket";
    return lifecycle_has((enum ticket_state)from, (enum ticket_action)action) ? "not_allowed" : "move_refused";
}

/* True where a move was made that had to be refused: the ticket is no longer where it was. */
static bool cell_try(struct trial *trial, int from, int action, int role, int64_t ticket)
{
    const struct cell *cell = &trial->cells[from][action][role];
    if (cell->allowed)
        ticket = ticket_bring(trial, (enum ticket_state)from);
    struct world_reply reply = action_try(trial, (enum ticket_action)action, people[role], ticket);
    const char *state = json_string_value(json_object_get(reply.body, "state"));
    if (cell->allowed && (reply.status != REPLY_OK || !state || strcmp(state, lifecycle_state_name(cell->to)) != 0))
        wrong_tell(trial, from, action, role, lifecycle_state_name(cell->to), &reply);
    if (!cell->allowed &&
        (reply.status != REPLY_REFUSED || strcmp(world_reply_error(&reply, "code"), refusal_of(from, action)) != 0))
        wrong_tell(trial, from, action, role, refusal_of(from, action), &reply);
    world_reply_clear(&reply);
    trial->tried++;
    return !cell->allowed && reply.status == REPLY_OK;
}

static void state_try(struct trial *trial, int from)
{
    int state;
    int64_t ticket = ticket_bring(trial, (enum ticket_state)from), version = version_of(trial, ticket, &state);
    for (int action = 1; action < ACTIONS; action++)
        for (int role = 0; role < ROLES; role++) {
            if (!trial->cells[from][action][role].known) {
                fprintf(stderr, "the matrix has no row for state %d, action %d, role %d\n", from, action, role);
                exit(1);
            }
            if (role == 0 || (from != STATE_NONE && action == ACTION_SUBMIT))
                trial->left_out++;
            else if (cell_try(trial, from, action, role, ticket))
                version = version_of(trial, ticket = ticket_bring(trial, (enum ticket_state)from), &state);
        }
    if (version_of(trial, ticket, &state) != version || state != from) {
        fprintf(stderr, "a refused move has changed a ticket that was %s\n", lifecycle_state_name(from));
        trial->wrong++;
    }
}

int main(int argc, char **argv)
{
    char matrix[4096];
    const char *source = getenv("STEWARD_SOURCE");
    struct trial *trial = memory_new(1, sizeof *trial);
    snprintf(matrix, sizeof matrix, "%s/tests/golden/lifecycle-matrix.tsv", source ? source : ".");
    matrix_read(trial, argc == 2 ? argv[1] : matrix);
    trial->world = world_new();
    for (int from = 0; from < STATES; from++)
        state_try(trial, from);
    printf("%d cells tried, %d left out, %d wrong\n", trial->tried, trial->left_out, trial->wrong);
    int wrong = trial->wrong;
    world_destroy(&trial->world);
    free(trial);
    return wrong != 0;
}
