/* What a ticket counts for, life by life: each row of a life is one event, and after it what counts is compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "common/figures/cells.h"
#include "common/time/date.h"
#include "proto/lifecycle.h"

enum { DAY_MS = 86400000, URBAN = 1, WATER = 2, FIRST = 20000 };

struct life {
    struct fold fold;
    int64_t pos, due_at, done_at;
    int32_t organisation_id, area_id, category_id;
    int8_t state, urgency;
    int16_t task;
};

static struct life life_new(void)
{
    struct life life = {.due_at = NO_INSTANT, .done_at = NO_INSTANT, .area_id = 3, .category_id = 5};
    fold_begin(&life.fold);
    return life;
}

static struct figure_event event_at(struct life *life, int kind, int to, double days)
{
    int64_t at = (int64_t)((FIRST + days) * DAY_MS);
    return (struct figure_event){.pos = ++life->pos,
                                 .ticket_id = 7,
                                 .at = at,
                                 .due_at = life->due_at,
                                 .done_at = life->done_at,
                                 .was = NO_INSTANT,
                                 .help_due = NO_INSTANT,
                                 .day = FIRST + (int32_t)days,
                                 .due_day = life->due_at == NO_INSTANT ? 0 : (int32_t)(life->due_at / DAY_MS),
                                 .organisation_id = life->organisation_id,
                                 .area_id = life->area_id,
                                 .category_id = life->category_id,
                                 .channel_id = 1,
                                 .kind = (int16_t)kind,
                                 .task_id = life->task,
                                 .from = life->state,
                                 .to = (int8_t)to,
                                 .urgency = life->urgency,
                                 .reached = -1,
                                 .solved = -1,
                                 .satisfied = -1};
}

static void move(struct life *life, int kind, int to, double days)
{
    struct figure_event event = event_at(life, kind, to, days);
    fold_take(&life->fold, &event);
    life->state = (int8_t)to;
    life->urgency = 0;
}

static void due(struct life *life, double days)
{
    life->due_at = (int64_t)((FIRST + days) * DAY_MS);
}

static void received(struct life *life)
{
    move(life, ACTION_SUBMIT, STATE_RECEIVED, 0);
}

static void dispatched(struct life *life, int32_t organisation_id, double days, double due_days)
{
    life->organisation_id = organisation_id;
    life->task++;
    due(life, due_days);
    move(life, ACTION_DISPATCH, STATE_DISPATCHED, days);
}

static void handled(struct life *life, double days)
{
    move(life, ACTION_SIGN, STATE_IN_PROGRESS, days);
    life->done_at = (int64_t)((FIRST + days) * DAY_MS);
    move(life, ACTION_HANDLE, STATE_HANDLED, days);
}

static void overdue(struct life *life, double days)
{
    struct figure_event event = event_at(life, EVENT_CLOCK_OVERDUE, 0, days);
    event.from = 0;
    event.handling = true;
    fold_take(&life->fold, &event);
}

/* How often a measure counts, on a day (-1: any) at an organisation (-1: any), at a position of the log (0: now). */
static int counts(const struct life *life, enum measure measure, int day, int32_t organisation_id, int64_t pos)
{
    int count = 0;
    for (size_t i = 0; i < life->fold.count; i++) {
        const struct figure_entry *entry = &life->fold.entries[i];
        bool there = pos ? entry->since <= pos && (!entry->until || entry->until > pos) : !entry->until;
        if (there && entry->measures >> measure & 1 && (day < 0 || entry->day == FIRST + day) &&
            (organisation_id < 0 || entry->organisation_id == organisation_id))
            count++;
    }
    return count;
}

#define ONE(measure, day, organisation) assert_int_equal(counts(&life, MEASURE_##measure, day, organisation, 0), 1)
#define NONE(measure)                   assert_int_equal(counts(&life, MEASURE_##measure, -1, -1, 0), 0)

