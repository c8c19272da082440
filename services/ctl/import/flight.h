/* One row under way: its steps one after the other, each when the one before is answered. */
#ifndef SERVICES_CTL_IMPORT_FLIGHT_H
#define SERVICES_CTL_IMPORT_FLIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/bus/client.h"
#include "services/ctl/import/row.h"
#include "services/ctl/import/steps.h"

/* What rows fly over. */
struct route {
    const struct mapping *mapping;
    struct bus_client *intake, *dispatch; /* each with room for all rows under way */
};

struct flight {
    struct row row;
    int64_t number, line, last, end; /* of the record */
    char *text;                      /* of the record */
    size_t length;
    enum step step; /* that is under way */
    int64_t ticket;
    bool done;
    char reason[ROW_REASON_BYTES]; /* why it was rejected, or empty */
};

/* Takes the record, which is copied, and sends its first step. The flight must stay where it is until it is done. */
void flight_begin(struct flight *flight, const struct route *route, const struct record *record);

/* Takes the answer to the step under way, and sends the next one. Was it final, or is the step asked again? */
bool flight_answer(struct flight *flight, const struct route *route, const struct bus_answer *answer);

void flight_clear(struct flight *flight);

#endif
