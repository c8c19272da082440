/* Times from one date to another, both counted, of which either may be left out. Private to common/city. */
#ifndef COMMON_CITY_PERIOD_H
#define COMMON_CITY_PERIOD_H

#include "common/city/record.h"

struct period {
    int32_t from, until; /* INT32_MIN, INT32_MAX where it is open */
};

/* The period of two fields `from` and `until` (FIELD_DATE); false where they are in the wrong order, which is a fault.
 */
bool period_read(const struct place *place, const struct value *from, const struct value *until, struct period *out);

/* Have they a day in common? */
bool periods_meet(struct period one, struct period other);

#endif
