/* A row that is refused at any step is rejected with what was said. */
#include "services/ctl/import/flight.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "services/ctl/call.h"

enum { STEP_MS = 20000 };

static void step_send(struct flight *flight, const struct route *route)
{
    char key[KEY_BYTES_MAX + 1];
    char *body = step_body(route->mapping, &flight->row, flight->step, flight->ticket);
    struct bus_client *client = flight->step == STEP_SUBMIT ? route->intake : route->dispatch;
    step_key(key, route->mapping, &flight->row, flight->step);
    if (!bus_client_send(client, step_message(flight->step), key, instant_now() + STEP_MS, body, strlen(body), flight))
        log_abort("no room for a step of an import");
    free(body);
}

void flight_begin(struct flight *flight, const struct route *route, const struct record *record)
{
    *flight = (struct flight){.number = record->number,
                              .line = record->line,
                              .last = record->last,
                              .end = record->end,
                              .text = memory_text(record->text, record->length),
                              .length = record->length};
    if (*record->fault)
        snprintf(flight->reason, sizeof flight->reason, "%s", record->fault);
    else
        row_read(route->mapping, record, &flight->row, flight->reason);
    flight->done = *flight->reason != '\0';
    if (!flight->done)
        step_send(flight, route);
}

static void flight_reject(struct flight *flight, const struct bus_answer *answer)
{
    char sentence[ROW_REASON_BYTES - 64];
    call_refusal(answer, sentence, sizeof sentence);
    snprintf(flight->reason, sizeof flight->reason, "%s: %s%s", step_message(flight->step), sentence,
             answer->status == REPLY_CONFLICT ? " (the row or the mapping has changed since it was imported)" : "");
    flight->done = true;
}

static int64_t ticket_of(const struct bus_answer *answer)
{
    json_t *body = json_loadb(answer->body, answer->length, 0, NULL);
    int64_t ticket = json_integer_value(json_object_get(body, "ticket"));
    json_decref(body);
    return ticket;
}

bool flight_answer(struct flight *flight, const struct route *route, const struct bus_answer *answer)
{
    if (answer->status == REPLY_UNAVAILABLE || answer->status == REPLY_EXPIRED) {
        step_send(flight, route);
        return false;
    }
    if (answer->status != REPLY_OK) {
        flight_reject(flight, answer);
        return true;
    }
    if (flight->step == STEP_SUBMIT)
        flight->ticket = ticket_of(answer);
    flight->step++;
    flight->done = (int)flight->step == steps_of(&flight->row);
    if (!flight->done)
        step_send(flight, route);
    return true;
}

void flight_clear(struct flight *flight)
{
    row_clear(&flight->row);
    free(flight->text);
    flight->text = NULL;
}
