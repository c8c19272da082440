/* The nearest grid worker on duty: by the most specific area, then by distance. Runs beside a migrated database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/service/settings.h"
#include "common/time/date.h"
#include "services/dispatch/nearest.h"
#include "tests/unit/city_texts.h"

enum { WAIT_MS = 20000 };

#define QUERY(NAME, SQL) static const struct query NAME = {#NAME, SQL}

QUERY(city_make, "insert into city (code, name, timezone, pack_version) values ('near', 'n', 'Asia/Shanghai', 1) "
                 "returning city_id");
QUERY(person_make, "insert into person (city_id, person_id, code, name, roles) values ($1::integer, $2::integer, "
                   "$3::text, 'n', 4)");
QUERY(duty_make, "insert into duty (city_id, person_id, on_duty, at, latitude, longitude) "
                 "select $1::integer, person_id, $3::boolean, now() - $4::integer * interval '1 hour', "
                 "$5::text::double precision, $6::text::double precision "
                 "from person where city_id = $1::integer and code = $2::text");

/* w1 and w2 are of the estate, w3 of the street, w4 of the city, w5 of another street, w6 was of the estate, w7 stands
 * in for w1 in October; w8 is of the estate, too, but no grid worker. */
#define PEOPLE                                                                                                         \
    "people:\n- {code: w1, name: W, roles: [grid_worker], areas: [a1x], deputies: [{person: w7, from: 2026-10-01, "    \
    "until: 2026-10-31}]}\n- {code: w2, name: W, roles: [grid_worker], areas: [a1x]}\n"                                \
    "- {code: w3, name: W, roles: [grid_worker], areas: [a1]}\n- {code: w4, name: W, roles: [grid_worker]}\n"          \
    "- {code: w5, name: W, roles: [grid_worker], areas: [a2]}\n"                                                       \
    "- {code: w6, name: W, appointments: [{role: grid_worker, area: a1x, until: 2026-05-31}]}\n"                       \
    "- {code: w7, name: W, roles: [operator]}\n- {code: w8, name: W, roles: [building_head], areas: [a1x]}\n"

static struct store *store;
static struct pack *pack;
static struct nearest nearest;

static void run(const struct query *query, const struct parameter *parameters, size_t count)
{
    if (!store_run(store, query, parameters, count))
        fail_msg("%s: %s", query->name, store_error(store)->message);
}

static int setup(void **state)
{
    char error[512];
    struct settings *settings = settings_read(settings_home(NULL), error, sizeof error);
    struct pack_text texts[CITY_TEXTS];
    struct pack_faults faults = {0};
    (void)state;
    city_texts_replace(texts, "people.yaml", PEOPLE, strlen(PEOPLE));
    if (!settings || !pack_read_texts(texts, CITY_TEXTS, &pack, &faults))
        return -1;
    store = store_new(&(struct store_options){.conninfo = settings->database, .application = "nearest-test"});
    settings_destroy(&settings);
    run(&city_make, NULL, 0);
    pack->city_id = (int32_t)store_integer(store, 0, 0, 0);
    for (int i = 0; i < pack->person_count; i++) {
        pack->people[i].id = 100 + i;
        run(&person_make,
            (struct parameter[]){P_INTEGER(pack->city_id), P_INTEGER(100 + i), P_TEXT(pack->people[i].code, 2)}, 3);
    }
    pack_bind_finish(pack);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    nearest_clear(&nearest);
    pack_destroy(&pack);
    store_destroy(&store);
    return 0;
}

static void duty(const char *code, bool on, int hours, const char *latitude, const char *longitude)
{
    struct parameter place[] = {P_NULL, P_NULL};
    if (latitude) {
        place[0] = P_TEXT(latitude, strlen(latitude));
        place[1] = P_TEXT(longitude, strlen(longitude));
    }
    run(&duty_make,
        (struct parameter[]){P_INTEGER(pack->city_id), P_TEXT(code, strlen(code)), P_BOOLEAN(on), P_INTEGER(hours),
                             place[0], place[1]},
        6);
}

static struct nearest_place place_of(const char *area, int32_t date)
{
    return (struct nearest_place){.pack = pack, .area = pack_area_find(pack, area, strlen(area)), .date = date};
}

/* The codes of who is nearest to each, as "w1 - w3". */
static void expect(const struct nearest_place *places, size_t count, const char *expected)
{
    char found[128] = "";
    store_begin(store);
    int statement = nearest_ask(&nearest, store, places, count);
    store_commit(store);
    store_sync(store);
    assert_int_equal(store_wait(store, WAIT_MS), STORE_STEP);
    assert_string_equal(store_error(store)->message, "");
    for (size_t i = 0; i < count; i++) {
        int32_t id = nearest_person(store, statement, i);
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s", i ? " " : "",
                 id ? pack->people[pack_person_of_id(pack, id)].code : "-");
    }
    assert_string_equal(found, expected);
}

static void nearest_is_found(void **state)
{
    (void)state;
    const int32_t june = date_of(2026, 6, 1), october = date_of(2026, 10, 1);
    struct nearest_place estate = place_of("a1x", june), located = estate, other = place_of("a2", june);
    expect(&estate, 1, "-"); /* nobody has checked in */
    duty("w4", true, 9, NULL, NULL);
    duty("w5", true, 9, "32.0001", "119.0001");
    duty("w6", true, 9, "32.0", "119.0");
    duty("w8", true, 9, "32.0", "119.0");
    duty("w7", true, 9, "32.0", "119.0");
    expect((struct nearest_place[]){estate, other}, 2, "w4 w5"); /* of the whole city; of the street itself */
    duty("w3", true, 1, "32.5", "119.5");
    expect(&estate, 1, "w3"); /* the street before the city, however far */
    duty("w1", true, 2, "32.01", "119.0");
    duty("w2", true, 3, "32.0", "119.02");
    expect(&estate, 1, "w2"); /* no place to be near to: who is on duty longest */
    located.located = true;
    located.latitude = 32.0;
    located.longitude = 119.0;
    expect(&located, 1, "w1"); /* 1.1 km, and w2 1.9 km: a degree east is shorter than one north, yet not by half */
    located.longitude = 119.02;
    expect(&located, 1, "w2");
    located.besides = 101;
    expect(&located, 1, "w1");
    located.date = date_of(2026, 5, 31);
    expect(&located, 1, "w6"); /* still of the estate that day: 1.9 km, and w1 2.2 km */
    located.date = october;
    located.longitude = 119.0;
    expect(&located, 1, "w7"); /* the deputy of w1, at the very place */
}

static void who_has_left_is_not_asked(void **state)
{
    static const struct query leave = {"leave", "update duty set on_duty = false"};
    (void)state;
    run(&leave, NULL, 0);
    struct nearest_place estate = place_of("a1x", date_of(2026, 6, 1));
    expect((struct nearest_place[]){estate, estate}, 2, "- -");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nearest_is_found), cmocka_unit_test(who_has_left_is_not_asked)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
