/* try-every-cell [MATRIX] - tries every action in every state by every role on a running installation that has the city
 * `manual` of make-cities, and compares with the lifecycle's matrix (that of the checkout in STEWARD_SOURCE unless
 * told): what is allowed leads to the state named there; what is not is refused with the state, with all that is
 * allowed in it and for whom, and changes nothing.
 *
 * Two kinds of cell cannot be said in a message and are left out: what Steward does itself (role system), and the
 * submission of a ticket that is there already.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "tests/scenario/cell.h"

enum { AT_ONCE = 5, SETTLED_MS = 10000, LOOK_US = 20000 };

_Static_assert(CELL_STATES == STATE_VERIFYING + 1 && CELL_ACTIONS == ACTION_RECLASSIFY + 1 &&
                   1 << (CELL_ROLES - 1) == ROLE_HEAD,
               "a state, action or role is new: how it is brought about is for cell.c to say");

struct cell {
    bool known, allowed;
    int to;
};

struct trial {
    struct world *world;
    struct cell cells[CELL_STATES][CELL_ACTIONS][CELL_ROLES];
    int tried, left_out, wrong;
};

/* -- the matrix ------------------------------------------------------------------------------------------------ */

static int action_of(const char *name)
{
    for (int action = 1; action < CELL_ACTIONS; action++)
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

/* -- trials ---------------------------------------------------------------------------------------------------- */

static void wrong_tell(struct trial *trial, int from, int action, int role, const char *expected,
                       const struct world_reply *reply)
{
    fprintf(stderr, "%s %s by %s: expected %s, found %s %s %s\n", lifecycle_state_name(from),
            lifecycle_action_name(action), cell_person(role, (enum ticket_action)action), expected,
            reply_status_name(reply->status), world_reply_error(reply, "code"), world_reply_error(reply, "message"));
    trial->wrong++;
}

/* Does the refusal say what the ticket is, for whom the action is, and all that is allowed and for whom? */
static bool refusal_explains(const struct world_reply *reply, int from, int action)
{
    char state[64], roles[512], allowed[4000], names[256];
    const char *message = world_reply_error(reply, "message");
    unsigned set = lifecycle_roles((enum ticket_state)from, (enum ticket_action)action);
    snprintf(state, sizeof state, " is %s", lifecycle_state_name(from));
    snprintf(roles, sizeof roles, "%s is for %s", lifecycle_action_name(action),
             lifecycle_role_names(set, names, sizeof names));
    const char *all = lifecycle_allowed((enum ticket_state)from, allowed, sizeof allowed);
    size_t length = strlen(message), tail = strlen(all);
    return strstr(message, state) && (!set || strstr(message, roles)) && length > tail &&
           strcmp(message + length - tail, all) == 0;
}

/* A cell without an edge: the role is to blame where another one may, else the state. */
static bool refusal_fits(const struct world_reply *reply, int from, int action)
{
    const char *code = world_reply_error(reply, "code");
    if (from == STATE_NONE && action != ACTION_SUBMIT)
        return strcmp(code, "unknown_ticket") == 0;
    if (from == STATE_NONE)
        return strcmp(code, "not_allowed") == 0;
    bool other = lifecycle_has((enum ticket_state)from, (enum ticket_action)action);
    return strcmp(code, other ? "not_allowed" : "move_refused") == 0 && refusal_explains(reply, from, action);
}

static void allowed_try(struct trial *trial, int from, int action, int role)
{
    const char *to = lifecycle_state_name(trial->cells[from][action][role].to);
    int64_t ticket = cell_ticket(trial->world, (enum ticket_state)from, (enum ticket_action)action, role);
    struct world_reply reply =
        cell_move(trial->world, (enum ticket_action)action, cell_person(role, (enum ticket_action)action), ticket);
    const char *state = json_string_value(json_object_get(reply.body, "state"));
    if (reply.status != REPLY_OK || !state || strcmp(state, to) != 0)
        wrong_tell(trial, from, action, role, to, &reply);
    world_reply_clear(&reply);
}

static void refused_try(struct trial *trial, int from, int action, int role, int64_t ticket)
{
    struct world_reply reply =
        cell_move(trial->world, (enum ticket_action)action, cell_person(role, (enum ticket_action)action), ticket);
    if (reply.status != REPLY_REFUSED || !refusal_fits(&reply, from, action))
        wrong_tell(trial, from, action, role, "a refusal that says what is possible", &reply);
    world_reply_clear(&reply);
}

/* The whole ticket as it is shown. */
static json_t *ticket_show(struct trial *trial, int64_t ticket)
{
    struct world_reply reply = world_ask(trial->world, "ticket.show", NULL,
                                         json_pack("{s:s, s:I}", "city", CELL_CITY, "ticket", (json_int_t)ticket));
    return reply.body;
}

/* The same once Steward has done what it does by itself: it starts the clock of a ticket that waits for people. */
static json_t *ticket_settled(struct trial *trial, int from, int64_t ticket)
{
    for (int64_t until = instant_now() + SETTLED_MS;;) {
        json_t *shown = ticket_show(trial, ticket);
        if (from != STATE_RECEIVED || json_array_size(json_object_get(shown, "clocks")) || instant_now() > until)
            return shown;
        json_decref(shown);
        usleep(LOOK_US);
    }
}

static void action_try(struct trial *trial, int from, int action, int64_t ticket)
{
    for (int role = 0; role < CELL_ROLES; role++) {
        if (!trial->cells[from][action][role].known) {
            fprintf(stderr, "the matrix has no row for state %d, action %d, role %d\n", from, action, role);
            exit(1);
        }
        bool sayable = role && (from == STATE_NONE || action != ACTION_SUBMIT);
        trial->left_out += !sayable;
        trial->tried += sayable;
        if (sayable && trial->cells[from][action][role].allowed)
            allowed_try(trial, from, action, role);
        else if (sayable)
            refused_try(trial, from, action, role, ticket);
    }
}

/* All that is refused is tried on one ticket, which is the same afterwards. */
static void state_try(struct trial *trial, int from)
{
    int64_t ticket = cell_ticket(trial->world, (enum ticket_state)from, ACTION_SUBMIT, 0);
    json_t *before = ticket_settled(trial, from, ticket);
    for (int action = 1; action < CELL_ACTIONS; action++)
        action_try(trial, from, action, ticket);
    json_t *after = ticket_show(trial, ticket);
    if (!json_equal(before, after)) {
        fprintf(stderr, "a refused move has changed a ticket that was %s\n", lifecycle_state_name(from));
        trial->wrong++;
    }
    json_decref(before);
    json_decref(after);
}

/* Every AT_ONCE-th state, in a process of its own. */
static void share_try(struct trial *trial, int first)
{
    trial->world = world_new();
    for (int from = first; from < CELL_STATES; from += AT_ONCE)
        state_try(trial, from);
    printf("%d cells tried, %d left out, %d wrong\n", trial->tried, trial->left_out, trial->wrong);
    world_destroy(&trial->world);
    exit(trial->wrong != 0);
}

int main(int argc, char **argv)
{
    char matrix[4096];
    const char *source = getenv("STEWARD_SOURCE");
    struct trial *trial = memory_new(1, sizeof *trial);
    int status, wrong = 0;
    snprintf(matrix, sizeof matrix, "%s/tests/golden/lifecycle-matrix.tsv", source ? source : ".");
    matrix_read(trial, argc == 2 ? argv[1] : matrix);
    for (int share = 0; share < AT_ONCE; share++) {
        pid_t process = fork();
        if (process == 0)
            share_try(trial, share);
        wrong += process < 0;
    }
    while (wait(&status) > 0)
        wrong += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    free(trial);
    return wrong != 0;
}
