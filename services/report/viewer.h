/* For whom a query is answered, as row-level security knows it: the setting steward.viewer (viewer.sql in the
 * migrations).
 *
 * Who works for the command centre or audits it sees all of the city; who looks after areas what is there; who acts for
 * organisations what has a task of theirs; and everyone what they have reported.
 */
#ifndef SERVICES_REPORT_VIEWER_H
#define SERVICES_REPORT_VIEWER_H

#include <stdbool.h>
#include <stddef.h>

#include "common/city/pack.h"
#include "proto/message.h"

/* A zeroed one is the installation itself, which sees everything. Its memory is kept from one query to the next. */
struct viewer {
    char *setting; /* JSON */
    size_t length, capacity;
    bool sees_all, sees_areas;
};

/* The index of the person called `actor`; -1 where none is given. False, with `fault` filled, where there is no such
 * person. */
bool viewer_check(const struct pack *pack, const struct value *actor, int *out, struct fault *fault);

/* The same, of a person who sees all of the city: others are refused, for what they would be told adds up what is not
 * theirs to see. */
bool viewer_check_all(const struct pack *pack, const struct value *actor, struct fault *fault);

/* Says what the person (an index, or -1: the installation itself) sees today. */
void viewer_make(struct viewer *viewer, const struct pack *pack, int person);
void viewer_clear(struct viewer *viewer);

#endif
