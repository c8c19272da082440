/* Hot spots that are worked out from sums; here estates, steps and returns: sums of a period, the most first. */
#include <stdlib.h>
#include <string.h>

#include "common/question/reading.h"
#include "common/store/queries.h"
#include "services/report/hotspot_spots.h"

enum { STAYS_LEAST = 5, COLUMNS_MOST = 2, PLACES = 4 };
enum { CUBOID_AREAS = 25, CUBOID_STATES = 16, CUBOID_ORGANISATIONS = 15, CUBOID_TOTAL = 45 };

/* Which sums a kind reads. */
static const struct sums_kind {
    int cuboid, level;
    bool by_b;
    int columns[COLUMNS_MOST];
} kinds[] = {
    [SUMS_ESTATES] = {CUBOID_AREAS, AREA_ESTATE, false, {MEASURE_RECEIVED, MEASURE_RECEIVED}},
    [SUMS_STEPS] = {CUBOID_STATES, 0, true, {MEASURE_STAYED, COLUMN_TOTALS + TOTAL_STAY_S}},
    [SUMS_RETURNS] = {CUBOID_ORGANISATIONS, 0, false, {MEASURE_RETURNED, MEASURE_DISPATCHED}},
};

/* -- statements -------------------------------------------------------------------------------------------------- */

static void period_send(const struct sums_asked *asked, int cuboid, int level, struct store *store, struct ask *ask)
{
    struct stretch stretches[STRETCHES_MOST];
    struct rollup_rows rows = {
        .city_id = asked->pack->city_id, .cuboid = cuboid, .level = level, .stretches = stretches};
    rows.stretch_count = span_split((struct span){asked->first, asked->last}, UNIT_NONE, stretches);
    ask_begin(ask);
    rollup_ask(ask, &rows);
    ask_send(ask, store);
}

static struct sums_asked asked_make(struct work *work, const struct request *request, const struct hotspot *hotspot)
{
    const struct value *city = &request->values[0];
    struct sums_asked asked = {.of = hotspot->kind->sums,
                               .pack = cities_find(worker_cities(work->worker), city->text, city->length),
                               .level = hotspot->level,
                               .limit = hotspot->limit,
                               .by_rate = hotspot->by_rate,
                               .statement = hotspot->statement};
    date_parse(hotspot->first, strlen(hotspot->first), &asked.first);
    date_parse(hotspot->last, strlen(hotspot->last), &asked.last);
    return asked;
}

void hotspot_sums_send(struct work *work, struct request *request, struct hotspot *hotspot)
{
    struct parameter city[] = {P_INTEGER(hotspot->city_id)};
    struct sums_asked asked = asked_make(work, request, hotspot);
    struct ask *ask = &((struct report *)worker_state(work->worker))->ask;
    hotspot->statement = store_send(work->store, &query_tally_position, city, 1);
    if (asked.of == SUMS_GROWTH)
        growth_send(&asked, work->store, ask);
    else if (asked.of == SUMS_REPEATS)
        repeats_send(&asked, work->store, ask);
    else
        period_send(&asked, kinds[asked.of].cuboid, kinds[asked.of].level, work->store, ask);
    if (asked.of == SUMS_ESTATES)
        period_send(&asked, CUBOID_TOTAL, 0, work->store, ask);
}

/* Sums of the columns by key; more of the same column go to the first. */
static bool sums_read(const struct sums_asked *asked, const struct sums_kind *kind, const struct store *store,
                      struct cube *cube, struct fault *fault)
{
    struct rollup rollup = rollup_begin(store, asked->statement + STATEMENT_ROWS);
    struct packed_slots slots;
    slots_begin(&slots);
    for (int i = COLUMNS_MOST; i-- > 0;)
        slots_set(&slots, kind->columns[i], i);
    cube_begin(cube, COLUMNS_MOST);
    while (rollup_next(&rollup))
        while (packed_next(&rollup.cells))
            packed_add(&rollup.cells, &slots, cube_at(cube, rollup.a, kind->by_b ? rollup.cells.b : 0, 0));
    cube_rows(cube);
    return rollup_end(&rollup, asked->pack->city_id, fault);
}

