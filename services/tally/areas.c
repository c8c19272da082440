/* A community that goes to another street takes all that was ever counted in it along: figures are by the tree of now.
 * What counts is read day by day from the entries, in the one transaction that also says by which tree sums are made.
 * Until it commits everybody sees the sums of before; nothing is counted meanwhile. */
#include "services/tally/areas.h"

#include <stdlib.h>

#include "common/audit/compare.h"
#include "common/audit/events.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/tally/tally.h"

enum { CELLS_AT_ONCE = 60000 };
enum { HELD = 1, TREE, DAYS }; /* statements of the first step, after the one that gives it time */

static struct areas *areas_of(struct worker *worker)
{
    return &((struct tally *)worker_state(worker))->areas;
}

void areas_clear(struct areas *areas)
{
    area_tree_clear(&areas->tree);
    sums_clear(&areas->sums);
    free(areas->days);
}

bool areas_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    (void)now;
    (void)wake;
    (void)detail;
    return areas_of(worker)->city_id != 0;
}

static void begin_ask(struct store *store, int32_t city_id)
{
    struct parameter city = P_INTEGER(city_id);
    store_send(store, &query_verify_patience, NULL, 0);
    store_send(store, &query_cursor_hold, &city, 1);
    store_send(store, &query_area_tree, &city, 1);
    store_send(store, &query_counted_days, &city, 1);
    store_send(store, &query_rollup_areas_drop, &city, 1);
}

/* False where somebody else holds the city. */
static bool begin_take(struct areas *areas, struct store *store)
{
    if (!store_rows(store, HELD))
        return false;
    size_t count = (size_t)store_rows(store, DAYS);
    area_tree_read(&areas->tree, store, TREE);
    memory_reserve((void **)&areas->days, &areas->day_capacity, count + 1, sizeof *areas->days);
    for (size_t i = 0; i < count; i++)
        areas->days[i] = (int32_t)store_integer(store, DAYS, (int)i, 0);
    areas->day_count = count;
    areas->day_next = 0;
    areas->sums.cells.only_areas = true;
    cells_empty(&areas->sums.cells);
    return true;
}

/* They are added to the sums; true where these are to be written before the next day. */
static bool day_take(struct areas *areas, const struct store *store)
{
    for (int row = 0; row < store_rows(store, areas->statement); row++) {
        struct counted_row counted = counted_row_read(store, areas->statement, row);
        cells_add(&areas->sums.cells, &areas->tree, &counted.entry, 1);
    }
    if (areas->day_next < areas->day_count && areas->sums.cells.count < CELLS_AT_ONCE)
        return false;
    sums_begin(&areas->sums, areas->city_id);
    return true;
}

static enum work_next next_ask(struct areas *areas, struct store *store)
{
    struct parameter of[] = {P_INTEGER(areas->city_id), P_NULL};
    areas->writing = false;
    if (areas->day_next < areas->day_count) {
        of[1] = P_INTEGER(areas->days[areas->day_next++]);
        areas->statement = store_send(store, &query_audit_counted_day, of, 2);
        return WORK_MORE;
    }
    store_send(store, &query_area_tree_drop, of, 1);
    store_send(store, &query_area_tree_keep, of, 1);
    return WORK_COMMIT;
}

static enum work_next areas_step(struct work *work, int step)
{
    struct areas *areas = areas_of(work->worker);
    if (step == 0) {
        begin_ask(work->store, areas->city_id);
        return WORK_MORE;
    }
    if (step == 1) {
        if (begin_take(areas, work->store))
            return next_ask(areas, work->store);
        areas->city_id = 0;
        return WORK_ABANDON;
    }
    if (!areas->writing && !day_take(areas, work->store))
        return next_ask(areas, work->store);
    if (areas->writing && !sums_write(&areas->sums, work->store)) {
        areas->city_id = 0; /* tally's next stretch begins it again */
        return WORK_ABANDON;
    }
    areas->writing = sums_ask(&areas->sums, work->store);
    return areas->writing ? WORK_MORE : next_ask(areas, work->store);
}

static void areas_done(struct work *work)
{
    struct areas *areas = areas_of(work->worker);
    log_info("sums by area are made anew city=%s days=%zu", areas->code, areas->day_count);
    areas->city_id = 0;
}

const struct work_kind areas_sum = {.name = "areas", .step = areas_step, .done = areas_done};
