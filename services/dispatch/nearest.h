/* The nearest grid worker on duty, for field checks.
 *
 * Candidates are those who are grid workers, of their own or as a deputy, on the date, for an area that covers the one
 * asked for; the database says who of them is on duty and nearest (duty_nearest.sql). One statement for a whole batch:
 *
 *   statement = nearest_ask (&nearest, store, places, count)   …   the step's results   …   nearest_person (store,
 *   statement, i) for places[i]
 */
#ifndef SERVICES_DISPATCH_NEAREST_H
#define SERVICES_DISPATCH_NEAREST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/city/pack.h"
#include "common/store/store.h"

/* A place to be looked at. */
struct nearest_place {
    const struct pack *pack; /* bound: the newest, for it says who works where now */
    int area;                /* index */
    int32_t date;            /* pack_date of the database's time */
    int32_t besides;         /* database id of a person who may not be it, such as the handler; 0: anybody */
    bool located;            /* latitude and longitude are known: degrees of WGS84 */
    double latitude, longitude;
};

/* Memory for the batches of a worker. Begin with all zero; nearest_clear frees it. */
struct nearest {
    struct array place, city, person, depth, latitude, longitude;
};

/* Adds the statement to the step; returns its index. */
int nearest_ask(struct nearest *nearest, struct store *store, const struct nearest_place *places, size_t count);

/* The database id of the person for places[place]; 0 where nobody who may is on duty. */
int32_t nearest_person(const struct store *store, int statement, size_t place);

void nearest_clear(struct nearest *nearest);

#endif
