/* Growth and repeats: sums of days, looked at one after another. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/store/queries.h"
#include "proto/measure.h"
#include "services/report/hotspot_spots.h"

enum { CUBOID_AREAS_CATEGORIES = 23, WEEK = 7, PLACES = 2 };

static void days_send(const struct sums_asked *asked, int level, int32_t first, struct store *store, struct ask *ask)
{
    struct stretch days = {.grain = GRAIN_DAY, .first = first, .last = asked->last};
    struct rollup_rows rows = {.city_id = asked->pack->city_id,
                               .cuboid = CUBOID_AREAS_CATEGORIES,
                               .level = level,
                               .stretches = &days,
                               .stretch_count = 1};
    ask_begin(ask);
    rollup_ask(ask, &rows);
    ask_add(ask, " order by day");
    ask_send(ask, store);
}

static struct spots spots_of(const struct sums_asked *asked)
{
    return (struct spots){.pack = asked->pack, .of = {DIMENSION_AREA, DIMENSION_CATEGORY}};
}

/* -- growth ------------------------------------------------------------------------------------------------------ */

/* Of the weeks: this one, and at most eight before it, at least four (else there is nothing to hold it against). */
enum { WEEKS_MOST = 8, WEEKS_LEAST = 4, TICKETS_LEAST = 5, SCORE_LEAST = 3 };

/* What is before the last week: mean and variance of its weeks. */
struct history {
    double mean, variance, score;
};

void growth_send(const struct sums_asked *asked, struct store *store, struct ask *ask)
{
    struct parameter city[] = {P_INTEGER(asked->pack->city_id)};
    days_send(asked, asked->level, asked->last - WEEK * (1 + WEEKS_MOST) + 1, store, ask);
    store_send(store, &query_figures_first, city, 1);
}

/* How many whole weeks before the last one there are sums of. */
static int weeks_before(const struct sums_asked *asked, const struct store *store)
{
    int statement = asked->statement + STATEMENT_MORE;
    if (store_is_null(store, statement, 0, 0))
        return 0;
    int64_t weeks = (asked->first - store_integer(store, statement, 0, 0)) / WEEK;
    return weeks < 0 ? 0 : weeks < WEEKS_MOST ? (int)weeks : WEEKS_MOST;
}

/* Of n weeks with the mean m and the variance v: score = (recent - m) / sqrt(max(m, v) * (1 + 1 / n) + 1). How often
 * that is a false alarm: docs/hotspots.md. */
static struct history history_make(const int64_t *tickets, int weeks)
{
    double sum = 0, squares = 0;
    for (int i = 1; i <= weeks; i++) {
        sum += (double)tickets[i];
        squares += (double)tickets[i] * (double)tickets[i];
    }
    struct history history = {.mean = sum / weeks, .variance = (squares - sum * sum / weeks) / (weeks - 1)};
    history.score =
        ((double)tickets[0] - history.mean) / sqrt(fmax(history.mean, history.variance) * (1 + 1.0 / weeks) + 1);
    return history;
}

/* Tickets by area and category, of each week: 0 the last. */
static bool weeks_read(const struct sums_asked *asked, const struct store *store, int weeks, struct cube *cube,
                       struct fault *fault)
{
    struct rollup rollup = rollup_begin(store, asked->statement + STATEMENT_ROWS);
    struct packed_slots slots;
    slots_begin(&slots);
    slots_set(&slots, MEASURE_RECEIVED, 0);
    cube_begin(cube, 1 + WEEKS_MOST);
    while (rollup_next(&rollup)) {
        int week = (asked->last - rollup.day) / WEEK;
        while (week <= weeks && packed_next(&rollup.cells)) {
            int64_t tickets = 0;
            packed_add(&rollup.cells, &slots, &tickets);
            if (tickets)
                cube_at(cube, rollup.a, rollup.cells.b, 0)[week] += tickets;
        }
    }
    cube_rows(cube);
    return rollup_end(&rollup, asked->pack->city_id, fault);
}

static json_t *growth_rows(const struct sums_asked *asked, const struct spots *spots, int weeks, int64_t *tickets)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < spots->count; i++) {
        const struct spot *spot = &spots->list[i];
        *tickets += spot->sums[0];
        if ((int64_t)i >= asked->limit)
            continue;
        struct history history = history_make(spot->sums, weeks);
        json_t *row = spot_json(spots, spot, spot->sums[0]);
        json_object_set_new(row, "mean", decimal_json(history.mean, PLACES));
        json_object_set_new(row, "deviation", decimal_json(sqrt(fmax(history.variance, 0)), PLACES));
        json_object_set_new(row, "score", decimal_json(history.score, PLACES));
        json_array_append_new(rows, row);
    }
    return rows;
}

