/* Places from the tickets that were read, candidates from the pack, the choice from the database (nearest.h). */
#include "services/dispatch/checkers.h"

#include "services/dispatch/dispatch.h"
#include "services/dispatch/wish.h"

static bool wants_worker(const struct wish *wish)
{
    return wish->action == ACTION_ASK_CHECK && !wish->person_id;
}

/* Where the request's ticket is; false where there is none. */
static bool place_find(struct work *work, const struct request *request, struct nearest_place *place)
{
    struct dispatch *dispatch = worker_state(work->worker);
    const struct wish *wish = wish_of(request);
    struct ticket_row ticket;
    int row = reading_find(&dispatch->reading, work->store, wish->city_id, move_of(request)->ticket.integer);
    *place = (struct nearest_place){.pack = cities_pack(worker_cities(work->worker), wish->city_id, 0)};
    if (row < 0 || !place->pack)
        return false;
    ticket_read(&ticket, work->store, dispatch->reading.tickets, row);
    place->besides = reading_handler(&dispatch->reading, work->store, &ticket);
    place->area = pack_area_of_id(place->pack, ticket.area_id);
    place->date = pack_date(place->pack, reading_now(&dispatch->reading, work->store));
    place->located = reading_place(&dispatch->reading, work->store, row, &place->latitude, &place->longitude);
    return place->area >= 0;
}

/* The i-th place is that of the i-th request that wants a worker and has a ticket. */
size_t checkers_ask(struct work *work)
{
    struct dispatch *dispatch = worker_state(work->worker);
    struct nearest_place places[WORK_REQUESTS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < work->request_count; i++)
        if (wants_worker(wish_of(work->requests[i])) && place_find(work, work->requests[i], &places[count]))
            count++;
    dispatch->nearest_found = count ? nearest_ask(&dispatch->nearest, work->store, places, count) : -1;
    return count;
}

void checkers_take(struct work *work)
{
    struct dispatch *dispatch = worker_state(work->worker);
    size_t place = 0;
    for (size_t i = 0; i < work->request_count && dispatch->nearest_found >= 0; i++) {
        struct wish *wish = (struct wish *)(void *)work->requests[i]->detail;
        struct nearest_place ignored;
        if (wants_worker(wish) && place_find(work, work->requests[i], &ignored))
            wish->person_id = nearest_person(work->store, dispatch->nearest_found, place++);
    }
}