static bool whole_read(const struct sums_asked *asked, const struct store *store, int64_t *out, struct fault *fault)
{
    struct rollup rollup = rollup_begin(store, asked->statement + STATEMENT_MORE);
    struct packed_slots slots;
    slots_begin(&slots);
    slots_set(&slots, MEASURE_RECEIVED, 0);
    *out = 0;
    while (rollup_next(&rollup))
        while (packed_next(&rollup.cells))
            packed_add(&rollup.cells, &slots, out);
    return rollup_end(&rollup, asked->pack->city_id, fault);
}

/* -- estates ----------------------------------------------------------------------------------------------------- */

/* How many estates have half of all that come from estates. */
static json_int_t half_count(const struct spots *spots, int64_t all)
{
    int64_t before = 0;
    size_t count = 0;
    for (; count < spots->count && 2 * before < all; count++)
        before += spots->list[count].sums[0];
    return (json_int_t)count;
}

/* Tickets for each 100 households; below 0 where it is not known how many there are. */
static double rate_of(const struct pack *pack, int32_t area_id, int64_t tickets, int *households)
{
    int at = pack_area_of_id(pack, area_id);
    *households = at >= 0 ? pack->areas[at].households : HOUSEHOLDS_UNKNOWN;
    return *households > 0 ? 100 * (double)tickets / *households : -1;
}

static void sort_by_rate(struct spots *spots)
{
    int households;
    for (size_t i = 0; i < spots->count; i++) {
        struct spot *spot = &spots->list[i];
        spot->then = spot->by;
        spot->by = rate_of(spots->pack, spot->key[0], spot->sums[0], &households);
    }
    spots_sort(spots);
}

static void households_add(json_t *row, const struct pack *pack, const struct spot *spot)
{
    int households;
    double rate = rate_of(pack, spot->key[0], spot->sums[0], &households);
    json_object_set_new(row, "households", households >= 0 ? json_integer(households) : json_null());
    json_object_set_new(row, "per_100", rate >= 0 ? decimal_json(rate, 2) : json_null());
}

static json_t *estates_answer(const struct sums_asked *asked, const struct store *store, struct spots *spots,
                              const struct cube *cube, struct fault *fault)
{
    int64_t whole, all = 0, cumulative = 0, rank = 0;
    if (!whole_read(asked, store, &whole, fault))
        return NULL;
    for (size_t i = 0; i < cube->count; i++) {
        int64_t tickets = cube->rows[i].value[0];
        if (tickets > 0)
            spots_add(spots, (struct spot){{cube->rows[i].key[0]}, (double)tickets, 0, cube->rows[i].value, {NULL}});
        all += tickets > 0 ? tickets : 0;
    }
    spots_sort(spots);
    json_int_t half = half_count(spots, all);
    if (asked->by_rate)
        sort_by_rate(spots);
    json_t *rows = json_array();
    for (size_t i = 0; i < spots->count && (int64_t)i < asked->limit; i++) {
        const struct spot *spot = &spots->list[i];
        json_t *row = spot_json(spots, spot, spot->sums[0]);
        cumulative += spot->sums[0];
        rank = i && spots->list[i - 1].by == spot->by ? rank : (int64_t)i + 1;
        households_add(row, asked->pack, spot);
        json_object_set_new(row, "rank", spot->by < 0 ? json_null() : json_integer(rank));
        json_object_set_new(row, "share", decimal_json((double)spot->sums[0] / (double)whole, PLACES));
        json_object_set_new(row, "cumulative", json_integer(cumulative));
        json_object_set_new(row, "cumulative_share", decimal_json((double)cumulative / (double)whole, PLACES));
        json_array_append_new(rows, row);
    }
    return spots_answer(asked, store, rows,
                        json_pack("{s:I, s:I, s:I, s:I}", "tickets", (json_int_t)whole, "estates",
                                  (json_int_t)spots->count, "in_estates", (json_int_t)all, "estates_of_half", half));
}

/* -- steps ------------------------------------------------------------------------------------------------------- */

