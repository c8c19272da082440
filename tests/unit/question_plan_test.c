/* Which sums a question reads, in which cells and grains. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/question/reading.h"
#include "common/time/date.h"
#include "tests/unit/city_texts.h"

/* Areas are 1 the city, 2 street a1, 3 estate a1x in it, 4 street a2. */
static struct pack *pack;
static struct ask ask;

static int setup(void **state)
{
    struct pack_text texts[CITY_TEXTS];
    struct pack_faults faults = {0};
    (void)state;
    city_texts_replace(texts, NULL, NULL, 0);
    if (!pack_read_texts(texts, CITY_TEXTS, &pack, &faults))
        return -1;
    for (int i = 0; i < pack->area_count; i++)
        pack->areas[i].id = i + 1;
    pack_bind_finish(pack);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ask_clear(&ask);
    pack_destroy(&pack);
    return 0;
}

static void figures_take(struct question *question, const char *const *names)
{
    struct fault fault;
    assert_true(figures_read(NULL, names, "measures", &question->figures, &fault));
}

static struct question question_by(enum dimension first, enum dimension second, enum time_unit unit)
{
    struct question question = {.pack = pack,
                                .span = {date_of(2026, 1, 10), date_of(2026, 4, 20)},
                                .keys = {first, second},
                                .unit = unit,
                                .level = AREA_STREET,
                                .sort = -1};
    figures_take(&question, (const char *const[]){"received", "open", NULL});
    return question;
}

static void limit_to(struct question *question, enum dimension dimension, int32_t id)
{
    struct selection *selection = &question->selected[dimension];
    selection->given = true;
    selection->ids = realloc(selection->ids, (selection->count + 1) * sizeof *selection->ids);
    selection->ids[selection->count++] = id;
}

/* The statement of one group of the question's sums; valid until the next. */
static const char *statement(const struct question *question, enum addend_group group, bool total)
{
    struct reading reading = {.question = question, .group = group, .span = question->span, .total = total};
    reading.source = reading_source(question, group, false, 0);
    reading_make(&reading, &ask);
    return ask.text;
}

static void reads(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in: %s", part, text);
}

static void reads_not(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("'%s' is in: %s", part, text);
}

/* -- cells ------------------------------------------------------------------------------------------------------- */

static void plan_is(const struct question *question, enum addend_group group, int cuboid)
{
    struct plan plan;
    struct reading reading = {.question = question, .group = group, .span = question->span};
    plan_make(&reading, &plan);
    assert_int_equal(plan.cuboid, cuboid);
    assert_int_equal(10 * (int)plan.a + (int)plan.b, cuboid);
    plan_clear(&plan);
}

static void each_pair_has_its_cells(void **state)
{
    char cuboid[32];
    (void)state;
    for (int first = 1; first < DIMENSION_STATE; first++)
        for (int second = 1; second < DIMENSION_STATE; second++) {
            if (first == second)
                continue;
            struct question question = question_by((enum dimension)first, (enum dimension)second, UNIT_NONE);
            int low = first < second ? first : second, high = first + second - low;
            plan_is(&question, GROUP_FLOW, 10 * low + high);
            snprintf(cuboid, sizeof cuboid, "cuboid = %d and ", 10 * low + high);
            reads(statement(&question, GROUP_FLOW, false), cuboid);
        }
}

/* Of a dimension that is limited only what was asked for is added. */
static void limited_to(const struct question *question, enum dimension dimension, int32_t id, int32_t other)
{
    struct plan plan;
    struct reading reading = {.question = question, .span = question->span};
    plan_make(&reading, &plan);
    assert_true(plan_has(&plan, question, dimension, id));
    assert_false(plan_has(&plan, question, dimension, other));
    plan_clear(&plan);
}

static void one_is_read_from_the_fewest_cells(void **state)
{
    static const char *const cuboids[] = {"cuboid = 45 ", "cuboid = 15 ", "cuboid = 25 ",
                                          "cuboid = 35 ", "cuboid = 45 ", "cuboid = 45 "};
    (void)state;
    for (int key = 0; key < DIMENSION_STATE; key++) {
        struct question question = question_by((enum dimension)key, (enum dimension)0, UNIT_NONE);
        reads(statement(&question, GROUP_FLOW, false), cuboids[key]);
    }
    struct question urgency = question_by(DIMENSION_URGENCY, (enum dimension)0, UNIT_NONE);
    reads(statement(&urgency, GROUP_FLOW, false), "select day - date '1970-01-01', a, cells from rollup where ");
    struct question organisation = question_by(DIMENSION_ORGANISATION, (enum dimension)0, UNIT_NONE);
    limit_to(&organisation, DIMENSION_CATEGORY, 7);
    reads(statement(&organisation, GROUP_FLOW, false), "cuboid = 13 and level = 0 ");
    reads_not(ask.text, "any(");
    limited_to(&organisation, DIMENSION_CATEGORY, 7, 8);
    question_clear(&organisation);
    struct question category = question_by(DIMENSION_CATEGORY, (enum dimension)0, UNIT_NONE);
    limit_to(&category, DIMENSION_ORGANISATION, 7);
    reads(statement(&category, GROUP_FLOW, false), "cuboid = 13 and level = 0 ");
    reads(ask.text, "and a = any($2)");
    limited_to(&category, DIMENSION_ORGANISATION, 7, 8);
    question_clear(&category);
}

