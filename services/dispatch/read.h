/* Tickets locked, and read as they are after the lock: the statements and the rows as a move has them. */
#ifndef SERVICES_DISPATCH_READ_H
#define SERVICES_DISPATCH_READ_H

#include "services/dispatch/move.h"

/* The statements that read a batch of tickets; -1 where one was not sent. */
struct reading {
    int tickets, tasks, clocks, merged, time;
};

/* Sends them: lock, then tickets, tasks, clocks, and where `merged`, who was merged into them, then what time it is. */
void reading_send(struct reading *reading, struct store *store, struct array *cities, struct array *tickets,
                  bool merged);

/* The row of a ticket among those read, which are sorted by city and number; -1 where there is none. */
int reading_find(const struct reading *reading, const struct store *store, int32_t city_id, int64_t ticket_id);

/* The database's time after the locks. */
int64_t reading_now(const struct reading *reading, const struct store *store);

/* Degrees of a place that the database gives in ten millionths. */
#define DEGREES(ten_millionths) ((double)(ten_millionths) / 1e7)

/* Where a ticket is, WGS84; false where that is not known. */
bool reading_place(const struct reading *reading, const struct store *store, int row, double *latitude,
                   double *longitude);

/* The database id of who handles the ticket's lead task, of the rows read; 0: nobody. */
int32_t reading_handler(const struct reading *reading, const struct store *store, const struct ticket_row *ticket);

/* Reads one row as it stands, without tasks and clocks. */
void ticket_read(struct ticket_row *ticket, const struct store *store, int statement, int row);

/* Makes a move of a row: rows, packs, time. False where a pack that is needed is not there yet. */
bool move_read(struct move *move, const struct reading *reading, const struct store *store, int row,
               struct cities *cities);

/* Makes a move of a ticket that nobody has moved yet, of received_read. */
bool move_read_received(struct move *move, const struct store *store, int statement, int row, int64_t now,
                        struct cities *cities);

#endif
