/* One connection to a real PostgreSQL: steps, types both ways, what each error means, and losing it. Runs beside a
 * migrated database (database-test). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/service/settings.h"
#include "common/store/store.h"

enum { WAIT_MS = 20000 };

#define QUERY(NAME, SQL) static const struct query NAME = {#NAME, SQL}

QUERY(kinds, "select $1::integer, $2::bigint, $3::boolean, $4::text, $5::timestamptz, $6::text");
QUERY(arrays, "select sum(s)::bigint, sum(i)::bigint, sum(b)::bigint, sum(d)::bigint, string_agg(t, ','), max(z), "
              "count(j), string_agg(j->>'a', ',') "
              "from unnest($1::smallint[], $2::integer[], $3::bigint[], $4::float8[], $5::text[], $6::timestamptz[], "
              "$7::jsonb[]) as x (s, i, b, d, t, z, j)");
QUERY(one, "select 1");
QUERY(table_make,
      "create temporary table if not exists things (n integer constraint things_key primary key check (n < 100))");
QUERY(thing_add, "insert into things values ($1::integer)");
QUERY(things_count, "select count(*) from things");
QUERY(raise_error, "select set_config('test.state', $1::text, true)");
QUERY(raise_now, "do $$ begin raise exception 'told' using errcode = current_setting('test.state'); end $$");
QUERY(nonsense, "select * from no_such_table");
QUERY(myself_end, "select pg_terminate_backend(pg_backend_pid())");
QUERY(who, "select current_user::text, current_setting('application_name'), current_setting('enable_seqscan')");
QUERY(cities, "select count(*) from city");
QUERY(city_add, "insert into city (code, name, timezone) values ('x', 'x', 'UTC')");

static struct settings *settings;

static struct store *store_open(const char *role, bool read_only)
{
    struct store *store = store_new(&(struct store_options){.conninfo = settings->database,
                                                            .role = role,
                                                            .application = "store-test",
                                                            .by_index = role != NULL,
                                                            .read_only = read_only});
    store_connect(store);
    assert_int_equal(store_wait(store, WAIT_MS), STORE_IDLE);
    return store;
}

static int settings_open(void **state)
{
    char error[512];
    (void)state;
    settings = settings_read(settings_home(NULL), error, sizeof error);
    return settings ? 0 : -1;
}

static int settings_close(void **state)
{
    (void)state;
    settings_destroy(&settings);
    return 0;
}

/* Ends the step and waits for its results. */
static enum store_error_class step(struct store *store)
{
    store_sync(store);
    enum store_state found = store_wait(store, WAIT_MS);
    assert_true(found == STORE_STEP || found == STORE_LOST);
    return store_error(store)->class;
}

static void every_kind_there_and_back(void **state)
{
    struct store *store = store_open(NULL, false);
    (void)state;
    struct parameter of[] = {
        P_INTEGER(-7), P_BIGINT(INT64_C(9007199254740991)), P_BOOLEAN(true), P_TEXT("题", 3), P_INSTANT(-1), P_NULL};
    store_begin(store);
    int first = store_send(store, &kinds, of, 6), second = store_send(store, &one, NULL, 0);
    store_commit(store);
    assert_int_equal(step(store), STORE_NO_ERROR);
    assert_true(store_committed(store));
    size_t length;
    assert_int_equal(store_integer(store, first, 0, 0), -7);
    assert_int_equal(store_integer(store, first, 0, 1), INT64_C(9007199254740991));
    assert_int_equal(store_integer(store, first, 0, 2), 1);
    assert_string_equal(store_text(store, first, 0, 3, &length), "题");
    assert_int_equal(length, 3);
    assert_int_equal(store_instant(store, first, 0, 4), -1);
    assert_true(store_is_null(store, first, 0, 5));
    assert_int_equal(store_rows(store, second), 1);
    assert_int_equal(store_integer(store, second, 0, 0), 1);
    store_destroy(&store);
}

static void array_both(struct array *array, enum array_type type, int64_t value)
{
    array_start(array, type);
    array_add_integer(array, value);
    array_add_null(array);
    array_add_integer(array, value);
}

