/* Fields of a reply, forgiving: what is absent is "", 0 or false. */
#ifndef SERVICES_CTL_FIELD_H
#define SERVICES_CTL_FIELD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "services/ctl/moment.h"

/* Borrowed from `object`. */
const char *field_text(const json_t *object, const char *name);

int64_t field_integer(const json_t *object, const char *name);
bool field_true(const json_t *object, const char *name);

/* Is it there, and not null? */
bool field_present(const json_t *object, const char *name);

/* A time, written into `out`; "" where it is absent. Returns out. */
char *field_moment(const json_t *object, const char *name, char out[MOMENT_BYTES]);

#endif
