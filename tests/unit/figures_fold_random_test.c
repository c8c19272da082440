/* Random lives along the edges of the lifecycle: whatever happens to a ticket, what counts fits together, and what
 * counted at a position of the log is what a fold of the events until then says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "common/figures/fold.h"
#include "proto/lifecycle.h"

enum { TRIES = 500, LIVES = 4000, EVENTS_MOST = 40, HOUR_MS = 3600000, DAY_MS = 86400000, SEED = 20261122 };

static uint64_t random_state = SEED;

static int below(int bound)
{
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((random_state >> 33) % (uint64_t)bound);
}

/* The state that a random allowed action leads to, or -1: that one is not allowed here. */
static int edge_random(int8_t state, int *action)
{
    *action = 1 + below(48);
    for (int role = 0; role < 12; role++) {
        const struct lifecycle_edge *edge =
            lifecycle_find((enum ticket_state)state, (enum ticket_action) * action, 1U << role);
        if (edge)
            return (int)edge->to;
    }
    return -1;
}

static int64_t due_after(const struct figure_event *last, int action, int64_t at)
{
    switch (action) {
    case ACTION_DISPATCH:
    case ACTION_CLAIM:
    case ACTION_DECIDE:
    case ACTION_ESCALATE:
    case ACTION_REOPEN:
        return below(10) ? at + (1 + below(72)) * (int64_t)HOUR_MS : NO_INSTANT;
    case ACTION_GRANT_EXTENSION:
        return last->due_at == NO_INSTANT || last->due_at < at ? last->due_at : last->due_at + DAY_MS;
    case ACTION_SUSPEND:
        return last->due_at != NO_INSTANT && last->due_at < at ? last->due_at : NO_INSTANT;
    case ACTION_RESUME:
        return last->due_at == NO_INSTANT ? at + DAY_MS : last->due_at;
    default:
        return last->due_at;
    }
}

enum { ORGANISATIONS = 5 /* 1 … 4 */ };

/* Whose help is open, worked out anew from the events; and how often each was called, has helped and was released. */
struct help {
    bool open[ORGANISATIONS];
    int called[ORGANISATIONS], helped[ORGANISATIONS], released[ORGANISATIONS];
};

static void help_end(struct help *help, int organisation)
{
    help->released[organisation] += help->open[organisation];
    help->open[organisation] = false;
}

static void help_take(struct help *help, const struct figure_event *event)
{
    int one = event->helper_count ? event->helpers[0] : 0;
    bool over = event->to == STATE_RETURNED || event->to == STATE_WITHDRAWN || event->to == STATE_REJECTED;
    if (event->kind == ACTION_CONTRIBUTE && one) {
        help->helped[one]++;
        help->open[one] = false;
    } else if (event->kind == ACTION_RELEASE && one) {
        help_end(help, one);
    } else if (event->kind != ACTION_REPORT_IN) {
        for (int i = 0; i < event->helper_count; i++) {
            help->called[event->helpers[i]]++;
            help->open[event->helpers[i]] = true;
        }
    }
    for (int i = 1; over && i < ORGANISATIONS; i++)
        help_end(help, i);
    if (event->kind == ACTION_TRANSFER || event->kind == ACTION_ESCALATE)
        help_end(help, event->organisation_id);
    if (event->to == STATE_VOIDED || event->to == STATE_MERGED) {
        memset(help->open, 0, sizeof help->open);
        memset(help->called, 0, sizeof help->called);
    }
}

/* Who is called, or whose help it is, where the move can have that. False where nobody's help is open. */
static bool helpers_random(const struct help *help, struct figure_event *event)
{
    bool calls = event->kind == ACTION_DISPATCH || event->kind == ACTION_DECIDE || event->kind == ACTION_CALL_IN;
    bool answers = event->kind == ACTION_REPORT_IN || event->kind == ACTION_CONTRIBUTE || event->kind == ACTION_RELEASE;
    event->helper_count = 0;
    event->help_due = answers && below(4) ? event->at + (below(5) - 2) * (int64_t)HOUR_MS : NO_INSTANT;
    for (int i = 1; i < ORGANISATIONS; i++)
        if (calls ? i != event->organisation_id && !help->open[i] && !below(2) : answers && help->open[i])
            event->helpers[event->helper_count++] = i;
    if (answers && event->helper_count)
        event->helpers[0] = event->helpers[below(event->helper_count)];
    if (answers)
        event->helper_count = event->helper_count > 0;
    return !answers || event->helper_count;
}

