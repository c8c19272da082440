/* Which area covers a place: asked of PostGIS in one statement for all complaints of a batch that name no area. Where
 * all name one, nothing is asked. */
#include "common/store/queries.h"
#include "services/intake/intake.h"

void places_clear(struct places *places)
{
    array_clear(&places->city);
    array_clear(&places->latitude);
    array_clear(&places->longitude);
}

int places_ask(struct work *work, struct places *places)
{
    places->count = 0;
    for (size_t i = 0; i < work->request_count; i++) {
        const struct message_ticket_submit *m = REQUEST_VALUES(work->requests[i], ticket_submit);
        const struct submission *s = submission_of(work->requests[i]);
        if (!s->by_place)
            continue;
        if (!places->count) {
            array_start(&places->city, ARRAY_INTEGER);
            array_start(&places->latitude, ARRAY_DOUBLE);
            array_start(&places->longitude, ARRAY_DOUBLE);
        }
        places->requests[places->count++] = work->requests[i];
        array_add_integer(&places->city, s->city_id);
        array_add_double(&places->latitude, m->latitude.number);
        array_add_double(&places->longitude, m->longitude.number);
    }
    struct parameter of[] = {P_ARRAY(&places->city), P_ARRAY(&places->latitude), P_ARRAY(&places->longitude)};
    return places->count ? store_send(work->store, &query_place_find, of, 3) : -1;
}

static void place_refuse(struct request *request)
{
    const struct message_ticket_submit *m = REQUEST_VALUES(request, ticket_submit);
    struct fault fault;
    fault_set(&fault, "unknown_place", "latitude", "no area of city %s covers latitude %.6f, longitude %.6f",
              m->city.text, m->latitude.number, m->longitude.number);
    request_refuse(request, REPLY_REFUSED, &fault);
}

void places_take(const struct work *work, const struct places *places, int statement)
{
    for (int row = 0; row < store_rows(work->store, statement); row++) {
        struct request *request = places->requests[store_integer(work->store, statement, row, 0)];
        if (request->answered) /* it was stored before: the shapes of then say where */
            continue;
        if (store_is_null(work->store, statement, row, 1))
            place_refuse(request);
        else
            submission_of(request)->area_id = (int32_t)store_integer(work->store, statement, row, 1);
    }
}
