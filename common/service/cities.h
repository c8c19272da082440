/* The city packs that a worker knows, kept up to date from the database. Versions stay, for a ticket keeps the one it
 * was opened under. */
#ifndef COMMON_SERVICE_CITIES_H
#define COMMON_SERVICE_CITIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/city/pack.h"
#include "common/store/store.h"

struct cities;
struct work;
struct work_kind;

struct cities *cities_new(void);
void cities_destroy(struct cities **cities);

/* Were the packs read at least once? A worker answers no request before. */
bool cities_known(const struct cities *cities);

size_t cities_count(const struct cities *cities);

/* The newest pack of a city by its code, or of the i-th; NULL where there is none. Owned by `cities`. */
struct pack *cities_find(const struct cities *cities, const char *code, size_t length);
struct pack *cities_at(const struct cities *cities, size_t i);

/* A pack by the city's database id and version (0: the newest). NULL where it is not there yet: it is then read
 * soon, and whoever needs it tries again. */
struct pack *cities_pack(struct cities *cities, int32_t city_id, int32_t version);

/* Grows with each pack that is read: what was judged by the packs before is judged anew. */
unsigned cities_generation(const struct cities *cities);

/* Are the packs in memory still the newest? `statement` is pack_current's result of this transaction. False: the
 * transaction's step returns WORK_OUTDATED. */
bool cities_current(struct cities *cities, const struct store *store, int statement);

/* What is in memory is known to be old: it is read again before anything else. */
void cities_expire(struct cities *cities);

/* For the main loop: is it time to read again, and the transaction that does it, in steps as of a work_kind. */
bool cities_due(const struct cities *cities, int64_t now, int64_t *wake);
bool cities_step(struct cities *cities, struct store *store, int step);

#endif