static void arrays_of_every_kind(void **state)
{
    struct store *store = store_open(NULL, false);
    struct array a[7] = {0};
    struct parameter of[7];
    (void)state;
    array_both(&a[0], ARRAY_SMALLINT, -3);
    array_both(&a[1], ARRAY_INTEGER, 70000);
    array_both(&a[2], ARRAY_BIGINT, INT64_C(5000000000));
    array_start(&a[3], ARRAY_DOUBLE);
    array_add_double(&a[3], 1.5);
    array_add_double(&a[3], 2.5);
    array_start(&a[4], ARRAY_TEXT);
    array_add_text(&a[4], "a", 1);
    array_add_text(&a[4], "", 0);
    array_add_text(&a[4], "字", 3);
    array_start(&a[5], ARRAY_INSTANT);
    array_add_instant(&a[5], INT64_C(1732223423123));
    array_start(&a[6], ARRAY_JSONB);
    array_add_text(&a[6], "{\"a\":\"x\"}", 9);
    array_add_null(&a[6]);
    for (int i = 0; i < 7; i++)
        of[i] = P_ARRAY(&a[i]);
    assert_true(store_run(store, &arrays, of, 7));
    assert_int_equal(store_integer(store, 0, 0, 0), -6);
    assert_int_equal(store_integer(store, 0, 0, 1), 140000);
    assert_int_equal(store_integer(store, 0, 0, 2), INT64_C(10000000000));
    assert_int_equal(store_integer(store, 0, 0, 3), 4);
    assert_string_equal(store_text(store, 0, 0, 4, NULL), "a,,字");
    assert_int_equal(store_instant(store, 0, 0, 5), INT64_C(1732223423123));
    assert_int_equal(store_integer(store, 0, 0, 6), 1);
    assert_string_equal(store_text(store, 0, 0, 7, NULL), "x");
    for (int i = 0; i < 7; i++)
        array_start(&a[i], a[i].type);
    assert_true(store_run(store, &arrays, of, 7)); /* empty ones are taken as well */
    assert_int_equal(store_integer(store, 0, 0, 6), 0);
    for (int i = 0; i < 7; i++)
        array_clear(&a[i]);
    store_destroy(&store);
}

static void thing_send(struct store *store, int64_t number)
{
    struct parameter of[] = {P_INTEGER(number)};
    store_send(store, &thing_add, of, 1);
}

/* What comes after a failed statement is not done, nor what came before it; the next step begins anew. */
static void failed_step(void **state)
{
    struct store *store = store_open(NULL, false);
    (void)state;
    assert_true(store_run(store, &table_make, NULL, 0));
    store_begin(store);
    thing_send(store, 1);
    thing_send(store, 1);
    int after = store_send(store, &things_count, NULL, 0);
    store_commit(store);
    assert_int_equal(step(store), STORE_REFUSED);
    assert_string_equal(store_error(store)->state, "23505");
    assert_string_equal(store_error(store)->constraint, "things_key");
    assert_false(store_committed(store));
    assert_int_equal(store_rows(store, after), 0);
    assert_true(store_run(store, &things_count, NULL, 0));
    assert_int_equal(store_integer(store, 0, 0, 0), 0);
    store_destroy(&store);
}

static void several_steps_of_one_transaction(void **state)
{
    struct store *store = store_open(NULL, false);
    (void)state;
    assert_true(store_run(store, &table_make, NULL, 0));
    for (int kept = 0; kept < 2; kept++) {
        store_begin(store);
        thing_send(store, 7);
        assert_int_equal(step(store), STORE_NO_ERROR);
        int count = store_send(store, &things_count, NULL, 0);
        assert_int_equal(step(store), STORE_NO_ERROR);
        assert_int_equal(store_integer(store, count, 0, 0), 1);
        if (kept)
            store_commit(store);
        else
            store_rollback(store);
        assert_int_equal(step(store), STORE_NO_ERROR);
        assert_int_equal(store_committed(store), kept);
        assert_true(store_run(store, &things_count, NULL, 0));
        assert_int_equal(store_integer(store, 0, 0, 0), kept);
    }
    store_destroy(&store);
}