static struct figure_event move_random(const struct figure_event *last, int8_t state, int64_t pos)
{
    int action = 0, to = -1;
    struct figure_event event = *last;
    for (int i = 0; to < 0 && i < TRIES; i++)
        to = edge_random(state, &action);
    if (to < 0) { /* nothing is allowed in this state */
        event.pos = 0;
        return event;
    }
    event.pos = pos;
    event.kind = (int16_t)action;
    event.from = state;
    event.to = (int8_t)to;
    event.at = last->at + below(12) * (int64_t)HOUR_MS;
    event.day = (int32_t)(event.at / DAY_MS);
    event.due_at = due_after(last, action, event.at);
    event.due_day = event.due_at == NO_INSTANT ? 0 : (int32_t)(event.due_at / DAY_MS);
    bool handed_out = action == ACTION_DISPATCH || action == ACTION_CLAIM || action == ACTION_DECIDE ||
                      action == ACTION_TRANSFER || action == ACTION_ESCALATE;
    if (handed_out)
        event.organisation_id = 1 + below(4);
    if (handed_out || action == ACTION_REOPEN)
        event.task_id++;
    if (to == STATE_HANDLED && state != STATE_HANDLED)
        event.done_at = event.at;
    if (action == ACTION_RECLASSIFY || action == ACTION_ACCEPT)
        event.category_id = 1 + below(3);
    event.urgency = (int8_t)(action == ACTION_RECLASSIFY ? below(5) : 0);
    event.reached = event.satisfied = event.solved = (int8_t)(below(3) - 1);
    event.handling = false;
    return event;
}

/* The handling clock ran out, where it could. */
static bool overdue_random(const struct figure_event *last, int8_t state, int64_t pos, struct figure_event *event)
{
    bool runs = state == STATE_DISPATCHED || state == STATE_IN_PROGRESS || state == STATE_ASSIGNED;
    if (!runs || last->due_at == NO_INSTANT || last->due_at < last->at || below(4))
        return false;
    *event = *last;
    event->pos = pos;
    event->kind = EVENT_CLOCK_OVERDUE;
    event->from = event->to = 0;
    event->at = last->due_at;
    event->day = (int32_t)(event->at / DAY_MS);
    event->urgency = 0;
    event->handling = true;
    event->helper_count = 0;
    return true;
}

static int life_make(struct figure_event events[EVENTS_MOST])
{
    struct figure_event last = {.ticket_id = 7,
                                .at = 20000LL * DAY_MS,
                                .due_at = NO_INSTANT,
                                .done_at = NO_INSTANT,
                                .was = NO_INSTANT,
                                .help_due = NO_INSTANT,
                                .area_id = 1,
                                .category_id = 1,
                                .channel_id = 1};
    int count = 1 + below(EVENTS_MOST - 1);
    int8_t state = STATE_NONE;
    struct help help = {0};
    for (int i = 0; i < count; i++) {
        if (!overdue_random(&last, state, i + 1, &events[i])) {
            events[i] = move_random(&last, state, i + 1);
            if (!events[i].pos)
                return i;
            if (!helpers_random(&help, &events[i])) {
                i--;
                continue;
            }
            help_take(&help, &events[i]);
            state = events[i].to;
        }
        int16_t task = events[i].task_id;
        last = events[i];
        last.task_id = task;
    }
    return count;
}

static void fold_all(struct fold *fold, const struct figure_event *events, int count)
{
    fold_begin(fold);
    for (int i = 0; i < count; i++)
        fold_take(fold, &events[i]);
}

static int counts(const struct fold *fold, enum measure measure)
{
    int count = 0;
    for (size_t i = 0; i < fold->count; i++)
        count += !fold->entries[i].until && fold->entries[i].measures >> measure & 1;
    return count;
}
#define COUNTS(measure) counts(fold, MEASURE_##measure)

static void life_print(const struct figure_event *events, int count)
{
    for (int i = 0; i < count; i++)
        fprintf(stderr, "%d: kind %d %d → %d at %lld due %lld organisation %d task %d\n", i + 1, events[i].kind,
                events[i].from, events[i].to, (long long)events[i].at, (long long)events[i].due_at,
                events[i].organisation_id, events[i].task_id);
}

