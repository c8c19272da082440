/* A message from the rows that it is made of until its verdict. */
#include <stdlib.h>
#include <string.h>

#include <stdio.h>

#include <sodium.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "services/notify/courier.h"

/* Columns of delivery_again.sql and delivery_fresh.sql. */
enum { ORDINAL, DELIVERY, BATCH, RECIPIENT, URGENT, ATTEMPTS, TICKET, KEY, TEMPLATE, TITLE, BODY };

static char *text_copy(const struct store *store, int statement, int row, int column)
{
    size_t length;
    const char *text = store_text(store, statement, row, column, &length);
    return memory_text(text, length);
}

struct flight *flight_new(struct courier *courier, struct outlet *outlet, const struct store *store, int statement,
                          int row)
{
    struct flight *flight = memory_new(1, sizeof *flight);
    flight->courier = courier;
    flight->outlet = outlet;
    flight->batch = store_integer(store, statement, row, BATCH);
    if (!flight->batch)
        flight->batch = store_integer(store, statement, row, DELIVERY);
    flight->recipient = text_copy(store, statement, row, RECIPIENT);
    flight->attempts = (int)store_integer(store, statement, row, ATTEMPTS);
    flight_part_add(flight, store, statement, row);
    return flight;
}

void flight_part_add(struct flight *flight, const struct store *store, int statement, int row)
{
    flight->parts = memory_resize(flight->parts, flight->part_count + 1, sizeof *flight->parts);
    flight->parts[flight->part_count++] =
        (struct flight_part){.delivery = store_integer(store, statement, row, DELIVERY),
                             .ticket = store_integer(store, statement, row, TICKET),
                             .key = text_copy(store, statement, row, KEY),
                             .event = text_copy(store, statement, row, TEMPLATE),
                             .title = text_copy(store, statement, row, TITLE),
                             .text = text_copy(store, statement, row, BODY)};
    flight->urgent |= store_integer(store, statement, row, URGENT) != 0;
}

void flight_free(struct flight *flight)
{
    for (size_t i = 0; i < flight->part_count; i++) {
        free(flight->parts[i].key);
        free(flight->parts[i].event);
        free(flight->parts[i].title);
        free(flight->parts[i].text);
    }
    free(flight->parts);
    free(flight->recipient);
    free(flight);
}

/* From the list of those in the air to the end of those that are back. */
static void flight_land(struct flight *flight, enum verdict verdict)
{
    struct courier *courier = flight->courier;
    struct flight **link = &courier->air_list;
    flight->verdict = verdict;
    while (*link && *link != flight)
        link = &(*link)->next;
    if (*link)
        *link = flight->next;
    flight->next = NULL;
    for (link = &courier->back; *link; link = &(*link)->next)
        ;
    *link = flight;
    if (verdict != VERDICT_DELIVERED)
        log_warning("not delivered city_id=%d channel=%s key=%s try=%d: %s", flight->outlet->city_id,
                    flight->outlet->code, flight->parts[0].key, flight->attempts + 1, flight->error);
}

void flight_returned(void *context, void *returned, const struct answer *answer)
{
    struct flight *flight = returned;
    struct outlet *outlet = flight->outlet;
    (void)context;
    enum verdict verdict = outlet->channel ? answer_judge(outlet->channel, answer, flight->error) : VERDICT_RETRY;
    bool well = verdict == VERDICT_DELIVERED || verdict == VERDICT_DEAD || answer->refused_here;
    int64_t now = instant_monotonic();
    outlet_return(outlet, well, now, randombytes_random());
    if (verdict == VERDICT_OVERLOADED) {
        flight->patience_ms = answer_patience(outlet->channel, answer);
        outlet_rest(outlet, now + flight->patience_ms * 1000);
    }
    flight_land(flight, verdict);
}

static bool flight_compose(struct flight *flight, const char *city, struct parcel *out)
{
    struct letter_part *parts = memory_new(flight->part_count, sizeof *parts);
    for (size_t i = 0; i < flight->part_count; i++)
        parts[i] = (struct letter_part){flight->parts[i].key, flight->parts[i].event, flight->parts[i].text,
                                        flight->parts[i].ticket};
    struct letter letter = {.city = city,
                            .key = flight->parts[0].key,
                            .title = flight->parts[0].title,
                            .recipient = flight->recipient,
                            .urgent = flight->urgent,
                            .now = instant_now(),
                            .parts = parts,
                            .part_count = flight->part_count};
    bool composed = letter_compose(&letter, flight->outlet->channel, flight->courier->secrets, out, flight->error);
    free(parts);
    return composed;
}

void flight_depart(struct flight *flight)
{
    struct courier *courier = flight->courier;
    struct outlet *outlet = flight->outlet;
    const struct city_view *view = courier_view(courier, outlet->city_id);
    struct parcel parcel = {0};
    flight->next = courier->air_list;
    courier->air_list = flight;
    if (!outlet->channel || !view) {
        snprintf(flight->error, sizeof flight->error, "the pack has no channel %s any more", outlet->code);
        flight_land(flight, VERDICT_DEAD);
    } else if (!flight_compose(flight, view->pack->code, &parcel)) {
        flight_land(flight, VERDICT_RETRY);
    } else {
        outlet_depart(outlet, instant_monotonic());
        post_send(courier->post, &parcel, outlet->channel, flight);
    }
    parcel_clear(&parcel);
}
