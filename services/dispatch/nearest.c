/* Candidates from the pack, the choice from the database. */
#include "services/dispatch/nearest.h"

#include "common/store/queries.h"
#include "proto/lifecycle.h"

static void candidates_add(struct nearest *nearest, const struct nearest_place *place, size_t number)
{
    const struct pack *pack = place->pack;
    for (int person = 0; person < pack->person_count; person++) {
        int depth = pack_person_depth(pack, person, ROLE_GRID_WORKER, place->area, place->date);
        if (depth < 0 || pack->people[person].id == place->besides)
            continue;
        array_add_integer(&nearest->place, (int64_t)number);
        array_add_integer(&nearest->city, pack->city_id);
        array_add_integer(&nearest->person, pack->people[person].id);
        array_add_integer(&nearest->depth, depth);
    }
}

static void location_add(struct array *array, const struct nearest_place *place, double degrees)
{
    if (place->located)
        array_add_double(array, degrees);
    else
        array_add_null(array);
}

int nearest_ask(struct nearest *nearest, struct store *store, const struct nearest_place *places, size_t count)
{
    array_start(&nearest->place, ARRAY_INTEGER);
    array_start(&nearest->city, ARRAY_INTEGER);
    array_start(&nearest->person, ARRAY_INTEGER);
    array_start(&nearest->depth, ARRAY_INTEGER);
    array_start(&nearest->latitude, ARRAY_DOUBLE);
    array_start(&nearest->longitude, ARRAY_DOUBLE);
    for (size_t i = 0; i < count; i++) {
        candidates_add(nearest, &places[i], i);
        location_add(&nearest->latitude, &places[i], places[i].latitude);
        location_add(&nearest->longitude, &places[i], places[i].longitude);
    }
    struct parameter of[] = {P_ARRAY(&nearest->place), P_ARRAY(&nearest->city),     P_ARRAY(&nearest->person),
                             P_ARRAY(&nearest->depth), P_ARRAY(&nearest->latitude), P_ARRAY(&nearest->longitude)};
    return store_send(store, &query_duty_nearest, of, sizeof of / sizeof *of);
}

int32_t nearest_person(const struct store *store, int statement, size_t place)
{
    for (int row = 0; row < store_rows(store, statement); row++)
        if (store_integer(store, statement, row, 0) == (int64_t)place)
            return (int32_t)store_integer(store, statement, row, 1);
    return 0;
}

void nearest_clear(struct nearest *nearest)
{
    array_clear(&nearest->place);
    array_clear(&nearest->city);
    array_clear(&nearest->person);
    array_clear(&nearest->depth);
    array_clear(&nearest->latitude);
    array_clear(&nearest->longitude);
}