static void test_a_plain_life(void **state)
{
    (void)state;
    struct life life = life_new();
    received(&life);
    ONE(RECEIVED, 0, 0);
    ONE(CAME, 0, 0);
    dispatched(&life, URBAN, 1, 4);
    ONE(ACCEPTED, 1, URBAN);
    ONE(DISPATCHED, 1, URBAN);
    ONE(WENT, 1, 0);
    ONE(CAME, 1, URBAN);
    ONE(DUE, 4, URBAN);
    handled(&life, 2);
    ONE(SIGNED, 2, URBAN);
    ONE(HANDLED, 2, URBAN);
    move(&life, ACTION_VERIFY, STATE_VERIFIED, 2.5);
    move(&life, ACTION_CLOSE, STATE_CLOSED, 3);
    ONE(CLOSED_ON_TIME, 3, URBAN);
    ONE(DUE_CLOSED, 4, URBAN);
    ONE(DUE_ON_TIME, 4, URBAN);
    ONE(WENT, 3, URBAN);
    NONE(CLOSED_LATE);
    for (size_t i = 0; i < life.fold.count; i++)
        if (life.fold.entries[i].measures & MEASURE_BIT(CLOSED)) {
            assert_int_equal(life.fold.entries[i].handling_s, 86400);
            assert_int_equal(life.fold.entries[i].solving_s, 3 * 86400);
        }
    fold_clear(&life.fold);
}

static void test_late_and_exempt(void **state)
{
    (void)state;
    struct life life = life_new();
    received(&life);
    dispatched(&life, URBAN, 0, 1);
    overdue(&life, 1.1);
    ONE(OVERDUE, 1, URBAN);
    ONE(OVERDUE_CAME, 1, URBAN);
    handled(&life, 3);
    ONE(OVERDUE_WENT, 3, URBAN);
    move(&life, ACTION_VERIFY, STATE_VERIFIED, 3);
    move(&life, ACTION_CLOSE, STATE_CLOSED, 4);
    ONE(CLOSED_LATE, 4, URBAN);
    ONE(DUE_CLOSED, 1, URBAN);
    NONE(DUE_ON_TIME);
    move(&life, ACTION_APPEAL, STATE_CLOSED, 5);
    move(&life, ACTION_GRANT_APPEAL, STATE_CLOSED, 9);
    ONE(EXEMPTED, 4, URBAN);
    ONE(DUE_EXEMPTED, 1, URBAN);
    ONE(CLOSED_LATE, 4, URBAN); /* the fact stays */
    fold_clear(&life.fold);
}

static void test_reopened(void **state)
{
    (void)state;
    struct life life = life_new();
    received(&life);
    dispatched(&life, URBAN, 0, 2);
    handled(&life, 1);
    move(&life, ACTION_VERIFY, STATE_VERIFIED, 1);
    move(&life, ACTION_CLOSE, STATE_CLOSED, 1);
    int64_t closed_at = life.pos;
    due(&life, 9);
    life.task++;
    life.done_at = NO_INSTANT;
    move(&life, ACTION_REOPEN, STATE_DISPATCHED, 5);
    NONE(CLOSED);
    NONE(DUE_CLOSED);
    ONE(DUE, 9, URBAN);
    ONE(REOPENED, 5, URBAN);
    ONE(CAME, 5, URBAN);
    assert_int_equal(counts(&life, MEASURE_CLOSED, 1, URBAN, closed_at), 1); /* as it was then */
    assert_int_equal(counts(&life, MEASURE_DUE, 2, URBAN, closed_at), 1);
    handled(&life, 6);
    move(&life, ACTION_VERIFY, STATE_VERIFIED, 6);
    move(&life, ACTION_CLOSE, STATE_CLOSED, 7);
    ONE(CLOSED, 7, URBAN);
    ONE(DUE_ON_TIME, 9, URBAN);
    fold_clear(&life.fold);
}

