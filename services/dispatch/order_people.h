/* Who may give an order, to whom it goes, and for whom somebody may answer it. Pure: asked of the pack. */
#ifndef SERVICES_DISPATCH_ORDER_PEOPLE_H
#define SERVICES_DISPATCH_ORDER_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/city/pack.h"

/* May the person (an index) give, push and close orders of the area (an index) on the date? A dispatcher or supervisor
 * of it may, and so may the head of a street or community within whose area it is. */
bool order_may_command(const struct pack *pack, int person, int area, int32_t date);

/* To whom an order of the area for `roles` (bits) goes: each person who has an appointment of their own with one of
 * them on the date, in an area that is the order's, below it or above it, or everywhere. Writes their indices into
 * `out` (room for all people) and returns how many. Deputies are not among them: they answer for who is. */
size_t order_recipients(const struct pack *pack, int area, unsigned roles, int32_t date, int *out);

/* For whom the person may act on the date: for themselves first, and for those whose deputy they are. Writes at most
 * `most` indices into `out` and returns how many. */
size_t order_stands_for(const struct pack *pack, int person, int32_t date, int *out, size_t most);

#endif
