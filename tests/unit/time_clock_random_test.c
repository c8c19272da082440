/* Clocks against the walk second by second, with random ledgers over calendars that change. After each entry: what the
 * row keeps, that the fold of the whole ledger gives the same, what is used and due by the walk, and the ladder.
 *
 * CLOCK_LEDGERS is how many ledgers (200000), TIME_SEED where the random numbers begin.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/time_clock_walk.h"
#include "tests/unit/time_ledger.h"
#include "tests/unit/time_plans.h"

static const struct {
    const char *zone;
    int first_year;
} places[] = {
    {"Asia/Shanghai", 2025}, {"America/New_York", 2026}, {"Australia/Lord_Howe", 2024}, {"Pacific/Apia", 2011}};

enum { PLACES = sizeof places / sizeof *places, CALENDARS = 3 };

struct trial {
    struct calendar *calendars[CALENDARS];
    struct oracle *oracles[CALENDARS];
    uint64_t *state;
    uint64_t taken, refused, late, paused; /* how many entries; how many states were late, and paused */
};

static uint64_t setting(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : otherwise;
}

static uint64_t draw(struct trial *trial, uint64_t below)
{
    return random_below(trial->state, below);
}

static struct limit limit_random(struct trial *trial)
{
    enum limit_kind kind = LIMIT_CONTINUOUS + (int)draw(trial, LIMIT_KINDS);
    int64_t hours = 1 + (int64_t)draw(trial, draw(trial, 2) ? 12 : 120);
    if (kind == LIMIT_WORKING_DAYS || kind == LIMIT_CALENDAR_DAYS)
        return (struct limit){kind, (1 + (int64_t)draw(trial, draw(trial, 2) ? 3 : 20)) * LIMIT_DAY_MS};
    return (struct limit){kind, hours * 3600000 + (draw(trial, 3) ? 0 : (int64_t)draw(trial, 3600000))};
}

/* Some time after an instant, often on a quarter of an hour, where things change; at times at once. */
static int64_t instant_after(struct trial *trial, int64_t instant)
{
    static const int64_t most[] = {1000, 3600000, 12 * INT64_C(3600000), 3 * LIMIT_DAY_MS, 20 * LIMIT_DAY_MS};
    int64_t next = instant + (int64_t)draw(trial, (uint64_t)most[draw(trial, 5)]);
    uint64_t form = draw(trial, 4);
    int64_t grid = form == 0 ? 900000 : form == 1 ? 1000 : 1;
    return (next + grid - 1) / grid * grid;
}

static int64_t start_random(struct trial *trial)
{
    const struct oracle *oracle = trial->oracles[0];
    int64_t first = oracle->days[2].begins * 1000, span = oracle->days[oracle->date_count - 45].begins * 1000 - first;
    return instant_after(trial, first + (int64_t)draw(trial, (uint64_t)span));
}

/* Can the ledger have such an entry? In words of its own. */
static bool entry_fits(const struct walk_ledger *ledger, enum clock_change change, bool exempted)
{
    bool paused = walk_paused(ledger, ledger->count), stopped = walk_stopped(ledger, ledger->count);
    if (change == CLOCK_EXEMPTED)
        return !exempted;
    if (change == CLOCK_RUN_ON)
        return stopped;
    if (change == CLOCK_STARTED || stopped)
        return false;
    if (change == CLOCK_RESUMED)
        return paused;
    return change != CLOCK_PAUSED || !paused;
}

static void ledger_print(const struct walk_ledger *ledger)
{
    for (int i = 0; i < ledger->count; i++) {
        const struct clock_entry *entry = &ledger->entries[i];
        print_error("  %lld change %d, limit %d %lld, calendar %p, due %lld\n", (long long)entry->at,
                    (int)entry->change, (int)entry->limit.kind, (long long)entry->limit.milliseconds,
                    (const void *)entry->calendar, (long long)ledger->dues[i]);
    }
}