static void test_returned_in_time_and_late(void **state)
{
    (void)state;
    struct life life = life_new();
    received(&life);
    dispatched(&life, URBAN, 0, 2);
    move(&life, ACTION_RETURN, STATE_RETURNED, 1);
    NONE(DUE);
    ONE(RETURNED, 1, URBAN);
    ONE(DISPATCHED, 0, URBAN);
    dispatched(&life, WATER, 1, 2); /* due at the same instant as before */
    ONE(DUE, 2, WATER);
    move(&life, ACTION_RETURN, STATE_RETURNED, 3); /* late: that stays theirs */
    ONE(DUE, 2, WATER);
    dispatched(&life, URBAN, 3, 6);
    ONE(DUE, 2, WATER);
    ONE(DUE, 6, URBAN);
    fold_clear(&life.fold);
}

static void test_transferred(void **state)
{
    (void)state;
    struct life life = life_new();
    received(&life);
    dispatched(&life, URBAN, 0, 2);
    life.organisation_id = WATER;
    life.task++;
    move(&life, ACTION_TRANSFER, STATE_DISPATCHED, 1);
    ONE(TRANSFERRED, 1, URBAN);
    ONE(DISPATCHED, 1, WATER);
    ONE(DUE, 2, WATER);
    ONE(CAME, 1, WATER);
    assert_int_equal(counts(&life, MEASURE_DISPATCHED, -1, -1, 0), 1);
    ONE(ACCEPTED, 0, URBAN);
    fold_clear(&life.fold);
}

static void test_extended_and_suspended(void **state)
{
    (void)state;
    struct life life = life_new();
    received(&life);
    dispatched(&life, URBAN, 0, 2);
    move(&life, ACTION_SIGN, STATE_IN_PROGRESS, 0);
    due(&life, 4);
    move(&life, ACTION_GRANT_EXTENSION, STATE_IN_PROGRESS, 1);
    ONE(DUE, 4, URBAN);
    ONE(EXTENDED, 1, URBAN);
    life.due_at = NO_INSTANT;
    move(&life, ACTION_SUSPEND, STATE_SUSPENDED, 2);
    NONE(DUE);
    due(&life, 30);
    move(&life, ACTION_RESUME, STATE_IN_PROGRESS, 28);
    ONE(DUE, 30, URBAN);
    fold_clear(&life.fold);
}

static void test_merged_late(void **state)
{
    (void)state;
    struct life life = life_new();
    received(&life);
    dispatched(&life, URBAN, 0, 2);
    move(&life, ACTION_MERGE, STATE_MERGED, 3);
    ONE(RECEIVED, 0, 0);
    ONE(MERGED, 3, URBAN);
    ONE(WENT, 3, URBAN);
    NONE(ACCEPTED);
    NONE(DISPATCHED);
    NONE(DUE);
    fold_clear(&life.fold);
}

/* A move that tells of the help of an organisation, which was due on a day (0: without a limit). */
static void helped(struct life *life, int kind, int32_t organisation_id, double days, double due_days)
{
    struct figure_event event = event_at(life, kind, life->state, days);
    event.helper_count = 1;
    event.helpers[0] = organisation_id;
    event.help_due = due_days > 0 ? (int64_t)((FIRST + due_days) * DAY_MS) : NO_INSTANT;
    fold_take(&life->fold, &event);
}

/* Handed out with HOUSING and GAS to help, HEAT is called in later. */
enum { HOUSING = 3, GAS = 4, HEAT = 5 };
static struct life life_with_help(void)
{
    struct life life = life_new();
    received(&life);
    life.organisation_id = URBAN;
    life.task++;
    due(&life, 4);
    struct figure_event event = event_at(&life, ACTION_DISPATCH, STATE_DISPATCHED, 0);
    event.helper_count = 2;
    event.helpers[0] = HOUSING;
    event.helpers[1] = GAS;
    fold_take(&life.fold, &event);
    life.state = STATE_DISPATCHED;
    helped(&life, ACTION_CALL_IN, HEAT, 1, 0);
    return life;
}

