/* The parts of city.yaml that have a file of their own in C. Private to common/city.
 *
 * A part is a mapping; `value->node` is NULL where it is absent or faulty, and all defaults hold. */
#ifndef COMMON_CITY_CITY_PARTS_H
#define COMMON_CITY_CITY_PARTS_H

#include "common/city/reading.h"

/* `limits`: the default of handling, and of each kind of clock that the city keeps. */
void city_limits_read(struct reading *reading, const struct value *limits);

/* `ladders`: a map from names to lists of steps. */
void city_ladders_read(struct reading *reading, const struct value *ladders);

/* `clocks`: which ladder goes with which kind of clock. To be read after limits and ladders. */
void city_clocks_read(struct reading *reading, const struct value *clocks);

/* A part whose fields all have a default: extension, suspension and so on. */
void city_settings_read(struct reading *reading, const char *part, const struct value *value);

#endif
