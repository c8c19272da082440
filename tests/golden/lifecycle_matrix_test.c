/* The look-up that services use against the committed matrix: one line for each (state, action, role), so that every
 * allowed move is allowed to the right state under the right guard, and every other is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "proto/lifecycle.h"

static const char *const guard_names[] = {
#define GUARD(id, name, refusal) [GUARD_##id] = #name,
#include "proto/lifecycle.def"
};

enum {
#define STATE(code, id, ...) PLACE_STATE_##id,
#include "proto/lifecycle.def"
    STATE_COUNT
};
enum {
#define ACTION(code, id, ...) PLACE_ACTION_##id,
#include "proto/lifecycle.def"
    ACTION_COUNT
};
enum {
#define ROLE(code, id, ...) PLACE_ROLE_##id,
#include "proto/lifecycle.def"
    ROLE_COUNT
};

/* The words of a line, as in matrix.c of the generator. */
struct line {
    char state[64], action[64], role[64], outcome[16], to[64], guard[64];
};

static int action_of(const char *name)
{
    static const struct {
        const char *name;
        int code;
    } actions[] = {
#define ACTION(code, id, name, ...) {#name, code},
#include "proto/lifecycle.def"
    };
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (strcmp(actions[i].name, name) == 0)
            return actions[i].code;
    fail_msg("no action is called %s", name);
    return -1;
}

static void line_check(const struct line *line)
{
    int from = lifecycle_state_of(line->state, strlen(line->state));
    int role = lifecycle_role_of(line->role, strlen(line->role));
    assert_true(from >= 0 && role > 0);
    const struct lifecycle_edge *edge =
        lifecycle_find((enum ticket_state)from, (enum ticket_action)action_of(line->action), (unsigned)role);
    if (strcmp(line->outcome, "refused") == 0) {
        assert_null(edge);
        return;
    }
    assert_string_equal(line->outcome, "allowed");
    assert_non_null(edge);
    assert_string_equal(lifecycle_state_name(edge->to), line->to);
    assert_string_equal(guard_names[edge->guard], line->guard);
}

static void every_cell_is_as_committed(void **context)
{
    (void)context;
    FILE *file = fopen("lifecycle-matrix.tsv", "r"); /* ctest runs this in tests/golden */
    assert_non_null(file);
    char text[512];
    int lines = 0;
    while (fgets(text, sizeof text, file)) {
        struct line line = {.state = ""};
        int words = sscanf(text, "%63[^\t\n]\t%63[^\t\n]\t%63[^\t\n]\t%15[^\t\n]\t%63[^\t\n]\t%63[^\t\n]", line.state,
                           line.action, line.role, line.outcome, line.to, line.guard);
        assert_int_equal(words, strcmp(line.outcome, "refused") == 0 ? 4 : 6);
        line_check(&line);
        lines++;
    }
    fclose(file);
    assert_int_equal(lines, STATE_COUNT * ACTION_COUNT * ROLE_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_cell_is_as_committed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