static void test_help_in_time_late_and_released(void **state)
{
    (void)state;
    struct life life = life_with_help();
    ONE(HELP_CALLED, 0, HOUSING);
    ONE(HELP_CALLED, 0, GAS);
    ONE(HELP_CALLED, 1, HEAT);
    ONE(CALLED_IN, 1, URBAN);
    ONE(DISPATCHED, 0, URBAN);
    helped(&life, ACTION_REPORT_IN, HOUSING, 1, 1); /* at the last moment */
    helped(&life, ACTION_REPORT_IN, HEAT, 3, 2);
    ONE(REPORTED_IN, 1, HOUSING);
    ONE(REPORTED_IN_LATE, 3, HEAT);
    assert_int_equal(counts(&life, MEASURE_REPORTED_IN, -1, -1, 0), 2);
    assert_int_equal(counts(&life, MEASURE_REPORTED_IN_LATE, -1, -1, 0), 1);
    helped(&life, ACTION_CONTRIBUTE, HOUSING, 3, 4);
    helped(&life, ACTION_CONTRIBUTE, HEAT, 5, 4);
    helped(&life, ACTION_RELEASE, GAS, 5, 0);
    ONE(HELPED_ON_TIME, 3, HOUSING);
    ONE(HELPED_LATE, 5, HEAT);
    ONE(HELP_RELEASED, 5, GAS);
    assert_int_equal(counts(&life, MEASURE_HELPED, -1, -1, 0), 2);
    helped(&life, ACTION_CALL_IN, HEAT, 6, 0);
    helped(&life, ACTION_CONTRIBUTE, HEAT, 7, 0); /* without a limit: neither */
    assert_int_equal(counts(&life, MEASURE_HELPED, -1, HEAT, 0), 2);
    assert_int_equal(counts(&life, MEASURE_HELPED_ON_TIME, -1, -1, 0), 1);
    assert_int_equal(counts(&life, MEASURE_HELPED_LATE, -1, -1, 0), 1);
    handled(&life, 8);
    ONE(HANDLED, 8, URBAN);
    assert_int_equal(counts(&life, MEASURE_HELP_RELEASED, -1, -1, 0), 1);
    move(&life, ACTION_MERGE, STATE_MERGED, 9);
    NONE(HELP_CALLED);
    assert_int_equal(counts(&life, MEASURE_HELPED, -1, -1, 0), 3); /* what was done was done */
    assert_int_equal(counts(&life, MEASURE_HELP_CALLED, -1, -1, life.pos - 1), 4);
    fold_clear(&life.fold);
}

static void test_help_ends_with_the_lead(void **state)
{
    (void)state;
    struct life life = life_with_help();
    helped(&life, ACTION_CONTRIBUTE, GAS, 1, 4);
    life.organisation_id = HEAT;
    life.task++;
    move(&life, ACTION_TRANSFER, STATE_DISPATCHED, 2); /* who leads does not help itself */
    ONE(HELP_RELEASED, 2, HEAT);
    move(&life, ACTION_RETURN, STATE_RETURNED, 3);
    ONE(HELP_RELEASED, 3, HOUSING);
    assert_int_equal(counts(&life, MEASURE_HELP_RELEASED, -1, -1, 0), 2);
    assert_int_equal(counts(&life, MEASURE_HELP_CALLED, -1, -1, 0), 3);
    fold_clear(&life.fold);
    life = life_with_help();
    move(&life, ACTION_VOID, STATE_VOIDED, 2);
    NONE(HELP_CALLED);
    NONE(HELP_RELEASED);
    fold_clear(&life.fold);
    life = life_with_help();
    move(&life, ACTION_WITHDRAW, STATE_WITHDRAWN, 2);
    assert_int_equal(counts(&life, MEASURE_HELP_RELEASED, 2, -1, 0), 3);
    fold_clear(&life.fold);
}

