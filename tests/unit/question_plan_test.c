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

static void each_pair_has_its_cells(void **state)
{
    char cuboid[32], columns[32];
    (void)state;
    for (int first = 1; first < DIMENSION_STATE; first++)
        for (int second = 1; second < DIMENSION_STATE; second++) {
            if (first == second)
                continue;
            struct question question = question_by((enum dimension)first, (enum dimension)second, UNIT_NONE);
            int low = first < second ? first : second, high = first + second - low;
            const char *text = statement(&question, GROUP_FLOW, false);
            snprintf(cuboid, sizeof cuboid, "cuboid = %d and ", 10 * low + high);
            snprintf(columns, sizeof columns, "select %s as k0, %s as k1, ", first < second ? "a" : "b",
                     first < second ? "b" : "a");
            reads(text, cuboid);
            reads(text, columns);
        }
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
    reads(statement(&urgency, GROUP_FLOW, false), "select b as k0, 0 as k1, ");
    struct question organisation = question_by(DIMENSION_ORGANISATION, (enum dimension)0, UNIT_NONE);
    limit_to(&organisation, DIMENSION_CATEGORY, 7);
    reads(statement(&organisation, GROUP_FLOW, false), "cuboid = 13 and level = 0 and b = any($2)");
    question_clear(&organisation);
}

static void states_have_cells_of_their_own(void **state)
{
    struct question question = question_by(DIMENSION_STATE, DIMENSION_ORGANISATION, UNIT_NONE);
    (void)state;
    figures_take(&question, (const char *const[]){"stay_mean", NULL});
    assert_false(figures_need(&question.figures, GROUP_FLOW));
    reads(statement(&question, GROUP_STAY, false), "select b as k0, a as k1, ");
    reads(ask.text, "cuboid = 16 and level = 0 ");
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
    reads(statement(&question, GROUP_FLOW, false), "cuboid = 25 and level = 2 and a = any(");
    limit_to(&question, DIMENSION_AREA, 3); /* an estate, by street: what lies in it only */
    reads(statement(&question, GROUP_FLOW, false), "cuboid = 25 and level = 4 and a = any(");
    question_clear(&question);
    question = question_by(DIMENSION_AREA, (enum dimension)0, UNIT_NONE);
    question.level = AREA_LANE; /* none lies in what is asked for: a statement nevertheless, of no cells */
    limit_to(&question, DIMENSION_AREA, 2);
    reads(statement(&question, GROUP_FLOW, false), "cuboid = 25 and level = 7 and a = any($");
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

static void whole_months_are_read_as_months(void **state)
{
    struct question question = question_by(DIMENSION_CHANNEL, (enum dimension)0, UNIT_NONE);
    (void)state;
    assert_int_equal(times_of(statement(&question, GROUP_FLOW, false), "grain = 1"), 2);
    assert_int_equal(times_of(ask.text, "grain = 2"), 1);
    question.span = (struct span){date_of(2026, 1, 1), date_of(2026, 4, 30)};
    for (int unit = UNIT_NONE; unit <= UNIT_YEAR; unit++) {
        bool short_ones = unit == UNIT_DAY || unit == UNIT_WEEK;
        question.unit = (enum time_unit)unit;
        assert_int_equal(times_of(statement(&question, GROUP_FLOW, false), "grain = 1"), short_ones);
        assert_int_equal(times_of(ask.text, "grain = 2"), !short_ones);
        reads(statement(&question, GROUP_STOCK, false), "grain = 2"); /* all that was before */
    }
}

static void only_what_was_asked_for_is_summed(void **state)
{
    struct question question = question_by(DIMENSION_CHANNEL, (enum dimension)0, UNIT_NONE);
    (void)state;
    reads(statement(&question, GROUP_FLOW, false), "select k0, k1, t, sum(received)::bigint from (");
    reads(statement(&question, GROUP_STOCK, false), "select k0, k1, t, sum(came)::bigint, sum(went)::bigint from (");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_pair_has_its_cells),           cmocka_unit_test(one_is_read_from_the_fewest_cells),
        cmocka_unit_test(states_have_cells_of_their_own),    cmocka_unit_test(three_are_counted_from_entries),
        cmocka_unit_test(areas_are_read_at_their_level),     cmocka_unit_test(whole_months_are_read_as_months),
        cmocka_unit_test(only_what_was_asked_for_is_summed),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
