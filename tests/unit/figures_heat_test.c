/* The squares of heat maps: each place is in the square that its key names, squares meet without gaps, and no text that
 * is no key is taken for one. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/figures/heat.h"

enum { PLACES = 100000 };

static int64_t cell_of_key(const char *key)
{
    int64_t cell = HEAT_NOWHERE;
    assert_true(heat_key_read(key, &cell));
    return cell;
}

/* As heat_cell in the migration heat.sql has it. */
static int64_t cell_of(double latitude, double longitude)
{
    double columns = fmax(1, nearbyint(400 * cos((floor(latitude) + 0.5) * M_PI / 180)));
    return (((int64_t)floor(latitude * 400) + 36000) << 18) + 72000 + (int64_t)floor(longitude * columns);
}

static void places_are_in_their_squares(void **state)
{
    (void)state;
    char key[HEAT_KEY_BYTES];
    srand48(7);
    for (int i = 0; i < PLACES; i++) {
        double latitude = drand48() * 180 - 90, longitude = drand48() * 360 - 180;
        int64_t cell = cell_of(latitude, longitude);
        struct heat_square square = heat_square_of(cell);
        assert_true(square.south <= latitude && latitude < square.north);
        assert_true(square.west <= longitude + 1e-12 && longitude < square.east + 1e-12);
        heat_key_print(cell, key);
        assert_int_equal(cell_of_key(key), cell);
    }
}

static void squares_meet(void **state)
{
    (void)state;
    struct heat_square one = heat_square_of(cell_of_key("13072/40106")),
                       east = heat_square_of(cell_of_key("13072/40107")),
                       north = heat_square_of(cell_of_key("13073/40106"));
    assert_true(one.east == east.west && one.north == north.south && one.west == north.west);
    assert_true(one.south == 32.68);
    double high = (one.north - one.south) * 111195, wide = (one.east - one.west) * 111195 * cos(32.68 * M_PI / 180);
    assert_true(fabs(high - 278) < 1 && fabs(wide - 278) < 2);
}

static void ends_of_the_earth(void **state)
{
    (void)state;
    assert_true(heat_square_of(cell_of(90, 0)).south == 90);
    assert_true(heat_square_of(cell_of(-90, -180)).west == -180);
    assert_true(heat_square_of(cell_of(0, 180)).west == 180);
    assert_true(cell_of(-90, -180) > HEAT_NOWHERE);
}

static void no_keys(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",     "/",       "1",       "1/",  "/1",           "1/2/3", "01/2",
        "1/+2", "36001/0", "1/72001", "a/b", "13072/40106 ", " 1/2",  "99999999999/99999999999"};
    int64_t cell;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(heat_key_read(texts[i], &cell));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(places_are_in_their_squares), cmocka_unit_test(squares_meet),
                                       cmocka_unit_test(ends_of_the_earth), cmocka_unit_test(no_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