static int counts_at(const struct fold *fold, int organisation, enum measure measure)
{
    int count = 0;
    for (size_t i = 0; i < fold->count; i++)
        count += !fold->entries[i].until && fold->entries[i].organisation_id == organisation &&
                 fold->entries[i].measures >> measure & 1;
    return count;
}

/* What co-handlers count for, each of them, is what the events until there tell of them. */
static bool help_fits(const struct fold *fold, const struct figure_event *events, int count)
{
    struct help help = {0};
    int open = 0;
    for (int i = 0; i < count; i++)
        if (events[i].kind < FACT_LEAST)
            help_take(&help, &events[i]);
    for (int i = 1; i < ORGANISATIONS; i++) {
        open += help.open[i];
        if (counts_at(fold, i, MEASURE_HELP_CALLED) != help.called[i] ||
            counts_at(fold, i, MEASURE_HELPED) != help.helped[i] ||
            counts_at(fold, i, MEASURE_HELP_RELEASED) != help.released[i])
            return false;
    }
    return fold->helper_count == open && COUNTS(HELPED_ON_TIME) + COUNTS(HELPED_LATE) <= COUNTS(HELPED) &&
           COUNTS(REPORTED_IN_LATE) <= COUNTS(REPORTED_IN);
}

static bool fits(const struct fold *fold)
{
    bool open = !lifecycle_state_ended((enum ticket_state)fold->state);
    bool closed = fold->state == STATE_CLOSED || fold->state == STATE_FOLLOWED_UP;
    for (size_t i = 0; i < fold->count; i++) {
        const struct figure_entry *entry = &fold->entries[i];
        if (!entry->until && (entry->category_id != fold->category_id || entry->urgency != fold->urgency))
            return false;
        if (entry->until && entry->until < entry->since)
            return false;
    }
    return COUNTS(RECEIVED) == 1 && COUNTS(CAME) - COUNTS(WENT) == open &&
           COUNTS(OVERDUE_CAME) - COUNTS(OVERDUE_WENT) == fold->overdue && COUNTS(CLOSED) == closed &&
           COUNTS(CLOSED) == COUNTS(CLOSED_ON_TIME) + COUNTS(CLOSED_LATE) + COUNTS(CLOSED_WITHOUT_LIMIT) &&
           COUNTS(DUE_CLOSED) <= COUNTS(CLOSED) && COUNTS(DUE_ON_TIME) <= COUNTS(DUE_CLOSED) &&
           COUNTS(DUE_CLOSED) <= COUNTS(DUE) && COUNTS(EXEMPTED) <= COUNTS(CLOSED_LATE) &&
           COUNTS(DUE_EXEMPTED) <= COUNTS(DUE_CLOSED);
}

/* What counts of `whole` at a position is what counts of the fold until there: as many entries, each of them there. */
static bool same_at(const struct fold *whole, const struct fold *until, int64_t pos)
{
    size_t there = 0, found = 0;
    for (size_t i = 0; i < whole->count; i++)
        there += whole->entries[i].since <= pos && (!whole->entries[i].until || whole->entries[i].until > pos);
    for (size_t i = 0; i < until->count; i++) {
        struct figure_entry entry = until->entries[i];
        if (entry.until)
            continue;
        entry.until = whole->entries[i].until;
        if ((entry.until && entry.until <= pos) ||
            memcmp(&entry, &whole->entries[i], offsetof(struct figure_entry, state) + 1) != 0)
            return false;
        found++;
    }
    return there == found;
}

static void test_random_lives(void **state)
{
    (void)state;
    static struct figure_event events[EVENTS_MOST];
    struct fold whole = {0}, until = {0};
    for (int life = 0; life < LIVES; life++) {
        int count = life_make(events);
        fold_all(&whole, events, count);
        for (int pos = 1; pos <= count; pos++) {
            fold_all(&until, events, pos);
            if (!fits(&until) || !help_fits(&until, events, pos) || !same_at(&whole, &until, pos)) {
                life_print(events, pos);
                fail_msg("seed %d, life %d: what counts after event %d does not fit", SEED, life, pos);
            }
        }
    }
    fold_clear(&whole);
    fold_clear(&until);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_lives)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