static void what_errors_mean(void **state)
{
    static const struct {
        const char *state;
        enum store_error_class class;
    } errors[] = {
        {"22001", STORE_REFUSED}, {"23514", STORE_NOT_YET}, {"40001", STORE_RETRY},  {"40P01", STORE_RETRY},
        {"55P03", STORE_RETRY},   {"57014", STORE_RETRY},   {"53300", STORE_RETRY},  {"25006", STORE_RETRY},
        {"42501", STORE_BROKEN},  {"42601", STORE_BROKEN},  {"XX000", STORE_BROKEN},
    };
    struct store *store = store_open(NULL, false);
    (void)state;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        struct parameter of[] = {P_TEXT(errors[i].state, 5)};
        store_begin(store);
        store_send(store, &raise_error, of, 1);
        store_send(store, &raise_now, NULL, 0);
        store_commit(store);
        assert_int_equal(step(store), errors[i].class);
        assert_string_equal(store_error(store)->state, errors[i].state);
        assert_string_equal(store_error(store)->message, "told");
    }
    for (int again = 0; again < 2; again++) { /* a statement that cannot be prepared harms none of the next */
        assert_false(store_run(store, &nonsense, NULL, 0));
        assert_int_equal(store_error(store)->class, STORE_BROKEN);
        assert_string_equal(store_error(store)->state, "42P01");
        assert_true(store_run(store, &one, NULL, 0));
    }
    store_destroy(&store);
}

/* A row that no partition of a table takes waits for one; a row that a check does not let in never comes in. */
static void partitions_and_checks(void **state)
{
    QUERY(make, "create temporary table ranges (n integer check (n < 100)) partition by range (n)");
    QUERY(part, "create temporary table ranges_0 partition of ranges for values from (0) to (10)");
    QUERY(add, "insert into ranges values ($1::integer)");
    struct store *store = store_open(NULL, false);
    (void)state;
    assert_true(store_run(store, &make, NULL, 0));
    assert_true(store_run(store, &part, NULL, 0));
    assert_true(store_run(store, &add, (struct parameter[]){P_INTEGER(9)}, 1));
    assert_false(store_run(store, &add, (struct parameter[]){P_INTEGER(10)}, 1));
    assert_int_equal(store_error(store)->class, STORE_NOT_YET);
    assert_false(store_run(store, &table_make, NULL, 0) &&
                 store_run(store, &thing_add, (struct parameter[]){P_INTEGER(100)}, 1));
    assert_int_equal(store_error(store)->class, STORE_REFUSED);
    assert_string_equal(store_error(store)->constraint, "things_n_check");
    store_destroy(&store);
}

static void lost_and_found(void **state)
{
    struct store *store = store_open(NULL, false);
    (void)state;
    assert_false(store_run(store, &myself_end, NULL, 0));
    assert_int_equal(store_state(store), STORE_LOST);
    assert_int_equal(store_error(store)->class, STORE_RETRY);
    assert_int_equal(store_socket(store), -1);
    store_begin(store); /* without a connection nothing is done, and nothing is asked of it */
    store_send(store, &one, NULL, 0);
    store_commit(store);
    store_sync(store);
    assert_int_equal(store_state(store), STORE_LOST);
    assert_true(store_run(store, &one, NULL, 0)); /* connects */
    assert_int_equal(store_integer(store, 0, 0, 0), 1);
    store_destroy(&store);
}

static void nobody_there(void **state)
{
    struct store *store =
        store_new(&(struct store_options){.conninfo = "host=/nonexistent dbname=x", .application = "t"});
    (void)state;
    store_connect(store);
    assert_int_equal(store_wait(store, WAIT_MS), STORE_LOST);
    assert_int_equal(store_error(store)->class, STORE_RETRY);
    assert_true(strlen(store_error(store)->message) > 0);
    store_destroy(&store);
}

static void role_and_session(void **state)
{
    struct store *store = store_open("steward_relay", false);
    (void)state;
    assert_true(store_run(store, &who, NULL, 0));
    assert_string_equal(store_text(store, 0, 0, 0, NULL), "steward_relay");
    assert_string_equal(store_text(store, 0, 0, 1, NULL), "store-test");
    assert_string_equal(store_text(store, 0, 0, 2, NULL), "off");
    assert_true(store_run(store, &cities, NULL, 0));
    assert_false(store_run(store, &city_add, NULL, 0));
    assert_string_equal(store_error(store)->state, "42501");
    store_destroy(&store);
    store = store_open(NULL, true);
    assert_false(store_run(store, &city_add, NULL, 0));
    assert_string_equal(store_error(store)->state, "25006");
    store_destroy(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_there_and_back),
        cmocka_unit_test(arrays_of_every_kind),
        cmocka_unit_test(failed_step),
        cmocka_unit_test(several_steps_of_one_transaction),
        cmocka_unit_test(what_errors_mean),
        cmocka_unit_test(partitions_and_checks),
        cmocka_unit_test(lost_and_found),
        cmocka_unit_test(nobody_there),
        cmocka_unit_test(role_and_session),
    };
    return cmocka_run_group_tests(tests, settings_open, settings_close);
}
