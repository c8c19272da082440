/* What went wrong here: a step of a ladder that came in the very millisecond in which its clock was paused kept its
 * instant when the clock ran on, where its ledger says that it moves with the pause; a watcher that was late, or a
 * resume in the next millisecond, then raised it for a time in which the clock did not run. Limit 2h from 08:00; it
 * warns at 50 % (09:00), is due at 10:00, and escalates an hour later.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/dispatch/clocks.h"
#include "tests/unit/city_texts.h"

#define LADDER                                                                                                         \
    CITY_TEXT "ladders:\n  full:\n  - {at: 50%, to: [handler]}\n  - {at: due, to: [handler]}\n"                        \
              "  - {at: due+1h, to: [handler]}\nclocks: {handling: full}\n"

static const int64_t hour = 3600000, morning = INT64_C(1793577600000); /* 2026-11-02T08:00+08:00 */
static struct pack *pack;

/* The test knows one version of one city. */
struct pack *cities_pack(struct cities *cities, int32_t city_id, int32_t version)
{
    (void)cities;
    (void)city_id;
    assert_int_equal(version, pack->version);
    return pack;
}

static int pack_make(void **state)
{
    struct pack_text texts[CITY_TEXTS];
    struct pack_faults faults = {0};
    (void)state;
    city_texts_replace(texts, "city.yaml", LADDER, strlen(LADDER));
    if (!pack_read_texts(texts, CITY_TEXTS, &pack, &faults))
        return -1;
    pack->version = 1;
    return 0;
}

static int pack_drop(void **state)
{
    (void)state;
    pack_destroy(&pack);
    return 0;
}

/* A ticket whose one clock started in the morning. */
struct scene {
    struct move move;
    struct clock_row clocks[2];
    struct fault fault;
};

static void scene_start(struct scene *scene)
{
    *scene = (struct scene){.move = {.pack = pack, .people = pack, .now = morning}};
    scene->move.clocks = scene->clocks;
    scene->move.fault = &scene->fault;
    scene->move.wish = (struct wish){.at = morning, .due = NO_INSTANT, .alert_after = NO_INSTANT};
    assert_true(clock_open(&scene->move, CLOCK_HANDLING, 1, 0, (struct limit){LIMIT_CONTINUOUS, 2 * hour}));
}

/* As the next move of the ticket: its rows were written and read again. */
static struct clock_row *change(struct scene *scene, enum clock_change change, int64_t at)
{
    struct clock_row *clock = &scene->clocks[0];
    clock->entry_count = 0;
    scene->move.now = scene->move.wish.at = at;
    assert_true(clock_change(&scene->move, clock, change));
    assert_int_equal(clock->entry_count, 1);
    return clock;
}

/* deadline has raised the alert that was armed. */
static void fire(struct clock_row *clock)
{
    clock->next_step++;
    clock->next_at = clock->next_step > clock->step_count ? NO_INSTANT : clock->steps[clock->next_step - 1];
}

static void the_ladder_of_a_clock_that_never_pauses(void **state)
{
    struct scene scene;
    (void)state;
    scene_start(&scene);
    assert_int_equal(scene.clocks[0].step_count, 3);
    assert_int_equal(scene.clocks[0].steps[0], morning + hour);
    assert_int_equal(scene.clocks[0].steps[1], morning + 2 * hour);
    assert_int_equal(scene.clocks[0].steps[2], morning + 3 * hour);
    assert_int_equal(scene.clocks[0].next_at, morning + hour);
}

static void paused_in_the_millisecond_of_a_warning(void **state)
{
    struct scene scene;
    (void)state;
    scene_start(&scene);
    assert_int_equal(change(&scene, CLOCK_PAUSED, morning + hour)->next_at, NO_INSTANT); /* in time */
    const struct clock_row *clock = change(&scene, CLOCK_RESUMED, morning + 4 * hour);
    assert_int_equal(clock->steps[0], morning + 4 * hour);
    assert_int_equal(clock->next_at, morning + 4 * hour);
    assert_int_equal(clock->steps[1], morning + 5 * hour);
}

static void paused_in_the_millisecond_in_which_it_is_due(void **state)
{
    struct scene scene;
    (void)state;
    scene_start(&scene);
    fire(&scene.clocks[0]);
    assert_int_equal(change(&scene, CLOCK_PAUSED, morning + 2 * hour)->next_at, NO_INSTANT);
    const struct clock_row *clock = change(&scene, CLOCK_RESUMED, morning + 4 * hour);
    assert_int_equal(clock->steps[0], morning + hour); /* has fired */
    assert_int_equal(clock->state.due_at, clock->steps[1]);
    assert_int_equal(clock->next_at, clock->steps[1]);
}

static void paused_late_in_the_millisecond_of_an_escalation(void **state)
{
    struct scene scene;
    (void)state;
    scene_start(&scene);
    fire(&scene.clocks[0]);
    fire(&scene.clocks[0]);
    assert_int_equal(change(&scene, CLOCK_PAUSED, morning + 3 * hour)->next_at, NO_INSTANT);
    const struct clock_row *clock = change(&scene, CLOCK_RESUMED, morning + 7 * hour);
    assert_int_equal(clock->steps[1], morning + 2 * hour); /* late stays late */
    assert_int_equal(clock->steps[2], morning + 7 * hour);
    assert_int_equal(clock->next_at, morning + 7 * hour);
}

/* One millisecond earlier is a fact, whoever comes late to raise it. */
static void what_came_before_the_pause_stays(void **state)
{
    struct scene scene;
    (void)state;
    scene_start(&scene);
    assert_int_equal(change(&scene, CLOCK_PAUSED, morning + hour + 1)->next_at, morning + hour);
    const struct clock_row *clock = change(&scene, CLOCK_RESUMED, morning + 4 * hour);
    assert_int_equal(clock->steps[0], morning + hour);
    assert_int_equal(clock->next_at, morning + hour);
    assert_int_equal(clock->steps[1], morning + 5 * hour - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ladder_of_a_clock_that_never_pauses),
        cmocka_unit_test(paused_in_the_millisecond_of_a_warning),
        cmocka_unit_test(paused_in_the_millisecond_in_which_it_is_due),
        cmocka_unit_test(paused_late_in_the_millisecond_of_an_escalation),
        cmocka_unit_test(what_came_before_the_pause_stays),
    };
    return cmocka_run_group_tests(tests, pack_make, pack_drop);
}