#define EXPECT(TRUTH, LEDGER)                                                                                          \
    do {                                                                                                               \
        if (!(TRUTH)) {                                                                                                \
            ledger_print(LEDGER);                                                                                      \
            fail_msg("%s", #TRUTH);                                                                                    \
        }                                                                                                              \
    } while (0)

static void used_check(const struct walk_ledger *ledger, const struct clock_state *state, int64_t now)
{
    for (enum limit_kind kind = LIMIT_CONTINUOUS; kind <= LIMIT_CALENDAR_DAYS; kind++)
        EXPECT(clock_used_ms(state, kind) == walk_used(ledger, ledger->count, kind, state->settled_at), ledger);
    enum limit_kind kind = state->limit.kind;
    const struct calendar *calendar = clock_calendar(ledger->entries, (size_t)ledger->count);
    int64_t until = state->stopped_at != NO_INSTANT && now > state->stopped_at ? state->stopped_at : now, used = 0;
    int64_t expected = walk_used(ledger, ledger->count, kind, until);
    EXPECT(clock_elapsed(state, calendar, now, &used) == 0 && used == (expected > 0 ? expected : 0), ledger);
}

/* Steps in the order of a ladder: never before one another, never early, and due among them. */
static void ladder_check(const struct walk_ledger *ledger, const struct clock_state *state)
{
    static const int percents[] = {0, 1, 50, 80, 99, 100, 100, 100};
    const struct calendar *calendar = clock_calendar(ledger->entries, (size_t)ledger->count);
    struct clock_state running = *state;
    int64_t before = INT64_MIN, instant = 0;
    running.stopped_at = NO_INSTANT;
    for (int i = 0; i < 8; i++) {
        struct clock_step step = {percents[i], {LIMIT_CONTINUOUS, i < 6 ? 0 : (i - 5) * 3600000}};
        EXPECT(clock_instant(&running, calendar, step, &instant) == 0, ledger);
        if (instant == NO_INSTANT) {
            EXPECT(state->paused, ledger);
            continue;
        }
        EXPECT(instant >= before, ledger);
        before = instant;
        EXPECT(i != 5 || instant == state->due_at, ledger);
        EXPECT(instant == state->due_at || i > 5 || instant < state->settled_at ||
                   100 * walk_used(ledger, ledger->count, state->limit.kind, instant) >=
                       state->limit.milliseconds * step.percent,
               ledger);
        int64_t stopped = 0;
        EXPECT(clock_instant(state, calendar, step, &stopped) == 0, ledger);
        EXPECT(stopped == (state->stopped_at != NO_INSTANT && instant >= state->stopped_at ? NO_INSTANT : instant),
               ledger);
    }
}

static void state_check(struct trial *trial, const struct walk_ledger *ledger, const struct clock_state *state)
{
    struct clock_state folded;
    size_t taken;
    int64_t now = ledger->entries[ledger->count - 1].at;
    EXPECT(clock_fold(ledger->entries, (size_t)ledger->count, &folded, &taken) == 0, ledger);
    EXPECT(clock_same(&folded, state), ledger);
    EXPECT(state->due_at == ledger->dues[ledger->count - 1], ledger);
    EXPECT(state->paused == walk_paused(ledger, ledger->count), ledger);
    EXPECT((state->stopped_at != NO_INSTANT) == walk_stopped(ledger, ledger->count), ledger);
    EXPECT(state->late_from >= state->due_at, ledger);
    used_check(ledger, state, now);
    used_check(ledger, state, instant_after(trial, now));
    ladder_check(ledger, state);
    trial->late += state->due_at != NO_INSTANT && state->due_at <= now;
    trial->paused += state->paused;
}

/* Takes one more entry in; false where its due time is beyond the years. */
static bool entry_try(struct trial *trial, struct walk_ledger *ledger, struct clock_state *state,
                      enum clock_change change, int64_t at)
{
    uint64_t calendar = draw(trial, CALENDARS);
    struct clock_entry entry = {change, at, limit_random(trial), trial->calendars[calendar]};
    const struct calendar *in_force = clock_calendar(ledger->entries, (size_t)ledger->count);
    struct clock_state before = *state;
    bool fits = ledger->count ? entry_fits(ledger, change, state->exempted) : change == CLOCK_STARTED;
    int answer = clock_take(state, in_force, &entry);
    EXPECT(fits == (answer != CLOCK_IMPOSSIBLE), ledger);
    EXPECT(!answer || clock_same(&before, state), ledger);
    trial->refused += !fits;
    if (!fits)
        return true;
    ledger->entries[ledger->count] = entry;
    ledger->oracles[ledger->count++] = trial->oracles[calendar];
    bool known = walk_due(ledger, &ledger->dues[ledger->count - 1]);
    if (!known && walk_limit(ledger, ledger->count).kind == LIMIT_CALENDAR_DAYS)
        return false; /* needs no table, and is beyond what was walked */
    EXPECT(known == !answer, ledger);
    trial->taken += known;
    return known;
}

static void ledger_try(struct trial *trial)
{
    struct walk_ledger ledger = {.count = 0};
    struct clock_state state = CLOCK_NEW;
    int64_t at = start_random(trial), last = trial->oracles[0]->days[trial->oracles[0]->date_count - 1].begins * 1000;
    int tries = 1 + (int)draw(trial, WALK_ENTRIES_MOST);
    if (!entry_try(trial, &ledger, &state, CLOCK_STARTED, at))
        return;
    state_check(trial, &ledger, &state);
    for (int i = 1; i < tries; i++) {
        static const enum clock_change often[] = {CLOCK_PAUSED, CLOCK_RESUMED, CLOCK_PAUSED, CLOCK_RESUMED};
        uint64_t choice = draw(trial, 13);
        at = instant_after(trial, at);
        if (instant_after(trial, at) + 21 * LIMIT_DAY_MS > last)
            return;
        int count = ledger.count;
        if (!entry_try(trial, &ledger, &state,
                       choice < 9 ? (enum clock_change)(CLOCK_STARTED + choice) : often[choice - 9], at))
            return;
        if (ledger.count > count)
            state_check(trial, &ledger, &state);
    }
}

static void trial_begin(struct trial *trial, int place, uint64_t *state)
{
    struct day_exception room[PLAN_EXCEPTIONS_MOST];
    *trial = (struct trial){.state = state};
    for (int i = 0; i < CALENDARS; i++) {
        struct calendar_plan plan = plan_random(state, places[place].first_year, room);
        trial->calendars[i] = plan_calendar(places[place].zone, &plan);
        trial->oracles[i] = oracle_new(places[place].zone, &plan);
    }
}

static void trial_end(struct trial *trial)
{
    for (int i = 0; i < CALENDARS; i++) {
        calendar_destroy(&trial->calendars[i]);
        oracle_destroy(&trial->oracles[i]);
    }
}

/* Starts, pauses and goes on, on whole seconds: each second looked at. */
static void seconds_try(struct trial *trial)
{
    struct walk_ledger ledger = {.count = 0};
    struct clock_state state = CLOCK_NEW;
    struct limit limit = {draw(trial, 2) ? LIMIT_CONTINUOUS : LIMIT_WORKING_TIME,
                          (1 + (int64_t)draw(trial, 144000)) * 1000};
    int64_t at = start_random(trial) / 1000 * 1000, due = 0;
    for (int count = 1 + (int)draw(trial, 8); ledger.count < count;
         at = instant_after(trial, at) / 1000 * 1000 + 1000) {
        enum clock_change change = ledger.count % 2 ? CLOCK_PAUSED : ledger.count ? CLOCK_RESUMED : CLOCK_STARTED;
        struct clock_entry entry = {change, at, limit, trial->calendars[0]};
        if (clock_take(&state, trial->calendars[0], &entry) != 0)
            return;
        ledger.oracles[ledger.count] = trial->oracles[0];
        ledger.entries[ledger.count++] = entry;
    }
    EXPECT(walk_due_by_seconds(&ledger, &due), &ledger);
    EXPECT(due == state.due_at, &ledger);
}

static void clocks_agree_with_the_walk(void **unused)
{
    (void)unused;
    uint64_t ledgers = setting("CLOCK_LEDGERS", 200000), seed = setting("TIME_SEED", 20260101), state = seed;
    uint64_t taken = 0, refused = 0, late = 0, paused = 0;
    for (int place = 0; place < PLACES; place++) {
        struct trial trial;
        trial_begin(&trial, place, &state);
        for (uint64_t i = 0; i < ledgers / PLACES; i++)
            ledger_try(&trial);
        for (int i = 0; i < 500; i++)
            seconds_try(&trial);
        taken += trial.taken, refused += trial.refused, late += trial.late, paused += trial.paused;
        trial_end(&trial);
    }
    assert_true(taken > 3 * ledgers && refused > ledgers / 2 && late > ledgers / 4 && paused > ledgers / 4);
    print_message("%llu ledgers, seed %llu: %llu entries taken in, %llu refused; late after %llu, paused after %llu\n",
                  (unsigned long long)ledgers, (unsigned long long)seed, (unsigned long long)taken,
                  (unsigned long long)refused, (unsigned long long)late, (unsigned long long)paused);
}

/* A clock that has not paused is given another limit, in another kind of time, and a calendar that was not there when
 * it started: it is as if both had been from the start. */
static void change_try(struct trial *trial)
{
    struct limit first = limit_random(trial), second = limit_random(trial);
    const struct calendar *calendar = trial->calendars[0], *at_first = draw(trial, 2) ? calendar : NULL;
    int64_t start = start_random(trial), later = instant_after(trial, start), last = instant_after(trial, later);
    struct clock_entry direct = {CLOCK_STARTED, start, second, calendar};
    struct clock_entry entries[] = {{CLOCK_STARTED, start, first, at_first},
                                    {CLOCK_CALENDAR_CHANGED, later, {LIMIT_CONTINUOUS, 0}, calendar},
                                    {CLOCK_LIMIT_CHANGED, last, second, NULL}};
    struct clock_state expected = CLOCK_NEW, state;
    size_t taken;
    if (!at_first)
        entries[0].limit.kind = LIMIT_CONTINUOUS;
    if (clock_take(&expected, NULL, &direct) != 0 || clock_fold(entries, 3, &state, &taken) != 0)
        return; /* beyond the years */
    bool was_late = state.due_at < last;
    int64_t due = expected.due_at > last ? expected.due_at : last;
    assert_true(was_late || state.due_at == due);
    for (enum limit_kind kind = LIMIT_CONTINUOUS; kind <= LIMIT_CALENDAR_DAYS; kind++) {
        int64_t from = 0, to = 0;
        assert_int_equal(calendar_mark(calendar, kind, start, &from), 0);
        assert_int_equal(calendar_mark(calendar, kind, last, &to), 0);
        assert_int_equal(clock_used_ms(&state, kind) - clock_used_ms(&expected, kind), to - from);
    }
    trial->taken++;
}

static void changes_are_as_if_from_the_start(void **unused)
{
    (void)unused;
    struct trial trial;
    uint64_t state = setting("TIME_SEED", 20260101);
    trial_begin(&trial, 0, &state);
    for (int i = 0; i < 50000; i++)
        change_try(&trial);
    assert_true(trial.taken > 40000);
    trial_end(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_as_if_from_the_start),
        cmocka_unit_test(clocks_agree_with_the_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
