/* Small numbers: whatever is published, each small one could be two numbers at least. Held against a search through
 * every table that looks the same from outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/figures/publish.h"

enum { CELLS = 4, COUNTS = 2, MOST = 12, TABLES = 3000 };

struct table {
    int counts[CELLS][COUNTS];
};

/* All that is told of a table. */
struct told {
    int cells[CELLS][COUNTS]; /* -1 small, -2 held back */
    int64_t totals[COUNTS];
    bool exact[COUNTS];
};

static struct told tell(const struct table *table)
{
    struct told told;
    memset(&told, 0, sizeof told);
    struct publish_sum sums[COUNTS] = {{0}};
    for (int cell = 0; cell < CELLS; cell++) {
        bool shown = true;
        for (int i = 0; i < COUNTS; i++)
            shown = shown && !publish_small(table->counts[cell][i]);
        for (int i = 0; i < COUNTS; i++) {
            int count = table->counts[cell][i];
            publish_add(&sums[i], count, shown);
            told.cells[cell][i] = shown ? count : publish_small(count) ? -1 : -2;
        }
    }
    for (int i = 0; i < COUNTS; i++) {
        told.exact[i] = publish_exact(&sums[i]);
        told.totals[i] = told.exact[i] ? sums[i].total : publish_least(&sums[i]);
    }
    return told;
}

static unsigned chance = 1;
static int below(int most)
{
    chance = chance * 1103515245u + 12345u;
    return (int)(chance >> 16) % most;
}

/* The values that a small one has among all tables of one count that are told in the same way. */
static unsigned values_of(const struct told *told, int count, int cell, int at, struct table *table)
{
    if (at == CELLS) {
        struct told again = tell(table);
        bool same = again.exact[count] == told->exact[count] && again.totals[count] == told->totals[count];
        for (int i = 0; i < CELLS; i++)
            same = same && again.cells[i][count] == told->cells[i][count];
        return same ? 1u << table->counts[cell][count] : 0;
    }
    unsigned values = 0;
    int kept = table->counts[at][count];
    int from = told->cells[at][count] == -1 ? 1 : 0, to = told->cells[at][count] == -1 ? 4 : MOST + 8;
    if (told->cells[at][count] >= 0)
        from = to = told->cells[at][count];
    for (int value = from; value <= to; value++) {
        table->counts[at][count] = value;
        if (told->cells[at][count] != -2 || !publish_small(value))
            values |= values_of(told, count, cell, at + 1, table);
    }
    table->counts[at][count] = kept;
    return values;
}

static void no_small_one_is_told(void **state)
{
    (void)state;
    int small = 0;
    for (int i = 0; i < TABLES; i++) {
        struct table table;
        for (int cell = 0; cell < CELLS; cell++)
            for (int count = 0; count < COUNTS; count++)
                table.counts[cell][count] = below(3) ? below(6) : below(MOST);
        struct told told = tell(&table);
        for (int cell = 0; cell < CELLS; cell++)
            if (told.cells[cell][0] == -1) {
                struct table other = table;
                unsigned values = values_of(&told, 0, cell, 0, &other);
                assert_true((values & (values - 1)) != 0);
                small++;
            }
    }
    assert_true(small > TABLES / 2);
}

static void totals_are_told_where_they_may(void **state)
{
    (void)state;
    struct publish_sum sum = {0};
    publish_add(&sum, 40, true);
    assert_true(publish_exact(&sum));
    publish_add(&sum, 3, false);
    assert_false(publish_exact(&sum)); /* 43 - 40 */
    assert_int_equal(publish_least(&sum), 41);
    publish_add(&sum, 2, false);
    assert_true(publish_exact(&sum)); /* 5 of two: 1 and 4, 2 and 3 … */
    struct publish_sum ones = {0};
    publish_add(&ones, 1, false);
    publish_add(&ones, 1, false);
    assert_false(publish_exact(&ones)); /* 2 of two can only be 1 and 1 */
    ones = (struct publish_sum){0};
    publish_add(&ones, 1, false);
    publish_add(&ones, 2, false);
    assert_false(publish_exact(&ones)); /* or else not telling 2 would tell it */
    publish_add(&ones, 7, false);
    assert_true(publish_exact(&ones)); /* 10 of two and one that is held back: 0 or 5 and more */
    assert_true(publish_small(4));
    assert_false(publish_small(5));
    assert_false(publish_small(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_small_one_is_told),
                                       cmocka_unit_test(totals_are_told_where_they_may)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