static void states_have_cells_of_their_own(void **state)
{
    struct question question = question_by(DIMENSION_STATE, DIMENSION_ORGANISATION, UNIT_NONE);
    (void)state;
    figures_take(&question, (const char *const[]){"stay_mean", NULL});
    assert_false(figures_need(&question.figures, GROUP_FLOW));
    plan_is(&question, GROUP_STAY, 16);
    reads(statement(&question, GROUP_STAY, false), "cuboid = 16 and level = 0 ");
    question.keys[0] = DIMENSION_CHANNEL;
    assert_int_equal(reading_source(&question, GROUP_STAY, false, 0), SOURCE_ENTRIES);
}

static void three_are_counted_from_entries(void **state)
{
    struct question question = question_by(DIMENSION_ORGANISATION, DIMENSION_AREA, UNIT_NONE);
    (void)state;
    assert_int_equal(reading_source(&question, GROUP_FLOW, false, 0), SOURCE_ROLLUP);
    assert_int_equal(reading_source(&question, GROUP_FLOW, false, 100), SOURCE_ENTRIES);
    assert_int_equal(reading_source(&question, GROUP_FLOW, true, 100), SOURCE_FROZEN);
    assert_int_equal(reading_source(&question, GROUP_STOCK, true, 100), SOURCE_ENTRIES);
    limit_to(&question, DIMENSION_ORGANISATION, 7);
    assert_int_equal(reading_source(&question, GROUP_FLOW, false, 0), SOURCE_ROLLUP);
    limit_to(&question, DIMENSION_URGENCY, 1);
    assert_int_equal(reading_source(&question, GROUP_FLOW, false, 0), SOURCE_ENTRIES);
    reads(statement(&question, GROUP_FLOW, false), " from counted where city_id = $1 and day >= ");
    reads_not(statement(&question, GROUP_STOCK, false), "day >= ");
    question_clear(&question);
}

/* -- areas ------------------------------------------------------------------------------------------------------- */

static void areas_are_read_at_their_level(void **state)
{
    struct question question = question_by(DIMENSION_AREA, (enum dimension)0, UNIT_NONE);
    (void)state;
    reads(statement(&question, GROUP_FLOW, false), "cuboid = 25 and level = 2 ");
    reads(statement(&question, GROUP_FLOW, true), "cuboid = 45 and level = 0 ");
    limit_to(&question, DIMENSION_AREA, 2);
    reads(statement(&question, GROUP_FLOW, false), "cuboid = 25 and level = 2 ");
    reads(ask.text, "and a = any(");
    reads_not(ask.text, "level = 4");
    limited_to(&question, DIMENSION_AREA, 2, 4);
    limit_to(&question, DIMENSION_AREA, 3); /* an estate, by street: what lies in it only */
    reads(statement(&question, GROUP_FLOW, false), "cuboid = 25 and level = 4 ");
    limited_to(&question, DIMENSION_AREA, 3, 4);
    question_clear(&question);
    question = question_by(DIMENSION_AREA, (enum dimension)0, UNIT_NONE);
    question.level = AREA_LANE; /* none lies in what is asked for: a statement nevertheless, of no cells */
    limit_to(&question, DIMENSION_AREA, 2);
    reads(statement(&question, GROUP_FLOW, false), "cuboid = 25 and level = 7 ");
    reads(ask.text, "and a = any($");
    question_clear(&question);
}

/* -- grains ------------------------------------------------------------------------------------------------------ */

static int times_of(const char *text, const char *part)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        count++;
    return count;
}

static void the_longest_sums_are_read(void **state)
{
    struct question question = question_by(DIMENSION_CHANNEL, (enum dimension)0, UNIT_NONE);
    (void)state;
    /* From 10 January: that day, ten days from the 11th and the 21st, February and March, ten days from 1 and 11 April.
     */
    reads(statement(&question, GROUP_FLOW, false), "and grain = 1 and day between '2026-01-10' and '2026-01-10'");
    reads(ask.text, "and grain = 3 and day between '2026-01-11' and '2026-01-21'");
    reads(ask.text, "and grain = 2 and day between '2026-02-01' and '2026-03-01'");
    reads(ask.text, "and grain = 3 and day between '2026-04-01' and '2026-04-11'");
    assert_int_equal(times_of(ask.text, "grain = "), 4);
    question.span = (struct span){date_of(2026, 1, 1), date_of(2026, 4, 30)};
    for (int unit = UNIT_NONE; unit <= UNIT_YEAR; unit++) {
        bool short_ones = unit == UNIT_DAY || unit == UNIT_WEEK;
        question.unit = (enum time_unit)unit;
        assert_int_equal(times_of(statement(&question, GROUP_FLOW, false), "grain = 1"), short_ones);
        assert_int_equal(times_of(ask.text, "grain = 2"), !short_ones);
        reads(statement(&question, GROUP_STOCK, false), "grain = 2"); /* all that was before */
    }
}

static void few_rows_are_looked_up(void **state)
{
    struct question question = question_by(DIMENSION_CATEGORY, (enum dimension)0, UNIT_NONE);
    struct pack many = *pack;
    (void)state;
    many.organisation_count = 8;
    question.pack = &many;
    limit_to(&question, DIMENSION_ORGANISATION, 7);
    reads(statement(&question, GROUP_FLOW, false), "day in ('2026-02-01', '2026-03-01') and a = any($2)");
    limit_to(&question, DIMENSION_ORGANISATION, 8); /* two of eight are not few */
    reads(statement(&question, GROUP_FLOW, false), "day between '2026-02-01' and '2026-03-01' and a = any($2)");
    question_clear(&question);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_pair_has_its_cells),        cmocka_unit_test(one_is_read_from_the_fewest_cells),
        cmocka_unit_test(states_have_cells_of_their_own), cmocka_unit_test(three_are_counted_from_entries),
        cmocka_unit_test(areas_are_read_at_their_level),  cmocka_unit_test(the_longest_sums_are_read),
        cmocka_unit_test(few_rows_are_looked_up),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
