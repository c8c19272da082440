/* From a ticket's number to the life that it has in a simulation. */
#ifndef SERVICES_CTL_SIMULATE_TICKET_MAP_H
#define SERVICES_CTL_SIMULATE_TICKET_MAP_H

#include <stddef.h>
#include <stdint.h>

/* Begins with all zero. */
struct ticket_map {
    struct ticket_slot {
        int64_t ticket; /* 0: free */
        size_t life;
    } * slots;
    size_t size, count; /* size: a power of two, or 0 */
};

enum { NO_LIFE = -1 };

void ticket_map_clear(struct ticket_map *map);

/* Adds a ticket that is not there yet. */
void ticket_map_add(struct ticket_map *map, int64_t ticket, size_t life);

/* Its life, or NO_LIFE. */
int64_t ticket_map_find(const struct ticket_map *map, int64_t ticket);

#endif
