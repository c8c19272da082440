/* Counts the tickets of a heat map by their squares. Pure. */
#ifndef SERVICES_REPORT_HEAT_COUNT_H
#define SERVICES_REPORT_HEAT_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct heat_cell {
    int64_t cell, tickets, open, overdue;
};

/* What a ticket is limited by. */
struct heat_ticket {
    int64_t cell;
    int32_t area, category, channel, urgency;
};

/* Begin with all zero. */
struct heat_count {
    struct heat_cell *cells; /* a table by hash: those without tickets are free places */
    size_t places, used;
    bool *among[2]; /* by number: is the area, the category asked for? NULL: any is */
    int32_t among_count[2];
    int32_t channel, urgency; /* 0: any */
};

enum { HEAT_AREA, HEAT_CATEGORY };

/* One more area or category that is asked for. */
void heat_count_limit(struct heat_count *count, int of, int32_t id);

/* One that was received; one that is open. What was not asked for is passed over. */
void heat_count_received(struct heat_count *count, const struct heat_ticket *ticket);
void heat_count_open(struct heat_count *count, const struct heat_ticket *ticket, bool overdue);

/* All tickets of a day, as heat_pack in the migration heat_days.sql has packed them. False where that is something
 * else. */
bool heat_count_day(struct heat_count *count, const void *packed, size_t length);

/* Sorts them, the most tickets first, then by number; returns how many. Nothing is counted after that. */
size_t heat_count_sort(struct heat_count *count);

void heat_count_clear(struct heat_count *count);

#endif
