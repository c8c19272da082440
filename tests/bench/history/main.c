/* steward-bench-history CITY TICKETS MONTHS FIRST-TICKET FIRST-POSITION TABLE: an invented past of a city, as rows for
 * COPY in binary form on standard output. steward-bench-history columns: a line "TABLE (COLUMNS)" for each table. The
 * same arguments give the same rows, so that each table is written by a run of its own. The database is found as libpq
 * finds it. Exit 1: it cannot be read, 2: usage.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/service/cities.h"
#include "tests/bench/history/rows.h"

enum { DAY_MS = 86400000, MONTH_DAYS = 365, SEED = 20260101 };

static int fail(const char *what, const char *why)
{
    fprintf(stderr, "steward-bench-history: %s: %s\n", what, why);
    return 1;
}

static bool packs_read(struct cities *cities, struct store *store)
{
    store_connect(store);
    if (store_wait(store, 10000) != STORE_IDLE)
        return false;
    for (int64_t wake = INT64_MAX, step = 0; cities_due(cities, instant_monotonic(), &wake); step = 0) {
        store_begin(store);
        while (cities_step(cities, store, (int)step++)) {
            store_sync(store);
            if (store_wait(store, -1) != STORE_STEP || store_error(store)->class != STORE_NO_ERROR)
                return false;
        }
        store_rollback(store);
        store_sync(store);
        store_wait(store, -1);
    }
    return true;
}

static const struct table *table_find(const char *name)
{
    for (int i = 0; i < table_count; i++)
        if (strcmp(tables[i].name, name) == 0)
            return &tables[i];
    return NULL;
}

void rows_flush(struct rows *rows, size_t at_least)
{
    if (rows->used < at_least)
        return;
    if (fwrite(rows->bytes, 1, rows->used, stdout) != rows->used || fflush(stdout) != 0) {
        perror("steward-bench-history: standard output");
        exit(1);
    }
    rows->used = 0;
}

static void table_write(const struct plan *plan, const struct table *table)
{
    struct rows rows = {0};
    struct life life;
    rows_head(&rows);
    if (!table->write)
        events_write(&rows, plan);
    for (int64_t i = 0; table->write && i < plan->tickets; i++) {
        life_make(&life, plan, i);
        table->write(&rows, &life, plan);
        rows_flush(&rows, ROWS_BLOCK);
    }
    rows_tail(&rows);
    rows_flush(&rows, 0);
    free(rows.bytes);
}

/* Ends at the last midnight of the city, so that all runs of a day agree. */
static void plan_time(struct plan *plan, int months)
{
    plan->zone_ms = 8 * (int64_t)3600000;
    int32_t today = (int32_t)((instant_now() + plan->zone_ms) / DAY_MS);
    plan->days = months * MONTH_DAYS / 12;
    plan->first_day = today - plan->days;
    plan->until = today * (int64_t)DAY_MS - plan->zone_ms - 1;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "columns") == 0) {
        for (int i = 0; i < table_count; i++)
            printf("%s (%s)\n", tables[i].name, tables[i].columns);
        return 0;
    }
    const struct table *table = argc == 7 ? table_find(argv[6]) : NULL;
    if (!table) {
        fputs("usage: steward-bench-history columns | CITY TICKETS MONTHS FIRST-TICKET FIRST-POSITION TABLE\n", stderr);
        return 2;
    }
    struct store *store = store_new(&(struct store_options){.conninfo = "", .application = "bench", .read_only = true});
    struct cities *cities = cities_new();
    struct plan plan = {
        .seed = SEED, .tickets = atoll(argv[2]), .first_number = atoll(argv[4]), .first_position = atoll(argv[5])};
    if (!packs_read(cities, store))
        return fail("the database cannot be read", store_error(store)->message);
    plan.pack = cities_find(cities, argv[1], strlen(argv[1]));
    if (!plan.pack)
        return fail(argv[1], "there is no such city");
    plan_time(&plan, atoi(argv[3]));
    plan_make(&plan);
    table_write(&plan, table);
    plan_clear(&plan);
    cities_destroy(&cities);
    store_destroy(&store);
    return 0;
}
