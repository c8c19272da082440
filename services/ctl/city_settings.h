/* What a pack says of clocks, ladders, extensions, urges and the like, told. */
#ifndef SERVICES_CTL_CITY_SETTINGS_H
#define SERVICES_CTL_CITY_SETTINGS_H

#include <jansson.h>

#include "common/city/pack.h"

/* A line for each setting; times in the units of packs. */
void city_settings_print(const struct pack *pack);

/* The same as an object; times in milliseconds. */
json_t *city_settings_json(const struct pack *pack);

/* A line for each kind of clock that is kept: how long it may run, and who is told when. */
void city_clocks_print(const struct pack *pack);

/* An array of {clock, limit, ladder: [{at, to: [role]}]}. */
json_t *city_clocks_json(const struct pack *pack);

#endif
