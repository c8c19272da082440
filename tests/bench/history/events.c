/* The log: the lives under way in a heap, ordered by their next event. */
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "tests/bench/history/rows.h"

struct flight {
    struct step *steps;
    int count, next;
    int channel;
};

struct flights {
    struct flight *heap; /* the earliest first */
    size_t count, capacity;
};

static int64_t flight_at(const struct flight *flight)
{
    return flight->steps[flight->next].at;
}

static void flights_sink(struct flights *flights, size_t i)
{
    struct flight moved = flights->heap[i];
    for (size_t child; (child = 2 * i + 1) < flights->count; i = child) {
        if (child + 1 < flights->count && flight_at(&flights->heap[child + 1]) < flight_at(&flights->heap[child]))
            child++;
        if (flight_at(&flights->heap[child]) >= flight_at(&moved))
            break;
        flights->heap[i] = flights->heap[child];
    }
    flights->heap[i] = moved;
}

static void flights_add(struct flights *flights, const struct life *life)
{
    struct flight flight = {.count = life->count, .channel = life->channel};
    size_t i = flights->count++;
    flight.steps = memory_new((size_t)life->count, sizeof *flight.steps);
    memcpy(flight.steps, life->steps, (size_t)life->count * sizeof *flight.steps);
    memory_reserve((void **)&flights->heap, &flights->capacity, flights->count, sizeof *flights->heap);
    for (; i > 0 && flight_at(&flight) < flight_at(&flights->heap[(i - 1) / 2]); i = (i - 1) / 2)
        flights->heap[i] = flights->heap[(i - 1) / 2];
    flights->heap[i] = flight;
}

static void flights_pass(struct flights *flights)
{
    if (++flights->heap[0].next == flights->heap[0].count) {
        free(flights->heap[0].steps);
        flights->heap[0] = flights->heap[--flights->count];
    }
    if (flights->count)
        flights_sink(flights, 0);
}

static void step_write(struct rows *out, const struct plan *plan, const struct flight *flight, int64_t position)
{
    const struct pack *pack = plan->pack;
    const struct step *step = &flight->steps[flight->next];
    rows_row(out, 17);
    rows_integer(out, pack->city_id);
    rows_big(out, position);
    rows_small(out, step->kind);
    rows_small(out, step->from);
    rows_small(out, step->to);
    rows_small(out, step->task);
    rows_integer(out, step->version);
    rows_integer(out, step->actor < 0 ? 0 : pack->people[step->actor].id);
    rows_integer(out, step->organisation < 0 ? 0 : pack->organisations[step->organisation].id);
    rows_integer(out, pack->areas[step->area].id);
    rows_integer(out, pack->categories[step->category].id);
    rows_integer(out, pack->channels[flight->channel].id);
    rows_big(out, step->ticket_id);
    rows_instant(out, step->at);
    instant_or_null(out, step->due_at);
    instant_or_null(out, step->done_at);
    if (step->data[0])
        rows_json(out, step->data);
    else
        rows_null(out);
}

void events_write(struct rows *out, const struct plan *plan)
{
    struct flights flights = {0};
    struct life life;
    int64_t position = plan->first_position;
    for (int64_t i = 0; i < plan->tickets || flights.count;) {
        if (i < plan->tickets && (!flights.count || plan_received(plan, i) <= flight_at(&flights.heap[0]))) {
            life_make(&life, plan, i++);
            if (life.count)
                flights_add(&flights, &life);
            continue;
        }
        step_write(out, plan, &flights.heap[0], position++);
        rows_flush(out, ROWS_BLOCK);
        flights_pass(&flights);
    }
    free(flights.heap);
}
