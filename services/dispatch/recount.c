/* One stretch of a city's tickets: which of them have clocks that run by an older calendar; lock and read them; derive;
 * write, with how far it is. */
#include "services/dispatch/recount.h"

#include "common/base/instant.h"
#include "common/store/queries.h"
#include "services/dispatch/clocks.h"
#include "services/dispatch/dispatch.h"

enum { STRETCH = 20000 /* numbers of tickets */, TICKETS_MOST = 200, AGAIN_US = 5000000 /* somebody else is at it */ };

/* The next city whose clocks are not known to be counted by its newest pack. */
static struct recounted *city_next(struct worker *worker, struct dispatch *dispatch, int64_t now, int64_t *wake)
{
    struct cities *cities = worker_cities(worker);
    for (size_t i = 0; i < cities_count(cities) && i < RECOUNT_CITIES_MOST; i++) {
        struct recounted *city = &dispatch->recounted[i];
        const struct pack *pack = cities_at(cities, i);
        if (city->city_id != pack->city_id)
            *city = (struct recounted){.city_id = pack->city_id};
        if (city->version == pack->version)
            continue;
        if (city->not_before <= now)
            return city;
        if (city->not_before < *wake)
            *wake = city->not_before;
    }
    return NULL;
}

bool recount_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    *detail = city_next(worker, worker_state(worker), now, wake);
    return *detail != NULL;
}

static enum work_next stretch_ask(struct work *work, struct dispatch *dispatch, const struct recounted *city)
{
    const struct pack *pack = cities_pack(worker_cities(work->worker), city->city_id, 0);
    struct parameter of[] = {P_INTEGER(city->city_id), P_INTEGER(pack->version), P_INTEGER(STRETCH),
                             P_INTEGER(TICKETS_MOST)};
    store_send(work->store, &query_recount_begin, of, 2);
    dispatch->recount_found = store_send(work->store, &query_recount_stretch, of, 4);
    return WORK_MORE;
}

/* Done or somebody else's: nothing to do for now. */
static enum work_next stretch_none(struct dispatch *dispatch, struct recounted *city, const struct store *store)
{
    bool mine = store_rows(store, dispatch->recount_found) > 0;
    if (mine)
        city->version = (int32_t)store_integer(store, dispatch->recount_found, 0, 1);
    else
        city->not_before = instant_monotonic() + AGAIN_US;
    return WORK_ABANDON;
}

/* The rows are the tickets of the stretch; the first column of each how far it reaches, null once all are done. */
static enum work_next stretch_read(struct work *work, struct dispatch *dispatch, struct recounted *city)
{
    const struct store *store = work->store;
    int rows = store_rows(store, dispatch->recount_found);
    if (!rows || store_is_null(store, dispatch->recount_found, 0, 0))
        return stretch_none(dispatch, city, store);
    dispatch->recount_to = store_integer(store, dispatch->recount_found, 0, 0);
    array_start(&dispatch->cities, ARRAY_INTEGER);
    array_start(&dispatch->tickets, ARRAY_BIGINT);
    for (int row = 0; row < rows; row++)
        if (!store_is_null(store, dispatch->recount_found, row, 2)) {
            array_add_integer(&dispatch->cities, city->city_id);
            array_add_integer(&dispatch->tickets, store_integer(store, dispatch->recount_found, row, 2));
        }
    reading_send(&dispatch->reading, work->store, &dispatch->cities, &dispatch->tickets, false);
    return WORK_MORE;
}

/* False: a pack is not there yet. A ticket whose calendar lacks a year stays as it was. */
static bool tickets_recount(struct work *work, struct dispatch *dispatch)
{
    struct fault fault;
    for (int row = 0; row < store_rows(work->store, dispatch->reading.tickets); row++) {
        struct move *move = &dispatch->moves[dispatch->move_count];
        *move = (struct move){.still = true, .fault = &fault, .actor = -1};
        if (!move_read(move, &dispatch->reading, work->store, row, worker_cities(work->worker))) {
            move_clear(move);
            return false;
        }
        move->wish.at = move->now;
        if (clocks_recount(move))
            dispatch->move_count++;
        else
            move_clear(move);
    }
    return true;
}

static enum work_next recount_step(struct work *work, int step)
{
    struct dispatch *dispatch = worker_state(work->worker);
    struct recounted *city = work->detail;
    if (step == 0)
        return stretch_ask(work, dispatch, city);
    if (step == 1)
        return stretch_read(work, dispatch, city);
    dispatch_moves_clear(dispatch);
    if (!tickets_recount(work, dispatch))
        return WORK_ABANDON;
    struct parameter to[] = {P_INTEGER(city->city_id), P_BIGINT(dispatch->recount_to)};
    store_send(work->store, &query_recount_move, to, 2);
    dispatch->appended = -1;
    if (dispatch->move_count)
        dispatch->appended = moves_send(dispatch->writer, work->store, dispatch->moves, dispatch->move_count, NULL, 0);
    return WORK_COMMIT;
}

static void recount_done(struct work *work)
{
    struct dispatch *dispatch = worker_state(work->worker);
    if (dispatch->appended >= 0)
        work_tell(work, dispatch->appended);
    dispatch_moves_clear(dispatch);
}

const struct work_kind recount_batch = {.name = "recount", .step = recount_step, .done = recount_done};