json_t *growth_answer(const struct sums_asked *asked, const struct store *store, struct fault *fault)
{
    struct cube cube = {0};
    struct spots spots = spots_of(asked);
    json_t *answer = NULL;
    int weeks = weeks_before(asked, store);
    if (weeks_read(asked, store, weeks, &cube, fault)) {
        for (size_t i = 0; i < cube.count && weeks >= WEEKS_LEAST; i++) {
            const struct cube_row *row = &cube.rows[i];
            struct history history = history_make(row->value, weeks);
            if (row->value[0] >= TICKETS_LEAST && history.score >= SCORE_LEAST)
                spots_add(&spots,
                          (struct spot){
                              {row->key[0], row->key[1]}, history.score, (double)row->value[0], row->value, {NULL}});
        }
        spots_sort(&spots);
        int64_t tickets = 0;
        json_t *rows = growth_rows(asked, &spots, weeks, &tickets);
        answer =
            spots_answer(asked, store, rows,
                         json_pack("{s:I, s:I}", "found", (json_int_t)spots.count, "tickets", (json_int_t)tickets));
        json_object_set_new(answer, "weeks", json_integer(weeks));
    }
    cube_clear(&cube);
    free(spots.list);
    return answer;
}

/* -- repeats ----------------------------------------------------------------------------------------------------- */

/* A ticket comes again where another of its estate and category came the same day or within so many before. */
enum { AGAIN_DAYS = 30 };

/* Of an estate and category; the last day is one more, so that 0 is none. */
enum { AGAIN, RECEIVED, MERGED, REOPENED, LAST_DAY, REPEAT_COUNT };

void repeats_send(const struct sums_asked *asked, struct store *store, struct ask *ask)
{
    days_send(asked, AREA_ESTATE, asked->first - AGAIN_DAYS, store, ask);
}

static void day_add(int64_t *sums, int32_t day, bool in_period, const int64_t cell[REPEAT_COUNT])
{
    bool again = sums[LAST_DAY] && day + 1 - sums[LAST_DAY] <= AGAIN_DAYS;
    if (in_period) {
        sums[RECEIVED] += cell[RECEIVED];
        sums[MERGED] += cell[MERGED];
        sums[REOPENED] += cell[REOPENED];
        sums[AGAIN] += cell[RECEIVED] > 0 ? cell[RECEIVED] - !again : 0;
    }
    if (cell[RECEIVED] > 0)
        sums[LAST_DAY] = day + 1;
}

/* The rows come in the order of their days. */
static bool repeats_read(const struct sums_asked *asked, const struct store *store, struct cube *cube,
                         struct fault *fault)
{
    struct rollup rollup = rollup_begin(store, asked->statement + STATEMENT_ROWS);
    struct packed_slots slots;
    slots_begin(&slots);
    slots_set(&slots, MEASURE_RECEIVED, RECEIVED);
    slots_set(&slots, MEASURE_MERGED, MERGED);
    slots_set(&slots, MEASURE_REOPENED, REOPENED);
    cube_begin(cube, REPEAT_COUNT);
    while (rollup_next(&rollup))
        while (packed_next(&rollup.cells)) {
            int64_t cell[REPEAT_COUNT] = {0};
            packed_add(&rollup.cells, &slots, cell);
            if (cell[RECEIVED] || cell[MERGED] || cell[REOPENED])
                day_add(cube_at(cube, rollup.a, rollup.cells.b, 0), rollup.day, rollup.day >= asked->first, cell);
        }
    cube_rows(cube);
    return rollup_end(&rollup, asked->pack->city_id, fault);
}

static json_t *repeats_rows(const struct sums_asked *asked, const struct spots *spots, int64_t total[REPEAT_COUNT])
{
    json_t *rows = json_array();
    for (size_t i = 0; i < spots->count; i++) {
        const struct spot *spot = &spots->list[i];
        for (int j = 0; j < LAST_DAY; j++)
            total[j] += spot->sums[j];
        if ((int64_t)i >= asked->limit)
            continue;
        json_t *row = spot_json(spots, spot, spot->sums[AGAIN]);
        json_object_set_new(row, "received", json_integer(spot->sums[RECEIVED]));
        json_object_set_new(row, "merged", json_integer(spot->sums[MERGED]));
        json_object_set_new(row, "reopened", json_integer(spot->sums[REOPENED]));
        json_array_append_new(rows, row);
    }
    return rows;
}

json_t *repeats_answer(const struct sums_asked *asked, const struct store *store, struct fault *fault)
{
    struct cube cube = {0};
    struct spots spots = spots_of(asked);
    json_t *answer = NULL;
    if (repeats_read(asked, store, &cube, fault)) {
        for (size_t i = 0; i < cube.count; i++) {
            const struct cube_row *row = &cube.rows[i];
            const int64_t *sums = row->value;
            if (sums[AGAIN] > 0 || sums[MERGED] > 0 || sums[REOPENED] > 0)
                spots_add(&spots, (struct spot){{row->key[0], row->key[1]},
                                                (double)(sums[AGAIN] + sums[MERGED] + sums[REOPENED]),
                                                0,
                                                sums,
                                                {NULL}});
        }
        spots_sort(&spots);
        int64_t total[REPEAT_COUNT] = {0};
        json_t *rows = repeats_rows(asked, &spots, total);
        answer = spots_answer(asked, store, rows,
                              json_pack("{s:I, s:I, s:I, s:I}", "found", (json_int_t)spots.count, "tickets",
                                        (json_int_t)total[AGAIN], "merged", (json_int_t)total[MERGED], "reopened",
                                        (json_int_t)total[REOPENED]));
    }
    cube_clear(&cube);
    free(spots.list);
    return answer;
}