static json_t *steps_answer(const struct sums_asked *asked, const struct store *store, struct spots *spots,
                            const struct cube *cube)
{
    int64_t stayed = 0, seconds = 0;
    for (size_t i = 0; i < cube->count; i++) {
        const struct cube_row *row = &cube->rows[i];
        if (row->value[0] < STAYS_LEAST)
            continue;
        stayed += row->value[0];
        seconds += row->value[1];
        spots_add(
            spots,
            (struct spot){
                {row->key[1], row->key[0]}, (double)row->value[1] / (double)row->value[0], 0, row->value, {NULL}});
    }
    spots_sort(spots);
    json_t *rows = json_array();
    for (size_t i = 0; i < spots->count && (int64_t)i < asked->limit; i++) {
        const struct spot *spot = &spots->list[i];
        json_t *row = spot_json(spots, spot, spot->sums[0]);
        json_object_set_new(row, "stay_s", json_integer(spot->sums[1]));
        json_object_set_new(row, "stay_mean", json_integer((2 * spot->sums[1] + spot->sums[0]) / (2 * spot->sums[0])));
        json_array_append_new(rows, row);
    }
    return spots_answer(asked, store, rows,
                        json_pack("{s:I, s:I, s:I}", "found", (json_int_t)spots->count, "tickets", (json_int_t)stayed,
                                  "stay_s", (json_int_t)seconds));
}

/* -- returns ----------------------------------------------------------------------------------------------------- */

static json_t *returns_answer(const struct sums_asked *asked, const struct store *store, struct spots *spots,
                              const struct cube *cube)
{
    int64_t returned = 0, dispatched = 0;
    for (size_t i = 0; i < cube->count; i++) {
        const struct cube_row *row = &cube->rows[i];
        returned += row->value[0];
        dispatched += row->value[1];
        if (row->value[0] > 0)
            spots_add(spots,
                      (struct spot){{row->key[0]}, (double)row->value[0], -(double)row->value[1], row->value, {NULL}});
    }
    spots_sort(spots);
    json_t *rows = json_array();
    for (size_t i = 0; i < spots->count && (int64_t)i < asked->limit; i++) {
        const struct spot *spot = &spots->list[i];
        json_t *row = spot_json(spots, spot, spot->sums[0]);
        json_object_set_new(row, "dispatched", json_integer(spot->sums[1]));
        json_object_set_new(row, "returning",
                            spot->sums[1] ? decimal_json((double)spot->sums[0] / (double)spot->sums[1], PLACES)
                                          : json_null());
        json_array_append_new(rows, row);
    }
    return spots_answer(asked, store, rows,
                        json_pack("{s:I, s:I, s:I}", "found", (json_int_t)spots->count, "tickets", (json_int_t)returned,
                                  "dispatched", (json_int_t)dispatched));
}

/* -- all --------------------------------------------------------------------------------------------------------- */

static json_t *period_answer(const struct sums_asked *asked, const struct store *store, struct fault *fault)
{
    static const enum dimension of[][2] = {[SUMS_ESTATES] = {DIMENSION_AREA},
                                           [SUMS_STEPS] = {DIMENSION_STATE, DIMENSION_ORGANISATION},
                                           [SUMS_RETURNS] = {DIMENSION_ORGANISATION}};
    struct cube cube = {0};
    struct spots spots = {.pack = asked->pack, .of = {of[asked->of][0], of[asked->of][1]}};
    json_t *answer = NULL;
    if (sums_read(asked, &kinds[asked->of], store, &cube, fault))
        answer = asked->of == SUMS_ESTATES ? estates_answer(asked, store, &spots, &cube, fault)
                 : asked->of == SUMS_STEPS ? steps_answer(asked, store, &spots, &cube)
                                           : returns_answer(asked, store, &spots, &cube);
    cube_clear(&cube);
    free(spots.list);
    return answer;
}

void hotspot_sums_answer(struct work *work, struct request *request, const struct hotspot *hotspot)
{
    struct sums_asked asked = asked_make(work, request, hotspot);
    struct fault fault;
    json_t *answer = asked.of == SUMS_GROWTH    ? growth_answer(&asked, work->store, &fault)
                     : asked.of == SUMS_REPEATS ? repeats_answer(&asked, work->store, &fault)
                                                : period_answer(&asked, work->store, &fault);
    if (answer)
        question_answer(request, answer);
    else
        request_refuse(request, REPLY_REFUSED, &fault);
}