static void test_sorted_anew(void **state)
{
    (void)state;
    struct life life = life_new();
    received(&life);
    dispatched(&life, URBAN, 0, 2);
    life.category_id = 6;
    life.urgency = 1;
    move(&life, ACTION_RECLASSIFY, STATE_DISPATCHED, 1);
    for (size_t i = 0; i < life.fold.count; i++) {
        const struct figure_entry *entry = &life.fold.entries[i];
        assert_int_equal(entry->category_id, entry->until ? 5 : 6);
        assert_int_equal(entry->urgency, entry->until ? 3 : 1);
    }
    ONE(RECEIVED, 0, 0);
    ONE(DUE, 2, URBAN);
    handled(&life, 1);
    move(&life, ACTION_VERIFY, STATE_VERIFIED, 1);
    move(&life, ACTION_CLOSE, STATE_CLOSED, 1);
    ONE(DUE_ON_TIME, 2, URBAN);
    fold_clear(&life.fold);
}

/* Of area × urgency, on 2024-10-04 or in the ten days, the month with it. */
static bool has_cell(const struct cells *cells, enum grain grain, int level, int32_t area)
{
    int32_t day = grain_first(grain, date_of(2024, 10, 4));
    for (size_t i = 0; i < cells->count; i++) {
        const struct cell *cell = &cells->cells[i];
        if (cell->cuboid == 25 && cell->grain == (int)grain && cell->level == level && cell->day == day &&
            cell->a == area && cell->b == 3)
            return true;
    }
    return false;
}

/* Whatever is counted in stretches comes to what is counted at once: here cell by cell, position by position. */
static void test_cells_of_stretches(void **state)
{
    (void)state;
    struct area_node nodes[] = {{0}, {0, 1}, {1, 2}, {2, 3}};
    struct area_tree areas = {nodes, 4};
    struct cells steps = {0}, whole = {0};
    struct life life = life_new();
    received(&life);
    dispatched(&life, URBAN, 0, 2);
    life.area_id = 2;
    move(&life, ACTION_RECLASSIFY, STATE_DISPATCHED, 1);
    handled(&life, 1);
    for (size_t i = 0; i < life.fold.count; i++) {
        const struct figure_entry *entry = &life.fold.entries[i];
        cells_add(&steps, &areas, entry, 1);
        if (entry->until)
            cells_add(&steps, &areas, entry, -1);
        else
            cells_add(&whole, &areas, entry, 1);
    }
    cells_sort(&steps);
    cells_sort(&whole);
    size_t next = 0;
    for (size_t i = 0; i < steps.count; i++) {
        if (cell_is_zero(&steps.cells[i]))
            continue;
        assert_true(next < whole.count);
        assert_memory_equal(&steps.cells[i], &whole.cells[next++], sizeof *steps.cells);
    }
    assert_int_equal(next, whole.count);
    for (int grain = GRAIN_DAY; grain < GRAIN_END; grain++) {
        assert_true(has_cell(&whole, (enum grain)grain, 1, 1));
        assert_false(has_cell(&whole, (enum grain)grain, 3, 3));
    }
    cells_clear(&steps);
    cells_clear(&whole);
    fold_clear(&life.fold);
}

static void test_buckets(void **state)
{
    (void)state;
    assert_int_equal(bucket_of(0), 0);
    assert_int_equal(bucket_of(59), 0);
    for (int i = 0; i < BUCKET_COUNT - 1; i++) {
        assert_int_equal(bucket_of(bucket_bounds[i] - 1), i);
        assert_int_equal(bucket_of(bucket_bounds[i]), i + 1);
    }
    assert_int_equal(bucket_of(INT32_MAX), BUCKET_COUNT - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_plain_life),
        cmocka_unit_test(test_late_and_exempt),
        cmocka_unit_test(test_reopened),
        cmocka_unit_test(test_returned_in_time_and_late),
        cmocka_unit_test(test_transferred),
        cmocka_unit_test(test_extended_and_suspended),
        cmocka_unit_test(test_help_in_time_late_and_released),
        cmocka_unit_test(test_help_ends_with_the_lead),
        cmocka_unit_test(test_merged_late),
        cmocka_unit_test(test_sorted_anew),
        cmocka_unit_test(test_cells_of_stretches),
        cmocka_unit_test(test_buckets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
